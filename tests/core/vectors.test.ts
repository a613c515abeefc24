import { describe, expect, test } from "vitest";
import { decodeDocument } from "../../src/core/signal/document.ts";
import { decodeHeader, encodeHeader, type Summary } from "../../src/core/signal/header.ts";
import document from "../vectors/document.json" with { type: "json" };
import header from "../vectors/header.json" with { type: "json" };
import { withoutReason } from "../vectors/without-reason.ts";

describe("header vectors", () => {
  test.each(header.decode)("decode: $name", ({ input, expected }) => {
    expect(withoutReason(decodeHeader(input))).toEqual(expected);
  });
  test.each(header.encode)("encode: $name", ({ input, expected }) => {
    expect(encodeHeader(input as Summary)).toBe(expected);
  });
});

describe("document vectors", () => {
  test.each(document.decode)("decode: $name", ({ input, expected }) => {
    expect(withoutReason(decodeDocument(input))).toEqual(expected);
  });
});

test("every vector has a name of its own", () => {
  for (const vectors of [header.decode, header.encode, document.decode]) {
    expect(new Set(vectors.map(({ name }) => name)).size).toBe(vectors.length);
  }
});
