import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  AGREEMENTS,
  decodeDocument,
  decodeHeader,
  encodeHeader,
  HEADER_NAME,
  KINDS,
  readPreferences,
  STYLES,
  type Summary,
  WANTS,
} from "../../../src/kit/site/index.ts";
import { readRawHeaders } from "../../../src/kit/site/read-preferences.ts";
import { anyText } from "../../support/data/any-text.ts";

const VALUE = "v=1, no=(offers)";
const READ = { state: "preferences", preferences: { kinds: { offers: "no" }, style: [], terms: null, more: false } };

describe("every form in which servers pass headers", () => {
  test.each<[string, unknown]>([
    ["fetch Headers", new Headers({ [HEADER_NAME]: VALUE })],
    ["Node headers", { host: "shop.example", "sec-cmr-preferences": VALUE }],
    ["any case", { "SEC-CMR-PREFERENCES": VALUE }],
    ["a list of one", { "sec-cmr-preferences": [VALUE] }],
    ["two lines", { "sec-cmr-preferences": ["v=1", "no=(offers)"] }],
    ["two lines under two spellings", { "Sec-CMR-Preferences": "v=1", "sec-cmr-preferences": "no=(offers)" }],
    ["an empty line beside it", { "sec-cmr-preferences": ["", VALUE] }],
    ["a Map", new Map([["sec-cmr-preferences", VALUE]])],
    ["an object without a prototype", Object.assign(Object.create(null), { "sec-cmr-preferences": VALUE })],
  ])("%s", (_, headers) => expect(readPreferences(headers)).toEqual(READ));

  test.each([
    ["one line", ["Host", "shop.example", HEADER_NAME, VALUE]],
    ["two lines under two spellings", [HEADER_NAME, "v=1", "sec-cmr-preferences", "no=(offers)"]],
    ["an empty line beside it", [HEADER_NAME, "", HEADER_NAME, VALUE]],
  ])("raw headers of Node: %s", (_, raw) => expect(readRawHeaders(raw)).toEqual(READ));

  test("raw headers of a prefetch are absent", () => {
    expect(readRawHeaders([HEADER_NAME, VALUE, "Sec-Purpose", "prefetch"])).toEqual({ state: "absent" });
  });

  test("two lines of fetch Headers are one value", () => {
    const headers = new Headers([
      [HEADER_NAME, "v=1"],
      [HEADER_NAME, "no=(offers)"],
    ]);
    expect(readPreferences(headers)).toEqual(READ);
  });

  test.each<[string, unknown]>([
    ["nothing", undefined],
    ["null", null],
    ["a text", VALUE],
    ["a number", 1],
    ["a list", [VALUE]],
    ["no such header", { host: "shop.example" }],
    ["an empty header", { "sec-cmr-preferences": "" }],
    ["a header that is no text", { "sec-cmr-preferences": 1 }],
    ["an inherited header", Object.create({ "sec-cmr-preferences": VALUE })],
    ["headers that throw", new Proxy({}, { ownKeys: () => fail(), get: () => fail(), has: () => fail() })],
  ])("%s is absent", (_, headers) => expect(readPreferences(headers)).toEqual({ state: "absent" }));

  test.each(["prefetch", "prefetch;prerender", "prefetch;anonymous-client-ip"])(
    "the header is absent with Sec-Purpose: %s",
    (purpose) => {
      expect(readPreferences({ "sec-cmr-preferences": VALUE, "sec-purpose": purpose }).state).toBe("absent");
      expect(readPreferences(new Headers({ [HEADER_NAME]: VALUE, "Sec-Purpose": purpose })).state).toBe("absent");
      expect(readPreferences({ "sec-cmr-preferences": VALUE, Purpose: purpose }).state).toBe("absent");
    },
  );
});

