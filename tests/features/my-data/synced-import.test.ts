// An import on one of two devices that sync: its removals are edits of that device, so Undo reverts them on both.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { edited, erased, type Row } from "../../../src/core/record/change.ts";
import type { TableName } from "../../../src/core/record/tables.ts";
import { feelingRow, planRow, recordFile, stampAt } from "../../support/data/rows.ts";
import type { Device } from "../../support/device/world.ts";
import { runs } from "../../support/runs.ts";
import { join, synced, together } from "../../support/sync/together.ts";

interface Imported {
  rows: number;
  removes?: number;
  batch: string;
}

const MINUTE = 60_000;
const TABLES = ["companies", "rules", "layers", "plans", "feelings", "events"] as const satisfies TableName[];
const importing = (device: Device, text: string) => device.ask<Imported>("import-record", { text, confirmed: true });

/** Two devices with the same entries of every kind. */
async function lived() {
  const { phone, laptop, shop, ...rest } = await together();
  const { company } = shop;
  const at = "2026-11-17T10:00:00Z";
  await importing(
    phone,
    recordFile({
      companies: [{ id: company, name: "Shop" }],
      feelings: [feelingRow(at, { note: "mine" }), feelingRow(at, { value: -1 })],
      plans: [planRow("a boat", "nobody")],
      rules: [{ kinds: ["news"], want: "no", layer: `company:${company}` }],
    }),
  );
  await phone.ask("edit-event", { company, type: "promise", at, detail: {} });
  await phone.ask("edit-layer", { layer: "base", fields: { treatment: { style: ["short"] } } });
  await exchanged(phone, laptop);
  return { phone, laptop, company, ...rest };
}

/** Every edit of each device is on the other. */
async function exchanged(phone: Device, laptop: Device): Promise<void> {
  for (const device of [phone, laptop, phone]) expect((await synced(device)).problem).toBeNull();
}

async function entries(device: Device) {
  const all = await device.entities();
  return Object.fromEntries(TABLES.map((table) => [table, all[table]]));
}

/** A file with a tombstone of each of these rows. */
const tombstones = (device: Device, rows: Partial<Record<TableName, { id: string }[]>>): string =>
  recordFile(
    Object.fromEntries(
      Object.entries(rows).map(([table, list]) => [table, list.map(({ id }) => erased(id, stampAt(device.time)))]),
    ),
  );

describe("a file that erases entries", () => {
  test("says how many of them are here, and removes nothing before the yes", async () => {
    const { phone } = await lived();
    const { feelings = [], rules = [] } = await phone.entities();
    const text = tombstones(phone, { feelings: [...feelings, { id: "unknown" }], rules: rules.slice(0, 1) });
    const before = await phone.dump();
    expect(await phone.ask("import-record", { text })).toMatchObject({ asks: [], settings: [], removes: 3 });
    expect(await phone.dump()).toEqual(before);
    expect(await importing(phone, text)).toMatchObject({ rows: 0, removes: 3 });
    expect((await phone.entities()).feelings).toEqual([]);
  });

  test.each(["phone", "laptop"] as const)(
    "removes them on both devices; Undo on the %s restores both",
    async (name) => {
      const { phone, laptop } = await lived();
      const device = { phone, laptop }[name];
      const before = await entries(phone);
      const { batch } = await importing(device, tombstones(device, await phone.entities()));
      await exchanged(phone, laptop);
      expect(Object.values(await entries(phone)).flat()).toEqual([]);
      expect(Object.values(await entries(laptop)).flat()).toEqual([]);
      await device.ask("undo", { batch });
      await exchanged(phone, laptop);
      expect(await entries(phone)).toEqual(before);
      expect(await entries(laptop)).toEqual(before);
    },
  );

  test("erases their text on both devices once its Undo has expired", async () => {
    const { phone, laptop } = await lived();
    const { feelings, events } = await phone.entities();
    await importing(phone, tombstones(phone, { feelings, events }));
    await exchanged(phone, laptop);
    await phone.pass(11 * MINUTE);
    await exchanged(phone, laptop);
    for (const device of [phone, laptop]) {
      const rows = [...(await device.rows("feelings")), ...(await device.rows("events"))];
      expect(rows.map((row) => Object.keys(row).sort())).toEqual(rows.map(() => ["$h", "$x", "id"]));
      expect(JSON.stringify(await device.database.changes.toArray())).not.toContain("mine");
      expect(await device.database.trash.toArray()).toEqual([]);
    }
  });

  test("erases nothing on another device that this one has not seen", async () => {
    const { phone, laptop, company } = await lived();
    const { feeling } = await laptop.ask<{ feeling: { id: string } }>("rate-visit", {
      company,
      value: 2,
      another: true,
    });
    const { feelings } = await phone.entities();
    const text = tombstones(phone, { feelings: [{ id: feeling.id }] });
    expect(await importing(phone, text)).toMatchObject({ rows: 0, batch: null });
    await exchanged(phone, laptop);
    expect((await phone.entities()).feelings).toHaveLength((feelings ?? []).length + 1);
  });
});

