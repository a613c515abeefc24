// Broken, hostile or foreign files: a typed refusal, and not a byte of the record changes.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { feelingRow, recordFile, stampAt } from "../../support/data/rows.ts";
import { type Device, NOON, shop, world } from "../../support/device/world.ts";
import { runs } from "../../support/runs.ts";

const H = stampAt(NOON);

const fileOf = (tables: unknown, more: object = {}) => JSON.stringify({ regards: 1, tables, ...more });
const company = (row: object) => fileOf({ companies: [{ id: "x.example", name: "X", $h: H, ...row }] });
const rule = (row: object) => fileOf({ rules: [{ id: H, layer: "base", kinds: ["news"], want: "no", $h: H, ...row }] });
const feeling = (row: object) =>
  fileOf({ feelings: [{ ...feelingRow("2026-11-01T08:00:00Z"), id: H, $h: H, ...row }] });

const NOT_JSON: [string, string][] = [
  ["nothing", ""],
  ["white space", " \n"],
  ["half a file", recordFile({ feelings: [feelingRow("2026-11-01T08:00:00Z")] }).slice(0, 120)],
  ["two files", `${fileOf({})}${fileOf({})}`],
  ["a web page", "<!doctype html><title>404</title>"],
  ["CSV", "id,company,value\n1,shop.example,2\n"],
  ["a byte-order mark", `\ufeff${fileOf({})}`],
  ["a comment", `${fileOf({})}// end`],
  ["single quotes", "{'regards':1,'tables':{}}"],
  ["an unfinished text", '{"regards":1,"tables":{"companies":[{"id":"x'],
  ["a key twice", '{"regards":1,"regards":1,"tables":{}}'],
  ["a row's id twice", `{"regards":1,"tables":{"companies":[{"id":"a","id":"b","name":"X","$h":"${H}"}]}}`],
  ["an escaped key twice", '{"regards":1,"\\u0072egards":1,"tables":{}}'],
  ["a tower of lists", "[".repeat(100_000)],
  ["a tower inside a row", company({ more: JSON.parse(`${"[".repeat(20)}${"]".repeat(20)}`) as unknown })],
  ["a text without end", company({ name: "x".repeat(5_000_000) })],
];

const NOT_OURS: [string, string][] = [
  ["null", "null"],
  ["a number", "7"],
  ["a list", "[]"],
  ["an empty object", "{}"],
  ["another program's", '{"version":3,"bookmarks":[]}'],
  ["a version that is a text", '{"regards":"1","tables":{}}'],
  ["no tables", '{"regards":1}'],
  ["tables that are a list", '{"regards":1,"tables":[]}'],
  ["tables that are null", '{"regards":1,"tables":null}'],
];

const NEWER: [string, string][] = [
  ["a later format", fileOf({}, { regards: 2 })],
  ["a table of a later version", fileOf({ insights: [] })],
  ["a table with a prototype's name", '{"regards":1,"tables":{"__proto__":[]}}'],
  ["a table with a constructor's name", fileOf({ constructor: [] })],
];