describe("the result", () => {
  test("is deeply frozen", () => {
    const result = readPreferences({ "sec-cmr-preferences": "v=1, no=(offers), style=(short)" });
    if (result.state !== "preferences") throw new Error(result.state);
    const { preferences } = result;
    for (const part of [result, preferences, preferences.kinds, preferences.style])
      expect(Object.isFrozen(part)).toBe(true);
    expect(Object.isFrozen(readPreferences({ "sec-cmr-preferences": "?" }))).toBe(true);
    expect(Object.isFrozen(readPreferences(null))).toBe(true);
  });

  test("never repeats the header in its reason", () => {
    const result = readPreferences({ "sec-cmr-preferences": "<script>alert(1)</script>" });
    expect(JSON.stringify(result)).not.toContain("script");
  });

  test("a header of 1 MiB is refused at once", () => {
    const headers = { "sec-cmr-preferences": "(".repeat(1_048_576), "sec-purpose": "x ".repeat(524_288) };
    // The shortest of several runs, because other programs only lengthen it.
    const times = Array.from({ length: 10 }, () => {
      const start = performance.now();
      expect(readPreferences(headers).state).toBe("invalid");
      return performance.now() - start;
    });
    expect(Math.min(...times)).toBeLessThan(10);
  });
});

const summaries: fc.Arbitrary<Summary> = fc.record({
  kinds: fc.dictionary(fc.constantFrom(...KINDS), fc.constantFrom(...WANTS)),
  style: fc.subarray([...STYLES]),
  terms: fc.option(fc.constantFrom(...AGREEMENTS)),
  more: fc.boolean(),
});

const pieces = fc.constantFrom(
  "v=1",
  ", ",
  ",",
  "yes=(",
  "no=(",
  "offers",
  " ",
  ")",
  ";",
  "=",
  '"',
  "\\",
  "?1",
  "1.",
  ":",
  "@",
  "%",
  "*",
  "é",
);
const nearHeaders = fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join(""));

describe("properties", () => {
  test("decode(encode(x)) is x, within 256 bytes of visible ASCII", () => {
    fc.assert(
      fc.property(summaries, (summary) => {
        const header = encodeHeader(summary);
        if (header === null) return;
        expect(header).toMatch(/^[\x20-\x7e]{1,256}$/);
        expect(decodeHeader(header)).toEqual({
          state: "preferences",
          preferences: { ...summary, kinds: { ...summary.kinds } },
        });
      }),
    );
  });

  test("a decoded header encodes to the same preferences", () => {
    fc.assert(
      fc.property(nearHeaders, (value) => {
        const result = decodeHeader(value);
        if (result.state !== "preferences") return;
        const again = encodeHeader(result.preferences);
        if (again !== null) expect(decodeHeader(again)).toEqual(result);
      }),
    );
  });

  test("readPreferences and decodeHeader never throw", () => {
    fc.assert(
      fc.property(fc.oneof(anyText({ maxLength: 300 }), nearHeaders), (value) => {
        decodeHeader(value);
        readPreferences({ "sec-cmr-preferences": value });
      }),
    );
    fc.assert(
      fc.property(
        fc.anything({ withBigInt: true, withDate: true, withMap: true }),
        (value) => void readPreferences(value),
      ),
    );
    fc.assert(
      fc.property(fc.anything(), (value) => void readPreferences({ "sec-cmr-preferences": value, purpose: value })),
    );
  });

  test("decodeDocument never throws for any value of any member", () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withSparseArray: true }), (value) => void decodeDocument(value)),
    );
    const rule = {
      kinds: ["news"],
      want: "no",
      about: { label: "x" },
      when: [{ days: ["mo"], from: "09:00", to: "10:00" }],
    };
    const document = {
      cmr: "0.1",
      issued: "2026-11-22T09:15:00Z",
      expires: "2026-11-29T09:15:00Z",
      contact: { rules: [rule], quiet: [], timeZone: "UTC" },
      treatment: {},
      terms: {},
      purposes: [],
    };
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(document)), fc.jsonValue(), (member, value) => {
        const text = JSON.stringify({ ...document, [member]: value });
        const result = decodeDocument(text);
        // A decoded value encodes and decodes to the same.
        if (result.state === "preferences") expect(decodeDocument(JSON.stringify(result.preferences))).toEqual(result);
      }),
    );
  });

  test("a document over 64 KiB is refused", () => {
    expect(decodeDocument(JSON.stringify({ note: "x".repeat(65_536) }))).toEqual({
      state: "invalid",
      reason: "it is too long",
    });
  });
});

function fail(): never {
  throw new Error("hostile headers");
}