test("Undo restores a removed rating although another device heard of it minutes later", async () => {
  const { phone, laptop } = await lived();
  const before = await entries(phone);
  const [feeling] = (await phone.entities()).feelings ?? [];
  const { batch } = await phone.ask<{ batch: string }>("remove-feeling", { id: feeling?.id ?? "" });
  await exchanged(phone, laptop);
  phone.time += 9 * MINUTE;
  await phone.ask("undo", { batch });
  // The other device wakes up before it syncs.
  await laptop.pass(11 * MINUTE);
  await exchanged(phone, laptop);
  expect(await entries(laptop)).toEqual(before);
  expect(await entries(phone)).toEqual(before);
});

test("Undo of an import after leaving sync holds on both devices once this one joins again", async () => {
  const { phone, laptop, made, company } = await lived();
  const before = await entries(phone);
  const rules = [{ id: "default-marketing", layer: "base", kinds: ["offers", "news"], want: "yes" }];
  const { batch } = await importing(
    phone,
    recordFile({ rules, companies: [{ id: company, name: "Other" }] }, phone.time),
  );
  await exchanged(phone, laptop);
  expect(await entries(laptop)).not.toEqual(before);
  await phone.ask("leave-sync", {});
  await phone.ask("undo", { batch });
  await join(phone, made);
  await exchanged(phone, laptop);
  expect(await entries(phone)).toEqual(before);
  expect(await entries(laptop)).toEqual(before);
});

test("Undo of two files that share one new value restores the value before both, on both devices", async () => {
  const { phone, laptop, company } = await lived();
  const before = await entries(phone);
  const batches: string[] = [];
  for (const more of [{}, { muted: true }]) {
    const given = { id: company, name: "Other", ...more };
    const { batch } = await importing(phone, recordFile({ companies: [given] }, phone.time));
    batches.push(batch);
    await exchanged(phone, laptop);
    phone.time += MINUTE;
  }
  expect(await entries(laptop)).not.toEqual(before);
  for (const batch of batches.reverse()) await phone.send("undo", { batch });
  await exchanged(phone, laptop);
  expect(await entries(phone)).toEqual(before);
  expect(await entries(laptop)).toEqual(before);
});

/** How a file treats one row of the record. */
const treatment = fc.constantFrom("erase", "remove", "change", "same", "leave");

const treated = (row: Row, how: string, stamp: string): Row[] => {
  if (how === "leave") return [];
  if (how === "erase") return [erased(row.id, stamp)];
  const changed = Object.hasOwn(row, "name") ? { name: "Other" } : { later: 1 };
  const fields = how === "remove" ? { $del: true } : how === "change" ? changed : {};
  return [edited(row, fields, { id: row.id, stamp })];
};

test("Undo of imported files restores both devices", async () => {
  const file = fc.array(treatment, { minLength: 20, maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(file, fc.boolean(), fc.nat(3)), { minLength: 1, maxLength: 3 }),
      fc.constantFrom("phone" as const, "laptop" as const),
      async (files, name) => {
        const { phone, laptop } = await lived();
        const device = { phone, laptop }[name];
        const before = await entries(phone);
        const batches: (string | null)[] = [];
        for (const [hows, exchange, minutes] of files) {
          let counter = 0;
          const given = await Promise.all(
            TABLES.map(async (table) => {
              const rows = await device.rows(table);
              const next = () => [hows[counter % hows.length] ?? "leave", stampAt(device.time, counter++)] as const;
              return [
                table,
                [...rows.flatMap((row) => treated(row, ...next())), erased(`new ${table}`, stampAt(device.time))],
              ];
            }),
          );
          const { companies = [], layers = [], ...rest } = Object.fromEntries(given) as Record<TableName, Row[]>;
          const known = (rows: Row[]) => rows.filter(({ id }) => !id.startsWith("new "));
          const text = recordFile({ ...rest, companies: known(companies), layers: known(layers) });
          batches.push((await importing(device, text)).batch);
          if (exchange) await exchanged(phone, laptop);
          for (const one of [phone, laptop]) one.time += minutes * MINUTE;
        }
        for (const batch of batches.reverse()) {
          const { error } = batch === null ? {} : await device.send("undo", { batch });
          // A later file may have changed only what an earlier one had removed.
          expect(error?.code ?? "nothing-to-undo").toBe("nothing-to-undo");
        }
        await exchanged(phone, laptop);
        expect(await entries(phone)).toEqual(before);
        expect(await entries(laptop)).toEqual(before);
        // Else a sync of theirs could write to the next run's folder.
        for (const one of [phone, laptop]) await one.kill();
      },
    ),
    { numRuns: runs(8) },
  );
});
