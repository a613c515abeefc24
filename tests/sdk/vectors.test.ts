import { describe, expect, test } from "vitest";
import { decodeDocument, encodeHeader, HEADER_NAME, readPreferences, type Summary } from "../../src/sdk/index.ts";
import document from "../vectors/document.json" with { type: "json" };
import header from "../vectors/header.json" with { type: "json" };
import { withoutReason } from "../vectors/without-reason.ts";

describe("header vectors through the SDK", () => {
  test.each(header.decode)("decode: $name", ({ input, expected }) => {
    const headers = input === null ? {} : { [HEADER_NAME]: input };
    expect(withoutReason(readPreferences(headers))).toEqual(expected);
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
