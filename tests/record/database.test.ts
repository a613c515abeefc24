// The current code opens a record of any earlier version without losing a row, and leaves a later version untouched.
import { Dexie } from "dexie";
import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { describe, expect, test } from "vitest";
import { MIGRATIONS } from "../../src/record/migrations.ts";
import saved from "../fixtures/record-v1.json" with { type: "json" };
import { faultsMayBeLogged } from "../support/device/oracle.ts";
import { Device, world } from "../support/device/world.ts";

/** A schema version later than any that this code knows. */
const LATER = 100;

/** A browser profile with a database of version 1, written without our code. */
async function profileOfVersion1(): Promise<IDBFactory> {
  const indexedDB = new IDBFactory();
  const old = new Dexie("regards", { indexedDB, IDBKeyRange });
  old.version(saved.version).stores(saved.stores);
  for (const [table, rows] of Object.entries(saved.tables)) await old.table(table).bulkAdd(rows as object[]);
  old.close();
  return indexedDB;
}

async function deviceWith(factory: IDBFactory): Promise<Device> {
  const phone = new Device("phone", ["en"]);
  phone.factory = factory;
  phone.now(saved.savedAt);
  phone.browser.permissions.add(saved.permitted);
  return phone;
}

const MONTHS = [
  {
    company: "shop.example",
    month: "2026-11",
    n: 2,
    counts: [0, 1, 0, 0, 1],
    days: {
      "2026-11-18": [{ id: "0mwm2k5c000aphone00000", at: "2026-11-18T12:00:00Z", value: -1 }],
      "2026-11-19": [{ id: "0mwni0000000phone00000", at: "2026-11-19T12:00:00Z", value: 2 }],
    },
  },
];

test.each([1, 2, 3, 4])(
  "a record of version %i gets every store and index of the newest version, and its counters",
  async (then) => {
    const stores = (until: number): Record<string, string> =>
      Object.assign({}, ...MIGRATIONS.filter(({ version }) => version <= until).map((one) => one.stores));
    const factory = new IDBFactory();
    const old = new Dexie("regards", { indexedDB: factory, IDBKeyRange });
    old.version(then).stores(stores(then));
    for (const [table, rows] of Object.entries(saved.tables)) await old.table(table).bulkAdd(rows as object[]);
    old.close();
    const phone = await deviceWith(factory);
    await phone.start();
    expect(await phone.database.months.toArray()).toEqual(MONTHS);
    await phone.kill();
    // Reads the stored schema, not the one that our code declares.
    const found = await new Dexie("regards", { indexedDB: factory, IDBKeyRange }).open();
    const written = ({ primKey, indexes }: (typeof found.tables)[number]["schema"]) =>
      [primKey.src, ...indexes.map(({ src }) => src).sort()].join(", ");
    const sorted = (text: string) => {
      const [key, ...indexes] = text.split(", ");
      return [key, ...indexes.sort()].join(", ");
    };
    expect(Object.fromEntries(found.tables.map(({ name, schema }) => [name, written(schema)]))).toEqual(
      Object.fromEntries(
        Object.entries(stores(Number.POSITIVE_INFINITY)).map(([name, text]) => [name, sorted(String(text))]),
      ),
    );
    found.close();
  },
);

