import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { erased, type Row } from "../../../src/core/record/change.ts";
import { readRecordFile, writeRecordFile } from "../../../src/core/record/record-file.ts";
import { makeStamp } from "../../../src/core/record/stamp.ts";
import { TABLES, type TableName } from "../../../src/core/record/tables.ts";
import { anyText } from "../../support/data/any-text.ts";
import { contactRule, holds } from "../../support/data/arbitraries.ts";
import { runs } from "../../support/runs.ts";

const stamp = (milliseconds: number): string => makeStamp({ milliseconds, counter: 0, device: "phone00000" });
const NOW = "2026-11-22T09:15:00Z";
const NO_ROWS = Object.fromEntries(TABLES.map((name) => [name, []])) as unknown as Record<TableName, Row[]>;
const write = (tables: Partial<Record<TableName, Row[]>>): string => writeRecordFile({ ...NO_ROWS, ...tables }, NOW);

const id = fc.integer({ min: 1, max: 1_000_000 }).map(stamp);
const ruleRow = fc
  .tuple(
    id,
    contactRule,
    fc.dictionary(fc.stringMatching(/^later[a-z]{0,5}$/), fc.jsonValue({ maxDepth: 2 })),
    fc.nat(9),
  )
  .map(([key, rule, later, age]): Row => {
    const fields = { ...later, ...rule, layer: "base" };
    const stamps = Object.fromEntries(Object.keys(fields).map((field, index) => [field, stamp(age + index)]));
    return { id: key, ...fields, $h: age % 2 === 0 ? stamp(age) : stamps };
  });
const feelingRow = fc.tuple(id, fc.constantFrom(-2, -1, 0, 1, 2), anyText({ maxLength: 40 })).map(
  ([key, value, note]): Row => ({
    id: key,
    at: NOW,
    company: "northbank.example",
    scale: 5,
    value,
    note,
    how: "self",
    delayMinutes: 0,
    $h: stamp(1),
  }),
);
const gone = id.map((key) => erased(key, stamp(5)));
const unique = (arbitrary: fc.Arbitrary<Row>) => fc.uniqueArray(arbitrary, { selector: (row) => row.id, maxLength: 5 });
const tables = fc.record({ rules: unique(fc.oneof(ruleRow, gone)), feelings: unique(fc.oneof(feelingRow, gone)) });

const sorted = (rows: readonly Row[]): Row[] => [...rows].sort((one, other) => (one.id < other.id ? -1 : 1));

describe("a copy of the record", () => {
  test("reads back as every row with every member, including those of a later version", () => {
    holds(
      fc.property(tables, ({ rules, feelings }) => {
        const result = readRecordFile(write({ rules, feelings }));
        const expected = [
          ...sorted(rules).map((row) => ["rules", row]),
          ...sorted(feelings).map((row) => ["feelings", row]),
        ];
        expect(result).toEqual({ ok: true, rows: JSON.parse(JSON.stringify(expected)) });
      }),
    );
  });

  test("leaves out a row with a member named `__proto__` at any depth", () => {
    const fields = { kinds: "*", want: "yes", layer: "base", $h: stamp(1) };
    const odd: Row = { id: stamp(1), ...fields, later: JSON.parse('[{"__proto__":""}]') };
    const kept: Row = { id: stamp(2), ...fields };
    expect(readRecordFile(write({ rules: [odd, kept] }))).toEqual({ ok: true, rows: [["rules", kept]] });
  });

  test("is the same text for the same record, in any order of rows", () => {
    holds(
      fc.property(tables, ({ rules, feelings }) => {
        expect(write({ feelings: feelings.toReversed(), rules: rules.toReversed() })).toBe(write({ rules, feelings }));
      }),
    );
  });

  test("is plain JSON with one row a line", () => {
    const text = write({ companies: [{ id: "northbank.example", name: "North\nbank", $h: stamp(1) }] });
    expect(JSON.parse(text)).toMatchObject({
      regards: 1,
      exportedAt: NOW,
      tables: { companies: [{ name: "North\nbank" }] },
    });
    expect(text.split("\n").filter((line) => line.includes("northbank.example"))).toHaveLength(1);
  });
});

describe("a faulty file is refused as a whole, with the reason", () => {
  const row = { id: stamp(1), kinds: ["offers"], want: "no", layer: "base", $h: stamp(1) };
  const rules = (...list: unknown[]) => JSON.stringify({ regards: 1, tables: { rules: list } });

  test.each([
    ["no JSON", "hello", "import-not-json"],
    ["another program's file", '{"version":1}', "import-not-ours"],
    ["a list", "[]", "import-not-ours"],
    ["tables that are a list", '{"regards":1,"tables":[]}', "import-not-ours"],
    ["a later format", '{"regards":2,"tables":{}}', "import-newer"],
    ["a table of a later version", '{"regards":1,"tables":{"insights":[]}}', "import-newer"],
    ["a table named like the prototype", '{"regards":1,"tables":{"__proto__":[]}}', "import-newer"],
    ["a table that is no list", '{"regards":1,"tables":{"rules":{}}}', "import-invalid"],
    ["a row that is no object", rules(row, "x"), "import-invalid"],
    ["a row without an id", rules({ ...row, id: undefined }), "import-invalid"],
    ["a row without stamps", rules({ ...row, $h: undefined }), "import-invalid"],
    ["a stamp that is none", rules({ ...row, $h: "2026" }), "import-invalid"],
    ["a field's stamp that is none", rules({ ...row, $h: { want: 1 } }), "import-invalid"],
    ["an unknown word", rules({ ...row, want: "maybe" }), "import-invalid"],
    ["a row with a prototype", rules(row).replace('"id"', '"__proto__":{"a":1},"id"'), "import-invalid"],
    ["an entry twice", rules(row).replace('"id"', '"want":"yes","id"'), "import-not-json"],
    ["a bomb of depth", rules(row).replace('"no"', `${"[".repeat(50)}${"]".repeat(50)}`), "import-not-json"],
  ])("%s", (_what, text, code) => {
    expect(readRecordFile(text)).toMatchObject({ ok: false, code });
  });

  test("the fault names the row and the member, and never the content", () => {
    const result = readRecordFile(rules(row, { ...row, want: "private words" }));
    expect(result).toEqual({ ok: false, code: "import-invalid", detail: "rules 2: want" });
  });

  test("a text of many megabytes is a fault, not a crash", () => {
    expect(readRecordFile(rules({ ...row, note: "x".repeat(20_000_000) }))).toMatchObject({
      ok: false,
      detail: "too-large",
    });
  });
});

test("no damaged file makes the reader throw or changes a prototype", () => {
  const before = Object.getOwnPropertyNames(Object.prototype).join();
  const piece = fc.oneof(
    fc.string({ maxLength: 4 }),
    fc.constantFrom('"__proto__":{"x":1},', "{", "]", "null", '"$x":"a",', "-1"),
  );
  holds(
    fc.property(tables, fc.nat(), fc.nat(10), piece, (held, position, length, put) => {
      const text = write(held);
      const at = position % text.length;
      const result = readRecordFile(text.slice(0, at) + put + text.slice(at + length));
      expect(result.ok || result.code.startsWith("import-")).toBe(true);
    }),
    { numRuns: runs(1500) },
  );
  expect(Object.getOwnPropertyNames(Object.prototype).join()).toBe(before);
});
