// One write is one transaction: row, change, counter and outbox mark, or nothing and a typed refusal.
import { describe, expect, test } from "vitest";
import { storageRefusal } from "../../src/record/storage-refusal.ts";
import { FAULTS } from "../support/device/faults.ts";
import { faultsMayBeLogged } from "../support/device/oracle.ts";
import { type Device, world } from "../support/device/world.ts";
import { SYNC_ON } from "../support/sync/sync-on.ts";

const WRITES: [string, (device: Device) => Promise<[string, unknown]>][] = [
  ["a new row", async () => ["rate-visit", { company: "shop.example", value: 1 }]],
  [
    "an edited row",
    async (device) => {
      const { feeling } = await device.ask<{ feeling: { id: string } }>("rate-visit", {
        company: "shop.example",
        value: -1,
      });
      return ["describe-feeling", { id: feeling.id, detail: { note: "slow" } }];
    },
  ],
  [
    "a removed row",
    async (device) => {
      const { feeling } = await device.ask<{ feeling: { id: string } }>("rate-visit", {
        company: "shop.example",
        value: 0,
      });
      return ["remove-feeling", { id: feeling.id }];
    },
  ],
];

describe.each(WRITES)("a storage fault while writing %s", (_name, prepare) => {
  test.each(FAULTS)("%s, at any operation: nothing is stored, and the next try succeeds", async (kind) => {
    const { phone } = await world();
    const [command, payload] = await prepare(phone);
    const before = await phone.dump();
    const witness = structuredClone([...phone.browser.areas.local]);
    let operation = 0;
    for (;;) {
      operation++;
      phone.faults.kind = kind;
      phone.faults.after = operation;
      const reply = await phone.send(command, payload);
      if (phone.faults.after > 0) {
        expect(reply.error).toBeUndefined();
        break;
      }
      const code = kind === "abort of the transaction" ? "storage-failed" : "storage-full";
      expect([operation, reply.error?.code]).toEqual([operation, code]);
      expect(await phone.dump()).toEqual(before);
      expect([...phone.browser.areas.local]).toEqual(witness);
    }
    expect(operation).toBeGreaterThan(4);
    expect(await phone.dump()).not.toEqual(before);
  });
});

test("a write leaves no outbox mark while sync is off, since nothing would remove it", async () => {
  const { phone } = await world();
  await phone.ask("rate-visit", { company: "shop.example", value: 2 });
  expect(await phone.database.feelings.count()).toBe(1);
  expect(await phone.database.outbox.count()).toBe(0);
});

test("a write leaves a row, a change, an outbox mark and a counter", async () => {
  const { phone } = await world();
  await phone.database.meta.put({ key: "sync", ...SYNC_ON });
  const before = await phone.dump();
  await phone.ask("rate-visit", { company: "shop.example", value: 2 });
  const after = await phone.dump();
  const fresh = (table: string) => (after[table] ?? []).slice(before[table]?.length ?? 0);
  const [feeling] = fresh("feelings") as { id: string }[];
  expect(fresh("changes")).toMatchObject([
    { table: "companies", id: "shop.example" },
    { table: "feelings", id: feeling?.id, before: { $del: true } },
  ]);
  expect(fresh("outbox")).toMatchObject([
    {
      rows: [
        ["companies", "shop.example"],
        ["feelings", feeling?.id],
      ],
    },
  ]);
  expect(after.counters).toEqual([
    {
      id: "shop.example",
      good: 1,
      neither: 0,
      bad: 0,
      latestAt: "2026-11-18T12:00:00Z",
      days: 1,
      goodDays: 1,
      badDays: 0,
      months: "2026-11 1 1 0",
    },
  ]);
});

test("both changes of one write have its batch, in the order of their stamps", async () => {
  const { phone } = await world();
  const { batch } = await phone.ask<{ batch: string }>("rate-visit", { company: "shop.example", value: 2 });
  const changes = await phone.database.changes.where("batch").equals(batch).toArray();
  expect(changes.map(({ stamp }) => stamp)).toEqual([...changes.map(({ stamp }) => stamp)].sort());
  expect(changes).toHaveLength(2);
});

test("a full storage.local loses neither the write nor its consequences", async () => {
  const { phone, shop } = await world();
  await phone.allow(shop.company, shop.host);
  faultsMayBeLogged(/sentinel/);
  phone.browser.localFull = true;
  await phone.ask("revoke-company", { company: shop.company });
  expect(phone.browser.rules.held).toEqual([]);
  phone.browser.localFull = false;
  await phone.kill();
  await phone.start();
  expect(await phone.ask("record-health", {})).toMatchObject({ health: "sound" });
});

test("a payload cannot set internal members of rows", async () => {
  const { phone } = await world();
  const { feeling } = await phone.ask<{ feeling: { id: string } }>("rate-visit", { company: "a.example", value: 2 });
  const detail = { note: "fine", id: "other", $x: "0".repeat(22), $h: "z".repeat(22), $del: true, value: 7 };
  await phone.ask("describe-feeling", { id: feeling.id, detail });
  const rule = { kinds: ["offers"], want: "no", id: "other", $x: "0".repeat(22) };
  await phone.ask("edit-preference", { layer: "base", rule });
  await phone.ask("edit-layer", { layer: "base", fields: { id: "sector:bank", $x: "0".repeat(22) } });
  expect((await phone.entities()).feelings).toMatchObject([{ id: feeling.id, note: "fine", value: 2 }]);
  expect((await phone.entities()).layers.map(({ id }) => id)).toEqual(["base"]);
  expect(await phone.database.rules.get("other")).toBeUndefined();
  expect((await phone.entities()).rules).toHaveLength(6);
});

test("a storage fault is recognised by its name, at any depth of the browser's error", () => {
  const full = new DOMException("full", "QuotaExceededError");
  expect(storageRefusal(full)).toMatchObject({ code: "storage-full" });
  expect(storageRefusal({ name: "AbortError", inner: full })).toMatchObject({ code: "storage-full" });
  expect(storageRefusal({ name: "BulkError", failures: [full] })).toMatchObject({ code: "storage-full" });
  expect(storageRefusal(new TypeError("x"))).toMatchObject({ code: "storage-failed", cause: expect.any(TypeError) });
  expect(storageRefusal(null)).toMatchObject({ code: "storage-failed" });
});
