import * as fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { COMPANY_LIMITS, type JsonLimits, parseJson } from "../../src/signal/safe-json.ts";
import { anyText } from "../support/data/any-text.ts";
import { holds } from "../support/data/arbitraries.ts";
import { runs, thorough } from "../support/runs.ts";

const ROOMY: JsonLimits = {
  maxCharacters: 50_000_000,
  maxDepth: 16,
  maxKeys: 10_000_000,
  maxStringCharacters: 200_000,
};
const faultOf = (text: string, limits = COMPANY_LIMITS): string => {
  const result = parseJson(text, limits);
  return result.ok ? "none" : result.fault;
};

const objectMembers = Object.getOwnPropertyNames(Object.prototype).length;
afterEach(() => {
  expect(Object.getOwnPropertyNames(Object.prototype)).toHaveLength(objectMembers);
});

test("valid JSON is returned unchanged", () => {
  holds(
    fc.property(fc.jsonValue({ maxDepth: 5 }), fc.integer({ min: 0, max: 2 }), (value, indent) => {
      const text = JSON.stringify(value, null, indent);
      expect(parseJson(text, ROOMY)).toEqual({ ok: true, value: JSON.parse(text) });
    }),
  );
});

test("the parser never throws, and agrees with JSON.parse about invalid JSON", () => {
  const pieces = fc.constantFrom(
    "{",
    "}",
    "[",
    "]",
    '"',
    '"a"',
    ":",
    ",",
    "\\",
    '\\"',
    "1",
    "null",
    " ",
    "\n",
    '"\\u0061"',
  );
  const text = fc.oneof(
    fc.array(pieces, { maxLength: 20 }).map((list) => list.join("")),
    anyText(),
  );
  holds(
    fc.property(text, (written) => {
      const result = parseJson(written, ROOMY);
      if (result.ok) expect(JSON.parse(written)).toEqual(result.value);
      else if (result.fault === "not-json") expect(() => JSON.parse(written)).toThrow();
      else expect(result.fault).toBe("duplicate-key");
    }),
    { numRuns: runs(5000) },
  );
});

describe("limits against exhausted memory", () => {
  test("arrays and objects are at most 16 deep; brackets in texts do not count", () => {
    expect(faultOf(`${"[".repeat(16)}${"]".repeat(16)}`)).toBe("none");
    expect(faultOf(`${"[".repeat(17)}${"]".repeat(17)}`)).toBe("too-deep");
    expect(faultOf(`${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}`)).toBe("too-deep");
    expect(faultOf(JSON.stringify("[".repeat(1000)))).toBe("none");
  });

  test("all objects together have at most 2,000 keys", () => {
    const many = (count: number) => `[${Array.from({ length: count }, (_, index) => `{"k${index}":1}`).join()}]`;
    expect(faultOf(many(2000))).toBe("none");
    expect(faultOf(many(2001))).toBe("too-many-keys");
  });

  test("size and the length of one text are bounded", () => {
    expect(faultOf(`"${"x".repeat(65_535)}"`)).toBe("too-large");
    expect(faultOf(`"${"x".repeat(2046)}"`)).toBe("none");
    expect(faultOf(`"${"x".repeat(2047)}"`)).toBe("long-text");
    expect(faultOf(`{"${"k".repeat(3000)}":1}`)).toBe("long-text");
  });

  test("a text of many megabytes is too long and overflows no stack", () => {
    const many = thorough ? 20_000_000 : 4_000_000;
    expect(faultOf(`{"a":"${"x".repeat(many)}"}`, ROOMY)).toBe("long-text");
    expect(faultOf(`{"a":"${"\\n".repeat(many / 2)}"}`, ROOMY)).toBe("long-text");
    expect(faultOf(`{"a":"${"x".repeat(many)}`, ROOMY)).toBe("not-json");
    expect(faultOf(`{"a"${" ".repeat(many)}:1}`, ROOMY)).toBe("none");
  });
});

describe("keys", () => {
  test.each([
    ['{"a":1,"a":2}', "duplicate-key"],
    ['{"a":1,"\\u0061":2}', "duplicate-key"],
    ['{"x":{"a":1},"y":{"a":1}}', "none"],
    ['{"x":[{"a":1},{"a":2}]}', "none"],
    ['{"a":"a","b":"a"}', "none"],
    ['["a","a"]', "none"],
    ['{"__proto__":1,"__proto__":2}', "duplicate-key"],
  ])("%s: %s", (text, fault) => {
    expect(faultOf(text)).toBe(fault);
  });

  test("the key `__proto__` is an ordinary member and changes no prototype", () => {
    const result = parseJson('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}', COMPANY_LIMITS);
    expect(result.ok && Object.hasOwn(result.value as object, "__proto__")).toBe(true);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

test.each(["", " ", "{", "{]", '{"a":1}}', "nul", "'a'", '{"a":1,}', "\ufeff{}", '"\\x"', '"a', '{"a\\', "NaN"])(
  "%j is not JSON",
  (text) => {
    expect(faultOf(text)).toBe("not-json");
  },
);
