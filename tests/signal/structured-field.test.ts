// RFC 9651 as a table: each value alone, as a parameter and in an inner list, and whether it is a syntax error there.
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeHeader } from "../../src/signal/header.ts";
import { DictionaryReader } from "../../src/signal/structured-field.ts";
import { BOOLEAN, INTEGER, LIST, OTHER, TOKEN } from "../../src/signal/structured-item.ts";
import { WordTrie } from "../../src/signal/word-trie.ts";
import { holds } from "../support/data/arbitraries.ts";
import { runs } from "../support/runs.ts";

const VALUES: Record<string, { good: string[]; bad: string[] }> = {
  integers: {
    good: ["0", "-0", "42", "-999999999999999", "999999999999999", "00"],
    bad: ["1000000000000000", "-", "--1", "+1", "1-", "- 1", "0x1", "1e3", "1,000x"],
  },
  decimals: {
    good: ["0.0", "-1.5", "123456789012.123", "1.50", "00.1"],
    bad: ["1.", ".1", "1.2345", "1234567890123.1", "1..2", "1.2.3", "-.5", "1.-5", "1.5e3"],
  },
  strings: {
    good: ['""', '"a b"', '"\\""', '"\\\\"', '"%"', '"a,b;c=(d)"', '"\'"'],
    bad: ['"', '"a', '"\\a"', '"\\', '"a""', "'a'", '"a\\"'],
  },
  tokens: {
    good: ["a", "*", "*a", "A", "a/b:c", "a!#$%&'*+-.^_`|~9", "a::b"],
    bad: ["/a", ":a", "!a", "a(b", "a@b", "a{", "a\\b", "é", 'a"b"'],
  },
  "byte sequences": {
    good: ["::", ":aGVsbG8=:", ":aGVsbG8:", ":iZ==:", ":YQ:", ":YWI=:", ":YWJj:", ":+/+/:"],
    bad: [
      ":a=GVsbG8=:",
      ":=aGVsbG8=:",
      ":aGVsbG8==:",
      ":aGVsb G8=:",
      ":aGVsbG8.:",
      ":aGVsbG8!=:",
      ":_-Ah:",
      ":=:",
      ":==:",
      ":a:",
      ":aGVsb:",
      ":YQ=:",
      ":YWJj=:",
      ":aGVsbG8=",
      ":",
      ":aGVsbG8=:=",
    ],
  },
  booleans: { good: ["?0", "?1"], bad: ["?", "?2", "?true", "??1", "?01", "? 1"] },
  dates: {
    good: ["@0", "@-1", "@1659578233", "@999999999999999"],
    bad: ["@", "@1.5", "@a", "@ 1", "@1000000000000000", "@@1"],
  },
  "display strings": {
    good: [
      '%""',
      '%"f%c3%bc"',
      '%"%22"',
      '%"%25"',
      '%"a%20b"',
      '%"\\"',
      '%"%f0%9f%99%82"',
      '%"BOM %ef%bb%bf"',
      '%"%00"',
    ],
    bad: [
      '%"%ff"',
      '%"%c3"',
      '%"%c3%28"',
      '%"%a0%a1"',
      '%"%e2%28%a1"',
      '%"%f0%28%8c%28"',
      '%"%c0%80"',
      '%"%ed%a0%80"',
      '%"%f4%90%80%80"',
      '%"f%C3%BC"',
      '%"%"',
      '%"%c"',
      '%"%cg"',
      '%"a',
      "%'a'",
      "%a",
      '%a"',
      '%"a""',
      '%"é"',
    ],
  },
};

const PLACES: [string, (value: string) => string][] = [
  ["as a member", (value) => `a=${value}, b`],
  ["as the last member", (value) => `b, a=${value}`],
  ["as a parameter", (value) => `a=1;p=${value}, b`],
  ["as a parameter of a bare key", (value) => `a;p=${value}, b`],
  ["in a list", (value) => `a=(x ${value} y), b`],
  ["as a parameter in a list", (value) => `a=(x;p=${value} y), b`],
  ["as a parameter of a list", (value) => `a=(x);p=${value}, b`],
];

const KEYS = new WordTrie(["a", "b"]);
const TOKENS = new WordTrie(["x", "xy"]);
type Read = [key: number, type: number, value: number];

/** All members, or the fault. */
function parseDictionary(text: string): Read[] | string {
  const reader = new DictionaryReader(text, KEYS, TOKENS);
  const members: Read[] = [];
  while (reader.next()) members.push([reader.key, reader.type, reader.value]);
  return reader.fault ?? members;
}

const isSound = (text: string) => typeof parseDictionary(text) !== "string";

