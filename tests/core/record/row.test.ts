// Semantic checks of a file's rows: dates exist, hosts and companies are valid, addresses belong to their company.
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Row } from "../../../src/core/record/change.ts";
import { readRow, rowToKeep, rowToWrite } from "../../../src/core/record/row.ts";
import { makeStamp } from "../../../src/core/record/stamp.ts";
import { entityOf, INSTANTS, TABLES, type TableName } from "../../../src/core/record/tables.ts";
import { instantIn, isStoredInstant } from "../../../src/core/time/instant.ts";
import { holds } from "../../support/data/arbitraries.ts";

const H = makeStamp({ milliseconds: Date.parse("2026-11-22T09:15:00Z"), counter: 0, device: "phone00000" });
const AT = "2026-11-22T09:15:00Z";
const PARTS = { contact: true, treatment: false, support: false, terms: false, plans: false, feelings: false };
const company = "shop.example";

const GOOD: Record<TableName, object> = {
  companies: { id: company, name: "The Shop" },
  rules: { id: H, layer: `company:${company}`, kinds: ["news"], want: "no" },
  layers: { id: "sector:bank", treatment: { languages: ["de-AT", "en"] } },
  plans: {
    id: H,
    what: "a bicycle",
    verb: "buy",
    certainty: "likely",
    replies: "none",
    status: "open",
    expires: "2027-12",
    audience: { companies: [company] },
  },
  grants: { id: company, hosts: [company, `www.${company}`], parts: PARTS, since: AT },
  feelings: { id: H, at: AT, company, scale: 5, value: 1, how: "self", delayMinutes: 0 },
  receipts: { id: H, at: AT, company, direction: "shared", payload: "{}", payloadHash: "", purposes: [] },
  events: { id: H, at: AT, company, type: "promise", detail: { due: "2026-12-01" } },
  profiles: { id: "profile", timeZone: "Europe/Berlin" },
  deliveries: {
    id: "k",
    at: AT,
    nextAt: AT,
    company,
    endpoint: `https://www.${company}/cmr/feelings`,
    body: "{}",
    attempts: 0,
    state: "owed",
  },
};

const rowOf = (table: TableName, more: object = {}): unknown => ({ ...GOOD[table], $h: H, ...more });
const faultOf = (table: TableName, more: object): string | null => {
  const result = readRow(table, rowOf(table, more));
  return result.ok ? null : result.fault;
};

const NO_INSTANTS = [
  ...["yesterday", "", "20261118", "2026-13-45", "2026-11-18", "2026-02-31T10:00:00Z", "2026-11-18T24:00:00Z"],
  ...["2026-11-18T10:00:60Z", "2026-11-18T10:00:00", "2026-11-18 10:00:00Z", "+002026-11-18T10:00:00Z", "zzz", "NaN"],
  ...["0000-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"],
];
const NO_COMPANIES = [
  ...["", "com", "co.uk", "example", "localhost", "www.shop.example", "192.0.2.1", "[::1]", "Shop.example", "*"],
  ...[
    "shop.example.",
    "pl\ufffdin.localhost",
    "a b.example",
    "shop.example/x",
    "https://shop.example",
    "printer.local",
  ],
];

describe("a row of each table", () => {
  test.each(TABLES)("%s: a valid row reads and writes back unchanged", (table) => {
    const row = rowOf(table) as Row;
    expect(readRow(table, row)).toEqual({ ok: true, row });
    expect(rowToWrite(table, row)).toEqual(row);
  });

  test.each([
    ["grants", "since"],
    ["grants", "until"],
    ["grants", "revokedAt"],
    ["feelings", "at"],
    ["receipts", "at"],
    ["events", "at"],
    ["deliveries", "at"],
    ["deliveries", "nextAt"],
  ] as const)("%s: %s must be an instant, and is stored in UTC with whole seconds", (table, member) => {
    for (const text of NO_INSTANTS) expect([text, faultOf(table, { [member]: text })]).toEqual([text, member]);
    for (const text of ["2026-11-18T15:30:00.500+05:30", "2026-11-18T10:00:00.000Z", "2026-11-17T23:00:00-11:00"]) {
      const result = readRow(table, rowOf(table, { [member]: text }));
      expect([text, result.ok && result.row[member]]).toEqual([text, "2026-11-18T10:00:00Z"]);
    }
  });

  test.each([
    ["companies", (id: string) => ({ id })],
    ["companies", (sameAs: string) => ({ sameAs })],
    ["grants", (id: string) => ({ id })],
    ["grants", (host: string) => ({ hosts: [host] })],
    ["feelings", (of: string) => ({ company: of })],
    ["receipts", (of: string) => ({ company: of })],
    ["events", (of: string) => ({ company: of })],
    ["deliveries", (of: string) => ({ company: of })],
    ["rules", (of: string) => ({ layer: `company:${of}` })],
    ["layers", (of: string) => ({ id: `company:${of}` })],
    ["plans", (of: string) => ({ audience: { companies: [of] } })],
  ] as const)("%s: the company must be a registrable domain", (table, said) => {
    for (const id of NO_COMPANIES.filter((one) => !("hosts" in said(one)) || one !== "www.shop.example"))
      expect([id, faultOf(table, said(id)) !== null]).toEqual([id, true]);
  });

  test.each<[TableName, object]>([
    ["grants", { hosts: ["*"] }],
    ["grants", { hosts: ["other.example"] }],
    ["grants", { hosts: ["a b"] }],
    ["grants", { hosts: Array.from({ length: 1001 }, (_, index) => `h${index}.shop.example`) }],
    ["companies", { contactEmail: "a@b.example\r\nBcc: c@d.example" }],
    ["companies", { contactEmail: "a@b.example\u2028x" }],
    ["profiles", { id: "other" }],
    ["layers", { id: "sector:piracy" }],
    ["layers", { treatment: { languages: ["en-US@posix"] } }],
    ["layers", { treatment: { languages: ["en-a"] } }],
    ["events", { detail: { due: "2026-13-45" } }],
    ["receipts", { payload: "no document" }],
    ["deliveries", { endpoint: "http://www.shop.example/cmr" }],
    ["deliveries", { endpoint: "https://www.shop.example:8443/cmr" }],
    ["deliveries", { endpoint: "https://me:secret@www.shop.example/cmr" }],
    ["deliveries", { endpoint: "https://other.example/cmr" }],
    ["deliveries", { endpoint: "/cmr" }],
    ["feelings", { id: "a\nb" }],
    ["feelings", { $h: "0".repeat(21) }],
    ["events", { detail: JSON.parse('{"__proto__":{"a":1}}') as unknown }],
  ])("%s: %j is refused", (table, more) => {
    expect(faultOf(table, more)).not.toBeNull();
  });
});

