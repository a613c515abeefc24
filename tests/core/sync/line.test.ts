// Rows as lines: every row reads back unchanged, and nothing else is accepted as a row.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { join, type Row } from "../../../src/core/record/change.ts";
import { stampParts } from "../../../src/core/record/stamp.ts";
import { TABLES } from "../../../src/core/record/tables.ts";
import { readLine, type TableRow, writeLine } from "../../../src/core/sync/line.ts";
import { instantOf } from "../../../src/core/time/instant.ts";

const digits = "0123456789abcdefghijklmnopqrstuvwxyz";
const characters = (length: number) =>
  fc.string({ unit: fc.constantFrom(...digits), minLength: length, maxLength: length });
/** 9 characters of a time until the year 2059, 3 of a counter, 10 of a device. */
const stamp = fc
  .tuple(fc.integer({ min: 0, max: 2_821_109_907_455 }), characters(13))
  .map(([time, rest]) => time.toString(36).padStart(9, "0") + rest);

const name = fc
  .string({ unit: "grapheme", minLength: 1, maxLength: 12 })
  .filter((text) => !["id", "$h", "$x", "__proto__"].includes(text));
const table = fc.constantFrom(...TABLES);

const live = fc
  .tuple(table, fc.oneof(stamp, characters(5)), fc.dictionary(name, fc.jsonValue(), { maxKeys: 6 }), stamp)
  .chain(([on, id, fields, one]) =>
    fc
      .oneof(
        fc.constant(one),
        fc.constant(id),
        fc.record(Object.fromEntries(Object.keys(fields).map((key) => [key, stamp]))),
      )
      .map(($h): TableRow => [on, { ...fields, id, $h } as Row]),
  );
const erased = fc.tuple(table, stamp, stamp).map(([on, id, at]): TableRow => [on, { id, $h: at, $x: at }]);
const row = fc.oneof({ weight: 5, arbitrary: live }, { weight: 1, arbitrary: erased });

/** As JSON keeps it: without undefined members and -0. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe("a row", () => {
  test("reads back unchanged", () => {
    fc.assert(
      fc.property(row, (one) => {
        const text = writeLine(one);
        expect(text).not.toContain("\n");
        expect(plain(readLine(text))).toEqual(plain(one));
      }),
    );
  });

  test("stays the same when joined with the row of its line", () => {
    fc.assert(
      fc.property(live, ([on, one]) => {
        const read = readLine(writeLine([on, one]));
        expect(read === null ? null : join(plain(one) as Row, read[1]).changed).toBe(false);
      }),
    );
  });

  test("of a creation stamp leaves out its stamp and its instant", () => {
    fc.assert(
      fc.property(stamp, (id) => {
        const at = instantOf(stampParts(id).milliseconds);
        const one: TableRow = ["feelings", { id, $h: id, at, value: 3 }];
        expect(writeLine(one)).toBe(JSON.stringify({ t: "feelings", id, a: 1, v: { value: 3 } }));
        expect(readLine(writeLine(one))).toEqual(one);
      }),
    );
  });

  test("keeps an instant other than that of its id", () => {
    const one: TableRow = ["feelings", { id: "0loyw3v28007d000000000", $h: "x", at: "2020-01-01T00:00:00Z" }];
    expect(writeLine(one)).toContain("2020-01-01");
    expect(readLine(writeLine(one))).toEqual(one);
  });

  test("that is erased has no fields in its line", () => {
    expect(writeLine(["feelings", { id: "a", note: "secret", $h: "b", $x: "c" }])).toBe(
      '{"t":"feelings","id":"a","x":"c"}',
    );
  });
});

describe("no row is", () => {
  test.each([
    ["", "an empty text"],
    ["{", "half of a line"],
    ["null", "null"],
    ["[]", "a list"],
    ['{"t":"feelings"}', "a line without an id"],
    ['{"t":"feelings","id":1,"v":{}}', "a line with a number as id"],
    ['{"t":"keys","id":"a","v":{},"h":"b"}', "a line of a table that this version does not know"],
    ['{"t":"__proto__","id":"a","v":{},"h":"b"}', "a line of the table __proto__"],
    ['{"t":"feelings","id":"a","v":[],"h":"b"}', "a line with a list of fields"],
    ['{"t":"feelings","id":"a","v":{},"h":{"value":1}}', "a line with a number as stamp"],
  ])("%s", (text) => {
    expect(readLine(text)).toBeNull();
  });

  test("a text that is not JSON; no JSON throws", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => readLine(text) === null));
    fc.assert(fc.property(fc.json(), (text) => void readLine(text)));
  });
});