describe("a record of version 1", () => {
  test("has here every table and store of its release", () => {
    const [first] = MIGRATIONS;
    expect(first).toEqual({ version: 1, stores: saved.stores });
    const versions = MIGRATIONS.map(({ version }) => version);
    expect(versions).toEqual([...versions].sort((one, other) => one - other));
    expect(Object.keys(saved.tables).sort()).toEqual(Object.keys(saved.stores).sort());
    for (const rows of Object.values(saved.tables)) expect(rows.length).toBeGreaterThan(0);
  });

  test("keeps every row unchanged when it opens", async () => {
    const phone = await deviceWith(await profileOfVersion1());
    await phone.load();
    const { createDatabase, database } = phone.here.database;
    const opened = createDatabase(database.name);
    const rows = opened.tables.map(async (table) => [table.name, await table.toArray()] as const);
    const { meta } = saved.tables;
    expect(Object.fromEntries(await Promise.all(rows))).toMatchObject({
      ...saved.tables,
      // Version 1 kept participation files by company; now each belongs to the host that served it.
      participations: saved.tables.participations.map(({ id, host, ...file }) => ({ ...file, id: host, company: id })),
      // Only the row with the time zone of the month tallies is new.
      meta: expect.arrayContaining(meta) as object,
    });
    opened.close();
  });

  test("gets its month tallies, by days in the user's time zone", async () => {
    const phone = await deviceWith(await profileOfVersion1());
    await phone.load();
    const { database } = phone.here.database;
    expect(await database.months.toArray()).toEqual(MONTHS);
    const [bank, shop] = saved.tables.counters;
    expect(await database.counters.toArray()).toEqual([
      { ...bank, days: 0, goodDays: 0, badDays: 0, months: "" },
      { ...shop, days: 2, goodDays: 1, badDays: 1, months: "2026-11 2 1 1" },
    ]);
    expect(await database.meta.get("counted-in")).toEqual({ key: "counted-in", timeZone: "UTC" });
    // Later feelings add to these tallies; nothing recounts them.
    await phone.ask("rate-visit", { company: "shop.example", value: -2 });
    expect(await database.counters.get("shop.example")).toMatchObject({ days: 2, goodDays: 0, badDays: 2 });
  });

  test("gets its counters completely or not at all: an interrupted upgrade runs again", async () => {
    faultsMayBeLogged();
    const factory = await profileOfVersion1();
    for (const effects of [0, 1, 2, 3, 4, 5]) {
      const dying = await deviceWith(factory);
      await dying.killDuring(effects);
    }
    const phone = await deviceWith(factory);
    await phone.start();
    expect(await phone.database.months.toArray()).toEqual(MONTHS);
  });

  test("starts without loss, without a second set of default rules, and with the header rules of its grants", async () => {
    const phone = await deviceWith(await profileOfVersion1());
    await phone.start();
    const { receipts, ...tables } = saved.tables;
    for (const table of [
      "companies",
      "rules",
      "layers",
      "plans",
      "grants",
      "feelings",
      "events",
      "profiles",
    ] as const) {
      expect([table, await phone.rows(table)]).toEqual([table, tables[table]]);
    }
    expect((await phone.rows("receipts")).slice(0, receipts.length)).toEqual(receipts);
    expect(phone.browser.rules.held.map(({ condition }) => condition.requestDomains)).toEqual([["www.shop.example"]]);
    expect([...phone.browser.scripts.values()].map(({ matches }) => matches)).toEqual([saved.permitted]);
    expect(await phone.ask("record-health", {})).toMatchObject({ health: "sound" });
  });

  test("can be exported, and imported into an empty record", async () => {
    const phone = await deviceWith(await profileOfVersion1());
    await phone.start();
    const text = await phone.export();
    const { laptop } = await world();
    await laptop.start();
    await laptop.ask("import-record", { text });
    const feelings = (await laptop.entities()).feelings;
    expect(feelings).toMatchObject([{ note: "Half an hour on the line. Zoë ☎" }, { value: 2 }]);
  });
});

test("a record of a later version stays unchanged", async () => {
  const factory = await profileOfVersion1();
  const later = new Dexie("regards", { indexedDB: factory, IDBKeyRange });
  later.version(LATER).stores({ ...saved.stores, insights: "id" });
  await later.table("insights").add({ id: "one" });
  later.close();
  faultsMayBeLogged();
  const phone = await deviceWith(factory);
  await phone.start();
  await phone.send("rate-visit", { company: "shop.example", value: 2 });
  await phone.kill();
  const again = new Dexie("regards", { indexedDB: factory, IDBKeyRange });
  again.version(LATER).stores({ ...saved.stores, insights: "id" });
  expect(await again.table("insights").toArray()).toEqual([{ id: "one" }]);
  expect(await again.table("feelings").count()).toBeGreaterThanOrEqual(saved.tables.feelings.length);
  again.close();
});

test("an open window closes its connection when a later version upgrades the record", async () => {
  const { phone } = await world();
  await phone.database.companies.count();
  faultsMayBeLogged(/wants to upgrade database/);
  const later = new Dexie("regards", { indexedDB: phone.factory, IDBKeyRange });
  later.version(LATER).stores({ ...saved.stores, insights: "id" });
  await later.open();
  expect(later.tables.map(({ name }) => name)).toContain("insights");
  later.close();
});