test("an instant is normalised to UTC and whole seconds, and only that form counts as stored", () => {
  const day = fc
    .tuple(fc.integer({ min: 1, max: 13 }), fc.integer({ min: 0, max: 32 }))
    .map(([month, date]) => [2026, month, date].map((part) => String(part).padStart(2, "0")).join("-"));
  holds(
    fc.property(
      day,
      fc.integer({ min: 0, max: 25 }),
      fc.constantFrom("Z", "+05:30", "-11:00", ".25Z"),
      (date, hour, end) => {
        const text = `${date}T${String(hour).padStart(2, "0")}:30:00${end}`;
        const found = instantIn(text);
        if (found === null) return;
        expect(isStoredInstant(found)).toBe(true);
        expect(Date.parse(found)).toBe(Math.floor(Date.parse(text) / 1000) * 1000);
        expect(isStoredInstant(text)).toBe(found === text);
      },
    ),
  );
});

test("an accepted row reads back, is written unchanged, and shows a valid time", () => {
  const odd = fc.oneof(
    fc.constantFrom<unknown>(...NO_INSTANTS, ...NO_COMPANIES, "z".repeat(22), null, -1, [], {}, true, AT, company),
    fc.jsonValue({ maxDepth: 2 }),
  );
  const table = fc.constantFrom(...TABLES);
  const members = [
    "id",
    "at",
    "company",
    "until",
    "hosts",
    "sameAs",
    "timeZone",
    "detail",
    "$h",
    "$del",
    "$x",
    "layer",
  ];
  holds(
    fc.property(table, fc.dictionary(fc.constantFrom(...members), odd, { maxKeys: 3 }), (name, more) => {
      const result = readRow(name, rowOf(name, more));
      if (!result.ok) return;
      expect(readRow(name, result.row)).toEqual(result);
      expect(rowToWrite(name, result.row)).toEqual(result.row);
      const entity = entityOf(name, result.row) as { at?: unknown } | null;
      if (entity !== null && INSTANTS[name]?.includes("at") === true) expect(isStoredInstant(entity.at)).toBe(true);
    }),
  );
});

test("a daily copy keeps a company that is invalid today, and drops a grant or feeling that is", () => {
  const company = rowOf("companies", { id: "www.shop.example" }) as Row;
  expect([rowToWrite("companies", company), rowToKeep("companies", company)]).toEqual([null, company]);
  expect(rowToKeep("grants", rowOf("grants", { hosts: ["*"] }) as Row)).toBeNull();
  expect(rowToKeep("feelings", rowOf("feelings", { at: "yesterday" }) as Row)).toBeNull();
  for (const table of TABLES) expect(rowToKeep(table, rowOf(table) as Row)).toEqual(rowOf(table));
});

test("a row of an earlier version is repaired so that it reads back, and one without a valid date is hidden", () => {
  const layers = rowOf("layers", { treatment: { languages: ["en-US@posix", "de"] } }) as Row;
  expect(rowToWrite("layers", layers)?.treatment).toEqual({ languages: ["de"] });
  expect(rowToWrite("companies", rowOf("companies", { $h: { name: `1${"0".repeat(22)}` } }) as Row)).not.toBeNull();
  const feeling = rowOf("feelings", { at: "yesterday" }) as Row;
  expect([entityOf("feelings", feeling), rowToWrite("feelings", feeling)]).toEqual([null, null]);
  expect(entityOf("feelings", rowOf("feelings", { at: "2026-11-18T10:00:00.500Z" }) as Row)).toMatchObject({
    at: "2026-11-18T10:00:00Z",
  });
});