describe.each(Object.entries(VALUES))("%s", (_type, { good, bad }) => {
  test.each(PLACES)("%s", (_place, put) => {
    expect(good.filter((value) => !isSound(put(value)))).toEqual([]);
    // A list may continue after a value, so the places also test two values without a space between them.
    expect(bad.filter((value) => isSound(put(value)))).toEqual([]);
  });

  test("a fault at any place makes the whole header invalid; a valid value of an unknown key is ignored", () => {
    const stateWith = (value: string) => decodeHeader(`v=1, no=(offers), x=${value}`).state;
    expect(good.filter((value) => stateWith(value) !== "preferences")).toEqual([]);
    expect(bad.filter((value) => stateWith(value) !== "invalid")).toEqual([]);
  });
});

test.each([
  ["a key alone is true", "a", true],
  ["spaces around all of it", "  a=1  ", true],
  ["white space around commas, tabs too", "a \t,\t b", true],
  ["parameters with spaces before their names", "a;  b;c=1", true],
  ["a space before a semicolon", "a ;b", false],
  ["a space after a parameter's equals sign", "a;b= 1", false],
  ["an empty list, with and without spaces", "a=(), b=(  )", true],
  ["a list whose members touch", 'a=("x""y")', false],
  ["a list with a tab", "a=(x\ty)", false],
  ["a list in a list", "a=((x))", false],
  ["a list as a parameter", "a;b=(x)", false],
  ["a list that is not closed", "a=(x", false],
  ["a closing bracket alone", "a=)", false],
  ["two values", "a=1 2", false],
  ["a trailing comma", "a,", false],
  ["a trailing comma and a space", "a, ", false],
  ["two commas", "a,,b", false],
  ["a leading comma", ",a", false],
  ["a leading tab", "\ta", false],
  ["a key in capitals", "A=1", false],
  ["a key that begins with a digit, a hyphen, a dot or a line", "*=1, a1_-.*=1", true],
  ["a key that begins with a hyphen", "-a=1", false],
  ["a key that begins with a line", "_a=1", false],
  ["no key", "=1", false],
  ["no value", "a=", false],
  ["a space around the equals sign", "a =1", false],
])("%s", (_what, text, sound) => {
  expect(isSound(text)).toBe(sound);
});

test.each<[string, string, Read[]]>([
  [
    "members in order, a known key by its number",
    "b=1, aa=2, a=-30",
    [
      [1, INTEGER, 1],
      [-1, INTEGER, 2],
      [0, INTEGER, -30],
    ],
  ],
  [
    "a duplicate key each time",
    "a=1, a=2",
    [
      [0, INTEGER, 1],
      [0, INTEGER, 2],
    ],
  ],
  [
    "a key alone, true and false",
    "a, a=?1, a=?0",
    [
      [0, BOOLEAN, 1],
      [0, BOOLEAN, 1],
      [0, BOOLEAN, 0],
    ],
  ],
  [
    "a token by its number",
    "a=xy, a=xyz, a=x",
    [
      [0, TOKEN, 1],
      [0, TOKEN, -1],
      [0, TOKEN, 0],
    ],
  ],
  [
    "a list as the bits of its known tokens",
    'a=(xy "x" yx), a=(x xy x), a=()',
    [
      [0, LIST, 2],
      [0, LIST, 3],
      [0, LIST, 0],
    ],
  ],
  ["the other types", 'a="x", a=1.5, a=:YQ==:, a=@1, a=%"x"', Array.from({ length: 5 }, () => [0, OTHER, 0])],
  [
    "no parameter",
    "a;b=2, a=1;b=x, a=(x;b=xy);b",
    [
      [0, BOOLEAN, 1],
      [0, INTEGER, 1],
      [0, LIST, 1],
    ],
  ],
])("reads %s", (_what, text, members) => {
  expect(parseDictionary(text)).toEqual(members);
});

test("tells where the fault is", () => {
  expect(parseDictionary("a=1,, b")).toBe("a key is expected at character 5");
  expect(parseDictionary("a=1, b=(x")).toBe("a value is expected at character 10");
  expect(parseDictionary("a=1;B, b")).toBe("a parameter is malformed at character 5");
  expect(parseDictionary("a=1 2")).toBe("a comma is expected at character 5");
});

test("a display string is valid exactly if its bytes are UTF-8", () => {
  holds(
    fc.property(fc.uint8Array({ maxLength: 12 }), (bytes) => {
      const encoded = [...bytes].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");
      let utf8 = true;
      try {
        new TextDecoder("utf-8", { fatal: true }).decode(bytes);
      } catch {
        utf8 = false;
      }
      expect(isSound(`a=%"${encoded}"`)).toBe(utf8);
    }),
    { numRuns: runs(2000) },
  );
});

test("a byte sequence is valid exactly if it is base64, with or without padding", () => {
  const texts = fc.string({ unit: fc.constantFrom("a", "Z", "0", "+", "/", "="), maxLength: 10 });
  holds(
    fc.property(texts, (text) => {
      const body = text.replace(/=+$/, "");
      const padding = text.length - body.length;
      const whole = !body.includes("=") && body.length % 4 !== 1;
      expect(isSound(`a=:${text}:`)).toBe(whole && (padding === 0 || padding === (4 - (body.length % 4)) % 4));
    }),
    { numRuns: runs(2000) },
  );
});
