// Export and import of the record as a file: nothing is lost or doubled, and Undo reverts it.
import { describe, expect, test } from "vitest";
import type { Feeling } from "../../../src/core/record/tables.ts";
import { DEFAULT_PARTS } from "../../../src/core/sharing/default-parts.ts";
import { planRow, recordFile, stampAt } from "../../support/data/rows.ts";
import { bank, type Device, NOON, shop, world } from "../../support/device/world.ts";

async function lived(): Promise<Device> {
  const { phone } = await world();
  await phone.ask("import-record", { text: recordFile({ plans: [planRow("a bicycle ☂", "nobody")] }) });
  await phone.allow(shop.company, shop.host);
  await phone.allow(bank.company, bank.host, { ...DEFAULT_PARTS, contact: false });
  const { feeling } = await phone.ask<{ feeling: Feeling }>("rate-visit", { company: shop.company, value: -2 });
  await phone.ask("describe-feeling", { id: feeling.id, detail: { note: '=cmd|"quoted"\n\u2028 שלום' } });
  const removed = await phone.ask<{ feeling: Feeling }>("rate-visit", { company: bank.company, value: 1 });
  await phone.ask("remove-feeling", { id: removed.feeling.id });
  await phone.pass(11 * 60_000);
  await phone.ask("edit-preference", { layer: "base", rule: { kinds: ["offers"], want: "ask", until: "2027-05" } });
  await phone.ask("remove-preference", { id: "default-advice" });
  await phone.ask("edit-layer", { layer: "base", fields: { hold: { until: "2027-05", except: ["security"] } } });
  await phone.ask("revoke-company", { company: bank.company });
  return phone;
}

const tables = (text: string) => (JSON.parse(text) as { tables: unknown }).tables;

async function meaning(device: Device) {
  const { receipts: _receipts, events: _events, ...rest } = await device.entities();
  return rest;
}

describe("export", () => {
  test("contains every row, sorted, is the same twice, and writes nothing", async () => {
    const phone = await lived();
    const before = await phone.dump();
    const text = await phone.export();
    expect(await phone.export()).toBe(text);
    expect(await phone.dump()).toEqual(before);
    for (const [table, rows] of Object.entries(tables(text) as Record<string, unknown[]>)) {
      expect([table, rows]).toEqual([table, before[table]]);
    }
  });
});

describe("import", () => {
  test("into a new record gives the same export", async () => {
    const phone = await lived();
    const text = await phone.export();
    const { laptop } = await world();
    await laptop.start();
    const { rows, paused } = await laptop.ask<{ rows: number; paused: string[] }>("import-record", { text });
    expect(rows).toBeGreaterThan(10);
    // A file is no consent: its grant waits for the user.
    expect(paused).toEqual([shop.company]);
    await phone.ask("edit-grant", { company: shop.company, paused: true });
    const withoutReceipts = async (device: Device) => ({ ...(await device.entities()), receipts: [] });
    expect(await withoutReceipts(laptop)).toEqual(await withoutReceipts(phone));
    const { grants: _paused, ...rest } = tables(text) as Record<string, unknown>;
    expect(tables(await laptop.export())).toMatchObject(rest);
  });

  test("of its own export, or of the same file again, changes nothing", async () => {
    const phone = await lived();
    const text = await phone.export();
    const before = await phone.dump();
    for (let time = 0; time < 2; time++) {
      expect(await phone.ask("import-record", { text })).toEqual({ rows: 0, batch: null });
    }
    expect(await phone.dump()).toEqual(before);
  });

  test("of an older file overwrites nothing newer; a newer file updates only its newer fields", async () => {
    const phone = await lived();
    const text = await phone.export();
    phone.time += 1000;
    const [feeling] = (await phone.entities()).feelings;
    await phone.ask("describe-feeling", { id: feeling?.id ?? "", detail: { note: "later" } });
    await phone.ask("import-record", { text });
    expect((await phone.entities()).feelings).toMatchObject([{ note: "later", value: -2 }]);
  });

  test("accepts a file of one table, of none, and rows with members of a later version", async () => {
    const { phone } = await world();
    expect(await phone.ask("import-record", { text: '{"regards":1,"tables":{}}' })).toEqual({ rows: 0, batch: null });
    const later = { id: "x.example", name: "X", $h: stampAt(NOON), colour: { of: "later" } };
    await phone.ask("import-record", { text: JSON.stringify({ regards: 1, tables: { companies: [later] } }) });
    expect((await phone.entities()).companies).toEqual([{ id: "x.example", name: "X", colour: { of: "later" } }]);
    expect(await phone.export()).toContain('"colour":{"of":"later"}');
  });

  test("with stamps years ahead does not advance this device's clock", async () => {
    const { phone } = await world();
    const ahead = stampAt(NOON + 5 * 365 * 86_400_000);
    const text = recordFile({ companies: [{ id: "x.example", name: "X", $h: ahead }] });
    await phone.ask("import-record", { text });
    await phone.ask("rate-visit", { company: "y.example", value: 1 });
    const [feeling] = await phone.rows("feelings");
    expect((feeling?.id ?? "") < stampAt(NOON + 60_000)).toBe(true);
    await phone.ask("edit-company", { company: "x.example", name: "mine" });
    expect((await phone.entities()).companies).toContainEqual({ id: "x.example", name: "mine" });
  });
});

describe("undo of an import", () => {
  test("removes the imported rows from a record that had others", async () => {
    const phone = await lived();
    const text = await phone.export();
    const { laptop } = await world();
    await laptop.start();
    await laptop.ask("rate-visit", { company: shop.company, value: 2 });
    const before = await meaning(laptop);
    const { batch } = await laptop.ask<{ batch: string }>("import-record", { text });
    expect(await meaning(laptop)).not.toEqual(before);
    await laptop.ask("undo", { batch });
    expect(await meaning(laptop)).toEqual(before);
  });

  test("removes the imported rows that were not erased since", async () => {
    const phone = await lived();
    const text = await phone.export();
    const { laptop } = await world();
    await laptop.start();
    const before = await meaning(laptop);
    const { batch } = await laptop.ask<{ batch: string }>("import-record", { text });
    const [feeling] = (await laptop.entities()).feelings;
    await laptop.ask("remove-feeling", { id: feeling?.id ?? "" });
    await laptop.pass(11 * 60_000);
    await laptop.ask("undo", { batch });
    expect(await meaning(laptop)).toEqual(before);
  });

  test("removes the imported grants, and their effects in the browser", async () => {
    const { phone } = await world();
    await phone.browser.permit(`https://${shop.host}/*`);
    const grants = [{ id: shop.company, hosts: [shop.host], parts: DEFAULT_PARTS, since: "2026-11-01T00:00:00Z" }];
    const { batch } = await phone.ask<{ batch: string }>("import-record", { text: recordFile({ grants }) });
    expect(phone.browser.rules.held).toEqual([]);
    await phone.ask("edit-grant", { company: shop.company, paused: false, confirmed: true });
    expect(phone.browser.rules.held).toHaveLength(1);
    await phone.ask("undo", { batch });
    expect(phone.browser.rules.held).toEqual([]);
    expect(phone.browser.scripts.size).toBe(0);
    expect((await phone.request(shop.url)).error?.code).toBe("not-granted");
  });
});