const INVALID: [string, string][] = [
  ["a table that is no list", fileOf({ companies: {} })],
  ["a table of null", fileOf({ rules: null })],
  ["rows that are none", fileOf({ companies: [null] })],
  ["a row that is a list", fileOf({ companies: [[]] })],
  ["a row without an id", fileOf({ companies: [{ name: "X", $h: H }] })],
  ["an empty id", company({ id: "" })],
  ["an id that is a number", company({ id: 7 })],
  ["an id that is too long", company({ id: "x".repeat(301) })],
  ["no stamp", company({ $h: undefined })],
  ["a stamp that is too short", company({ $h: "0".repeat(21) })],
  ["a stamp in capitals", company({ $h: "A".repeat(22) })],
  ["a stamp that is a number", company({ $h: 7 })],
  ["a field's stamp that is none", company({ $h: { name: "now" } })],
  ["a tombstone that is none", company({ $x: true })],
  [
    "a prototype in a row",
    `{"regards":1,"tables":{"companies":[{"id":"x","name":"X","$h":"${H}","__proto__":{"a":1}}]}}`,
  ],
  ["a name that is a number", company({ name: 7 })],
  ["a name that is too long", company({ name: "x".repeat(121) })],
  ["an unknown sector", company({ sector: "piracy" })],
  ["an unknown kind", rule({ kinds: ["spam"] })],
  ["no kinds", rule({ kinds: [] })],
  ["an unknown want", rule({ want: "maybe" })],
  ["a layer of nobody", rule({ layer: "everybody" })],
  ["a limit below one", rule({ limit: { max: 0, per: "day" } })],
  ["a date that is none", rule({ until: "tomorrow" })],
  ["a value between the faces", feeling({ value: 0.5 })],
  ["a value off the scale", feeling({ value: 3 })],
  ["another scale", feeling({ scale: 7 })],
  ["an unknown word", feeling({ words: ["meh"] })],
  ["a note that is too long", feeling({ note: "x".repeat(1001) })],
  ["a delay before the visit", feeling({ delayMinutes: -1 })],
  [
    "one bad row among good ones",
    fileOf({
      companies: [
        { id: "a", name: "A", $h: H },
        { id: "b", name: 1, $h: H },
      ],
    }),
  ],
];

async function lived(): Promise<Device> {
  const { phone } = await world();
  await phone.allow(shop.company, shop.host);
  await phone.ask("rate-visit", { company: shop.company, value: 1 });
  return phone;
}

const GROUPS: [string, [string, string][]][] = [
  ["import-not-json", NOT_JSON],
  ["import-not-ours", NOT_OURS],
  ["import-newer", NEWER],
  ["import-invalid", INVALID],
];

describe.each(GROUPS)("%s", (code, files) => {
  test("every file is refused and changes nothing", async () => {
    const phone = await lived();
    const before = await phone.dump();
    const rules = phone.browser.rules.get();
    for (const [name, text] of files) {
      expect([name, (await phone.send("import-record", { text })).error?.code]).toEqual([name, code]);
    }
    expect(await phone.dump()).toEqual(before);
    expect(phone.browser.rules.get()).toEqual(rules);
  });
});

test("a real export with any part cut, doubled or overwritten is refused as a whole, or adds only valid rows", async () => {
  const phone = await lived();
  const text = await phone.export();
  const position = fc.nat(text.length - 1);
  const junk = fc.oneof(fc.string({ maxLength: 5 }), fc.constantFrom("", "}", "]", '"', ",", "null", "\\", '{"a":'));
  const damage = fc.tuple(position, fc.nat(40), junk);
  const { laptop } = await world();
  await laptop.start();
  await fc.assert(
    fc.asyncProperty(damage, async ([at, length, instead]) => {
      const before = await laptop.dump();
      const damaged = text.slice(0, at) + instead + text.slice(at + length);
      const { error } = await laptop.send("import-record", { text: damaged });
      if (error === undefined) return;
      expect(error.code).toMatch(/^import-/);
      expect(await laptop.dump()).toEqual(before);
    }),
    { numRuns: runs(100) },
  );
  for (const [table, rows] of Object.entries(await laptop.dump())) {
    for (const row of rows) expect([table, row]).toEqual([table, expect.any(Object)]);
  }
});

test("hundreds of kilobytes of opening brackets or unfinished rows are refused at their beginning", async () => {
  const phone = await lived();
  const bombs = [
    `{"a":`.repeat(50_000),
    `[[],`.repeat(100_000),
    `{"regards":1,"tables":{"companies":[${'{"id":"x"},'.repeat(50_000)}`,
  ];
  for (const text of bombs)
    expect((await phone.send("import-record", { text })).error?.code).toMatch(/^import-(not-json|invalid)$/);
});
