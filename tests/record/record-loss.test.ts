// Loss of the record: noticed whatever the database reports about itself; copies bring lost rows back; a broken
// database stays behind.
import { IDBFactory } from "fake-indexeddb";
import { describe, expect, test } from "vitest";
import { feelingRow, recordFile } from "../support/data/rows.ts";
import { brokenFactory } from "../support/device/broken-factory.ts";
import { faultsMayBeLogged } from "../support/device/oracle.ts";
import { settled } from "../support/device/settle.ts";
import { type Device, shop, world } from "../support/device/world.ts";

const DAY = 24 * 3_600_000;

async function lived(): Promise<Device> {
  const { phone } = await world();
  for (const company of ["a.example", "b.example", "c.example"]) await phone.ask("rate-visit", { company, value: 1 });
  await copied(phone);
  return phone;
}

async function copied(phone: Device): Promise<void> {
  await phone.browser.fire("alarm", { name: "snapshot" });
  await settled();
}

async function restarted(device: Device): Promise<Device> {
  await device.kill();
  return device.start();
}

const quickly = async (device: Device) =>
  (await device.ask<{ health: string }>("record-health", { quick: true })).health;
const copyOf = (phone: Device, name: string) => phone.files.kept.get(name)?.text ?? "";
const feelingsIn = (text: string) => (JSON.parse(text) as { tables: { feelings: unknown[] } }).tables.feelings.length;

/** A device whose log lost its tail, so that the newest rows, their changes and the clock are older ones. */
async function withoutTail(): Promise<Device> {
  const phone = await lived();
  const tables = phone.database.tables;
  const then = await Promise.all(tables.map((table) => table.toArray()));
  for (const company of ["d.example", "e.example"]) await phone.ask("rate-visit", { company, value: -1 });
  await copied(phone);
  for (const [index, table] of tables.entries()) {
    await table.clear();
    await table.bulkPut(then[index] ?? []);
  }
  return restarted(phone);
}

describe("a log that lost its tail", () => {
  test("is detected by the next start, and still detected after new entries", async () => {
    const phone = await withoutTail();
    expect(await quickly(phone)).toBe("partly-lost");
    for (let tap = 0; tap < 12; tap++) await phone.ask("rate-visit", { company: `t${tap}.example`, value: 1 });
    expect(await quickly(await restarted(phone))).toBe("partly-lost");
    expect((await phone.ask<{ health: string }>("record-health", {})).health).toBe("partly-lost");
  });

  test("never overwrites the complete copies; the remaining rows get a copy of their own", async () => {
    const phone = await withoutTail();
    const good = copyOf(phone, "record.json");
    for (let day = 0; day < 4; day++) {
      phone.time += DAY;
      await phone.ask("rate-visit", { company: `day${day}.example`, value: 1 });
      await copied(phone);
    }
    expect(copyOf(phone, "record.json")).toBe(good);
    expect(copyOf(phone, "record-since.json")).toContain("day3.example");
    expect(await phone.ask("restore-record", { from: "snapshot" })).toMatchObject({ rows: expect.any(Number) });
    const feelings = (await phone.entities()).feelings as unknown as { company: string }[];
    expect(feelings.map(({ company }) => company)).toEqual(expect.arrayContaining(["d.example", "day3.example"]));
    expect(await quickly(await restarted(phone))).toBe("sound");
  });

  test("is accepted only at the user's request", async () => {
    const phone = await withoutTail();
    await phone.ask("restore-record", { from: "nothing" });
    expect(await quickly(await restarted(phone))).toBe("sound");
    expect(copyOf(phone, "record.json")).toContain("d.example");
  });
});

test("a record with a table that lost rows while others grew never overwrites the complete copy, even without a sentinel", async () => {
  const phone = await lived();
  const [first] = await phone.rows("feelings");
  await phone.database.feelings.delete(first?.id ?? "");
  for (const company of ["d.example", "e.example"]) await phone.ask("rate-visit", { company, value: 1 });
  phone.browser.areas.local.clear();
  const good = copyOf(phone, "record.json");
  await copied(phone);
  expect(copyOf(phone, "record.json")).toBe(good);
});

test("the copy of the day before remains", async () => {
  const phone = await lived();
  phone.time += DAY;
  await phone.ask("rate-visit", { company: "d.example", value: 1 });
  await copied(phone);
  expect([feelingsIn(copyOf(phone, "record.json")), feelingsIn(copyOf(phone, "record-before.json"))]).toEqual([4, 3]);
});

