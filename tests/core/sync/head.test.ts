// Heads: other devices read back the written head, and refuse damaged, foreign, newer and oversized ones.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FULL, type Head, readHead, readRows, writeHead } from "../../../src/core/sync/head.ts";
import { headName, parseHeadName, segmentName } from "../../../src/core/sync/names.ts";
import { VaultFault } from "../../../src/core/sync/vault-codec.ts";

const PUSH = { device: "abcdefghij", generation: 7, nonce: "0a1b2c3d" };
const NAME = headName(PUSH);

const head = (changes: Partial<Head> = {}): Head => ({
  head: 1,
  ...PUSH,
  name: "Phone",
  at: 1,
  previous: [],
  segments: [],
  seen: {},
  rows: [["feelings", { id: "f1", $h: "s", value: 1 }]],
  unreadable: 0,
  ...changes,
});

const segment = (index: number) => ({
  name: segmentName(PUSH, index),
  bytes: 10,
  sha256: "0".repeat(64),
  rows: 3,
  level: FULL,
});

const faultOf = (text: string, name = NAME): string => {
  try {
    readHead(name, text);
    return "read";
  } catch (error) {
    return error instanceof VaultFault ? error.code : String(error);
  }
};

/** Text of a head whose description has these members. */
const described = (members: object): string =>
  writeHead(head()).replace(/^.*$/m, (line) => JSON.stringify({ ...JSON.parse(line), ...members }));

describe("a head", () => {
  test("reads back unchanged", () => {
    const whole = head({ segments: [segment(0), { ...segment(1), replaces: ["a"] }], seen: { bbbbbbbbbb: 3 } });
    expect(readHead(NAME, writeHead(whole))).toEqual(whole);
  });

  test("reads despite unknown members of a newer version of the same format", () => {
    expect(faultOf(described({ hint: "of a later version" }))).toBe("read");
  });

  test.each([
    ["newer", "a later format", { head: 2 }],
    ["newer", "a much later format, whatever its members are", { head: 99, device: 7 }],
    ["misplaced", "another device", { device: "bbbbbbbbbb" }],
    ["misplaced", "another generation", { generation: 8 }],
    ["misplaced", "another nonce", { nonce: "zzzzzzzz" }],
    ["unreadable", "no format", { head: 0 }],
    ["unreadable", "a negative generation", { generation: -1 }],
    ["unreadable", "too many earlier heads", { previous: Array(101).fill(NAME) }],
    ["unreadable", "too many segments", { segments: Array(10_001).fill(segment(0)) }],
    ["unreadable", "a segment with a path as name", { segments: [{ ...segment(0), name: "../../vault.age" }] }],
    ["unreadable", "a segment of negative length", { segments: [{ ...segment(0), bytes: -1 }] }],
    ["unreadable", "a segment without a hash", { segments: [{ ...segment(0), sha256: "" }] }],
    ["unreadable", "a name of 61 characters", { name: "x".repeat(61) }],
  ])("is %s with %s", (code, _title, members) => {
    expect(faultOf(described(members))).toBe(code);
  });

  test("is unreadable if its first line is damaged, and no text throws anything else", () => {
    expect(faultOf("{")).toBe("unreadable");
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => faultOf(text) === "unreadable"));
    fc.assert(fc.property(fc.json(), (text) => ["unreadable", "newer", "misplaced"].includes(faultOf(text))));
  });

  test("with a damaged row gives the others, and counts the damaged one", () => {
    const text = `${writeHead(head())}\n{"t":"feelings"\n{"t":"later","id":"x","v":{},"h":"s"}`;
    const { rows, unreadable } = readHead(NAME, text);
    expect([rows.length, unreadable]).toEqual([1, 2]);
    expect(readRows([""])).toEqual({ rows: [], unreadable: 0 });
  });
});

describe("a name", () => {
  test("reads back unchanged", () => {
    const part = (length: number) =>
      fc.string({
        unit: fc.constantFrom(..."0123456789abcdefghijklmnopqrstuvwxyz"),
        minLength: length,
        maxLength: length,
      });
    fc.assert(
      fc.property(part(10), fc.nat(99_999_999), part(8), (device, generation, nonce) => {
        expect(parseHeadName(headName({ device, generation, nonce }))).toEqual({ device, generation, nonce });
      }),
    );
  });

  test.each(["", "../x", "abcdefghij.7.0a1b2c3d.age", "ABCDEFGHIJ.00000007.0a1b2c3d.age", `${NAME}.age`, `x${NAME}`])(
    "of another form is none: %s",
    (name) => {
      expect(parseHeadName(name)).toBeNull();
    },
  );
});
