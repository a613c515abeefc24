import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeHeader, encodeHeader, HEADER_MAX_BYTES, type Summary } from "../../src/signal/header.ts";
import { AGREEMENTS, KINDS, type Kind, STYLES, WANTS, type Want } from "../../src/signal/vocabulary.ts";
import { anyText } from "../support/data/any-text.ts";
import { holds } from "../support/data/arbitraries.ts";
import { runs } from "../support/runs.ts";

const wants = fc.option(fc.constantFrom(...WANTS), { nil: undefined });
const summary: fc.Arbitrary<Summary> = fc.record({
  kinds: fc.array(wants, { minLength: KINDS.length, maxLength: KINDS.length }).map(kindsOf),
  style: fc.subarray([...STYLES]),
  terms: fc.option(fc.constantFrom(...AGREEMENTS)),
  more: fc.boolean(),
});

function kindsOf(list: readonly (Want | undefined)[]): Partial<Record<Kind, Want>> {
  return Object.fromEntries(KINDS.map((kind, index) => [kind, list[index]]).filter(([, want]) => want !== undefined));
}

const among = (words: readonly string[], word: string): boolean => words.includes(word);

const longest: Summary = {
  kinds: kindsOf(["yes", "ask", "no", "yes", "ask", "no", "yes", "ask", "no"]),
  style: STYLES,
  terms: "SD-BASE-ATP-S3P",
  more: true,
};

describe("encoding", () => {
  test("every summary encodes to one line of visible ASCII within 256 bytes", () => {
    const hostile = fc.record({
      kinds: fc.dictionary(fc.oneof(fc.string(), fc.constantFrom(...KINDS)), fc.string()),
      style: fc.array(fc.oneof(anyText(), fc.constantFrom(...STYLES))),
      terms: fc.oneof(anyText(), fc.constant("SD-BASE\r\nX: y")),
      more: fc.boolean(),
    });
    holds(
      fc.property(fc.oneof(summary, hostile as fc.Arbitrary<unknown> as fc.Arbitrary<Summary>), (said) => {
        expect(encodeHeader(said) ?? "").toMatch(/^[\x20-\x7e]{0,256}$/);
      }),
      { numRuns: runs(2000) },
    );
    expect(encodeHeader(longest)?.length).toBeLessThanOrEqual(HEADER_MAX_BYTES);
  });

  test("equal summaries encode to equal bytes, in any order of their members", () => {
    holds(
      fc.property(summary, (said) => {
        const shuffled: Summary = {
          more: said.more,
          terms: said.terms,
          style: [...said.style, ...said.style].reverse(),
          kinds: Object.fromEntries(Object.entries(said.kinds).reverse()),
        };
        expect(encodeHeader(shuffled)).toBe(encodeHeader(said));
      }),
    );
  });

  test("an empty summary gives no header", () => {
    expect(encodeHeader({ kinds: {}, style: [], terms: null, more: false })).toBeNull();
  });
});

describe("decoding", () => {
  test("an encoded header decodes to its summary; `more` announces a style that did not fit", () => {
    holds(
      fc.property(summary, (said) => {
        const header = encodeHeader(said);
        const read = decodeHeader(header);
        expect(read.state).toBe(header === null ? "absent" : "preferences");
        if (read.state !== "preferences") return;
        const { style, more, ...rest } = read.preferences;
        expect(rest).toEqual({ kinds: said.kinds, terms: said.terms });
        const all = STYLES.filter((known) => said.style.includes(known));
        expect(style).toEqual(all.slice(0, style.length));
        expect(more).toBe(said.more || style.length < all.length);
        expect(encodeHeader(read.preferences)).toBe(header);
      }),
      { numRuns: runs(2000) },
    );
  });

  test("no text makes it throw, and every decoded word belongs to the vocabulary", () => {
    holds(
      fc.property(mutated, (text) => {
        const read = decodeHeader(text);
        if (read.state !== "preferences") return true;
        const { kinds, style, terms } = read.preferences;
        const entries = Object.entries(kinds);
        return (
          entries.every(([kind, want]) => among(KINDS, kind) && among(WANTS, want)) &&
          style.every((word) => among(STYLES, word)) &&
          (terms === null || among(AGREEMENTS, terms))
        );
      }),
      { numRuns: runs(50_000) },
    );
  }, 60_000);

  test("a character that is not visible ASCII makes the header invalid, at any position", () => {
    const outside = fc.oneof(
      fc.constantFrom("\r", "\n", "\0", "\t", "\x7f"),
      fc.integer({ min: 0x80, max: 0xffff }).map((code) => String.fromCharCode(code)),
    );
    holds(
      fc.property(summary, outside, fc.nat(), (said, character, position) => {
        const header = encodeHeader(said) ?? "v=1";
        const at = position % (header.length + 1);
        expect(decodeHeader(header.slice(0, at) + character + header.slice(at)).state).toBe("invalid");
      }),
    );
  });

  test("if a kind occurs twice, the stricter want counts, in any order", () => {
    holds(
      fc.property(fc.constantFrom(...KINDS), fc.shuffledSubarray([...WANTS], { minLength: 2 }), (kind, named) => {
        const read = decodeHeader(`v=1, ${named.map((want) => `${want}=(${kind})`).join(", ")}`);
        const strictest = WANTS.findLast((want) => named.includes(want));
        expect(read).toMatchObject({ state: "preferences", preferences: { kinds: { [kind]: strictest } } });
      }),
    );
  });
});

const TOKENS = [
  "v=1",
  "yes=(",
  "no=()",
  "(",
  ")",
  ",",
  ", ",
  ";q=1",
  ";",
  "=",
  "?1",
  "?0",
  '"a"',
  '"',
  "\\",
  ":YQ==:",
  "@1",
  "1.5",
  "-",
  "style=(short)",
  "terms=SD-BASE",
  "more",
  "more=?0",
  "offers",
  " ",
  "*",
  "a",
  '%"',
];

/** Encoded headers with a piece removed, doubled or replaced; many tokens; any text. */
const mutated: fc.Arbitrary<string> = fc.oneof(
  fc.tuple(summary, fc.nat(), fc.nat(6), fc.string({ maxLength: 4 })).map(([said, position, length, put]) => {
    const header = encodeHeader(said) ?? "v=1";
    const at = position % (header.length + 1);
    return header.slice(0, at) + put + header.slice(at + length);
  }),
  fc.array(fc.constantFrom(...TOKENS), { maxLength: 30 }).map((tokens) => tokens.join("")),
  anyText({ maxLength: 300 }),
);