test("removals by the user and an undone import do not count as a loss", async () => {
  const phone = await lived();
  const feelings = [feelingRow("2026-11-01T08:00:00Z"), feelingRow("2026-11-02T08:00:00Z")];
  const { batch } = await phone.ask<{ batch: string }>("import-record", { text: recordFile({ feelings }) });
  await copied(phone);
  await phone.ask("undo", { batch });
  const [own] = (await phone.entities()).feelings;
  await phone.ask("remove-feeling", { id: own?.id ?? "" });
  await phone.pass(11 * 60_000);
  await copied(phone);
  expect(feelingsIn(copyOf(phone, "record.json"))).toBe(3);
  expect(phone.files.kept.has("record-since.json")).toBe(false);
  expect(await quickly(await restarted(phone))).toBe("sound");
});

test("a copy with one invalid stamp still restores every feeling", async () => {
  const phone = await lived();
  const text = copyOf(phone, "record.json").replace(/"\$h":"[0-9a-z]{22}"/, `"$h":"1${"z".repeat(22)}"`);
  phone.files.kept.set("record.json", { text, lastModified: 1 });
  await phone.kill();
  phone.factory = new IDBFactory();
  faultsMayBeLogged(/record-lost/);
  await phone.start();
  await phone.ask("restore-record", { from: "snapshot" });
  expect((await phone.entities()).feelings).toHaveLength(3);
});

describe("a database that can be neither opened nor deleted", () => {
  /** Opening or deleting the database "regards" fails, as in a damaged store. */
  function damaged(good = new IDBFactory(), isDamaged = () => true): IDBFactory {
    const of = (name: string) => (name === "regards" && isDamaged() ? brokenFactory : good);
    return {
      open: (name: string, version?: number) => of(name).open(name, version),
      deleteDatabase: (name: string) => of(name).deleteDatabase(name),
      databases: () => good.databases(),
      cmp: (one: unknown, other: unknown) => good.cmp(one, other),
    } as IDBFactory;
  }

  async function broken(): Promise<Device> {
    const phone = await lived();
    await phone.kill();
    phone.factory = damaged();
    faultsMayBeLogged();
    return phone.start();
  }

  test("is abandoned: the copy is restored in another database, which later starts find", async () => {
    const phone = await broken();
    expect(await phone.ask("record-health", {})).toMatchObject({ health: "unreadable" });
    await phone.ask("restore-record", { from: "snapshot" });
    expect((await phone.entities()).feelings).toHaveLength(3);
    await phone.ask("rate-visit", { company: shop.company, value: 2 });
    await restarted(phone);
    expect((await phone.entities()).feelings).toHaveLength(4);
    expect(await phone.ask("record-health", {})).toMatchObject({ health: "sound" });
  });

  test("permits starting empty, and the copy remains", async () => {
    const phone = await broken();
    await phone.ask("restore-record", { from: "nothing" });
    await copied(phone);
    expect(await phone.ask("record-health", {})).toMatchObject({ health: "sound" });
    expect(copyOf(phone, "record.json")).toContain("a.example");
  });

  test("permits erasing everything, copies included", async () => {
    const phone = await broken();
    await phone.ask("erase-everything", {});
    expect(await phone.ask("record-health", {})).toEqual({ health: "sound", snapshotTakenAt: null });
    await phone.ask("rate-visit", { company: shop.company, value: 2 });
    expect((await phone.entities()).feelings).toHaveLength(1);
    expect([...phone.files.kept.keys()]).toEqual([]);
    // Later starts find the entries made since.
    await restarted(phone);
    expect((await phone.entities()).feelings).toHaveLength(1);
    expect(await phone.ask("record-health", {})).toMatchObject({ health: "sound" });
  });

  test("is erased with everything else once it works again", async () => {
    const phone = await lived();
    const store = phone.factory;
    let isDamaged = true;
    await phone.kill();
    phone.factory = damaged(store, () => isDamaged);
    faultsMayBeLogged();
    await phone.start();
    await phone.ask("restore-record", { from: "snapshot" });
    await restarted(phone);
    isDamaged = false;
    await phone.ask("erase-everything", {});
    await restarted(phone);
    expect(await phone.ask("record-health", {})).toMatchObject({ health: "sound" });
    expect((await store.databases()).map(({ name }) => name)).not.toContain("regards");
  });
});

test("content scripts cannot read the sentinel if the browser can prevent it, and nothing fails otherwise", async () => {
  const { phone, laptop } = await world();
  expect(phone.browser.localAccess).toBe("TRUSTED_CONTEXTS");
  laptop.browser.localAccess = null;
  await laptop.start();
  expect(laptop.browser.localAccess).toBeNull();
});
