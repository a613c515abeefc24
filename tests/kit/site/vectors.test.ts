// The shared cases of tests/vectors, run with the package that a company installs.
import { describe, expect, test } from "vitest";
import {
  type ContactQuestion,
  decide,
  decodeDocument,
  encodeHeader,
  HEADER_NAME,
  readPreferences,
  type Summary,
} from "../../../src/kit/site/index.ts";
import decisions from "../../vectors/decide.json" with { type: "json" };
import document from "../../vectors/document.json" with { type: "json" };
import header from "../../vectors/header.json" with { type: "json" };
import view from "../../vectors/view.json" with { type: "json" };
import { withoutReason } from "../../vectors/without-reason.ts";

const headersWith = (value: string | null) => (value === null ? {} : { [HEADER_NAME]: value });

describe("header vectors through the SDK", () => {
  test.each(header.decode)("decode: $name", ({ input, expected }) => {
    expect(withoutReason(readPreferences(headersWith(input)))).toEqual(expected);
  });
  test.each(header.encode)("encode: $name", ({ input, expected }) => {
    expect(encodeHeader(input as Summary)).toBe(expected);
  });
});

describe("document vectors through the SDK", () => {
  test.each(document.decode)("decode: $name", ({ input, expected }) => {
    expect(withoutReason(decodeDocument(input))).toEqual(expected);
  });
});

describe("a company reads a browser's output (the view vectors) without loss", () => {
  test.each(view.view)("view: $name", ({ expected }) => {
    const told = { ...expected.document, issued: "2026-11-22T09:15:00Z", expires: "2026-12-22T09:15:00Z" };
    expect(decodeDocument(JSON.stringify(told))).toEqual({ state: "preferences", preferences: told });
    const read = readPreferences(headersWith(expected.header));
    expect(read.state).toBe(expected.header === null ? "absent" : "preferences");
    if (read.state !== "preferences") return;
    expect(encodeHeader(read.preferences)).toBe(expected.header);
    // The summary never allows what the document does not.
    const { rules = [] } = expected.document.contact ?? {};
    for (const [kind, want] of Object.entries(read.preferences.kinds)) {
      const general = rules.filter((rule) => !("about" in rule) && (rule.kinds as string[]).includes(kind));
      expect(general.map((rule) => rule.want)).toEqual([want]);
    }
  });
});

describe("decide vectors through the SDK", () => {
  const documents: Record<string, unknown> = decisions.documents;

  /** Preferences that the company read: the header's summary, or the document, by name or as written. */
  function readFrom(vector: object) {
    if ("header" in vector) {
      const result = readPreferences(headersWith(vector.header as string | null));
      return result.state === "preferences" ? result.preferences : null;
    }
    const said = "document" in vector ? vector.document : null;
    const result = decodeDocument(typeof said === "string" ? documents[said] : said);
    expect(result.state).not.toBe("invalid");
    return result.state === "preferences" ? result.preferences : null;
  }

  test.each(decisions.decide)("decide: $name", (vector) => {
    const { because, ...answer } = decide(readFrom(vector), vector.question as ContactQuestion);
    expect(answer).toEqual({ digest: false, ...vector.expected });
    expect(because).toMatch(/\S\.$/);
  });
});
