// Undo restores the earlier values: for every command the visible record is as before it.
import { describe, expect, test } from "vitest";
import { DEFAULT_PARTS } from "../../../src/core/sharing/default-parts.ts";
import { feelingRow, planRow, recordFile, stampAt } from "../../support/data/rows.ts";
import { type Device, NOON, world } from "../../support/device/world.ts";

const { company, host } = { company: "shop.example", host: "www.shop.example" };
const FEELING = stampAt(NOON - 7_200_000);
const PLAN = stampAt(NOON - 7_100_000);

/** A record in which every command has an effect. */
async function lived(): Promise<Device> {
  const { phone } = await world();
  await phone.allow(company, host);
  await phone.ask("import-record", {
    text: recordFile({
      feelings: [feelingRow("2026-11-18T10:00:00Z", { id: FEELING, note: "as it was" })],
      plans: [{ ...planRow("a bicycle", "any-participant-I-granted"), id: PLAN, quantity: 2 }],
    }),
  });
  await phone.ask("edit-layer", { layer: `company:${company}`, fields: { treatment: { style: ["formal"] } } });
  return phone;
}

/** Receipts and `told` events stay, since they record what happened. */
async function meaning(device: Device) {
  const { receipts: _receipts, events: _events, ...rest } = await device.entities();
  return rest;
}

async function lastBatch(device: Device): Promise<string> {
  const changes = await device.database.changes.orderBy("seq").reverse().toArray();
  return changes.find(({ table }) => table !== "receipts")?.batch ?? "";
}

const fileOfOthers = recordFile({
  companies: [{ id: "other.example", name: "Other" }],
  rules: [{ kinds: ["news"], want: "yes", layer: "company:other.example" }],
  feelings: [feelingRow("2026-11-01T08:00:00Z", { company: "other.example" })],
  grants: [{ id: "other.example", hosts: ["www.other.example"], parts: DEFAULT_PARTS, since: "2026-11-01T08:00:00Z" }],
});

const CASES: [string, string, unknown][] = [
  ["rate-visit", "of a company already known", { company, value: -2 }],
  ["rate-visit", "of another visit", { company, value: -2, another: true }],
  ["rate-visit", "of a new company", { company: "new.example", value: 1 }],
  ["describe-feeling", "with every member", { id: FEELING, detail: { note: "x", words: ["angry"], effort: "hard" } }],
  ["describe-feeling", "that clears", { id: FEELING, detail: { note: "", success: null } }],
  ["remove-feeling", "", { id: FEELING }],
  ["edit-preference", "that makes a rule", { layer: "base", rule: { kinds: "*", want: "no" } }],
  [
    "edit-preference",
    "that drops members",
    { layer: "base", id: "default-security", rule: { kinds: "*", want: "ask" } },
  ],
  [
    "edit-preference",
    "of a company not yet known",
    { layer: "company:new.example", rule: { kinds: ["news"], want: "no" } },
  ],
  ["remove-preference", "", { id: "default-marketing" }],
  ["answer-kinds", "that parts a rule", { layer: "base", kinds: ["advice"], answer: { want: "no" } }],
  ["answer-kinds", "that takes one back", { layer: "base", kinds: ["security"], answer: null }],
  ["answer-kinds", "of a new company", { layer: "company:new.example", kinds: ["news"], answer: { want: "no" } }],
  [
    "edit-layer",
    "that is there",
    { layer: "base", fields: { quiet: [], treatment: { addressAs: "Dr. Who" } }, confirmed: true },
  ],
  ["edit-layer", "that is new", { layer: "sector:bank", fields: { treatment: { style: ["short"] } } }],
  ["edit-plan", "that makes one", { plan: { ...planRow("a boat", { sector: "retail" }) } }],
  ["edit-plan", "that drops members", { id: PLAN, plan: { ...planRow("a tandem", "nobody") } }],
  ["set-plan-status", "", { id: PLAN, status: "done" }],
  ["remove-plan", "", { id: PLAN }],
  ["edit-profile", "", { timeZone: "Pacific/Auckland" }],
  ["edit-profile", "with a name for letters", { letterName: "Ada", letterAddress: "1 Road" }],
  ["record-letter", "to a company not yet known", { company: "new.example", kind: "copy", law: "gdpr" }],
  ["edit-company", "that is there", { company, name: "Shop!", sector: "retail", muted: true }],
  ["edit-company", "that is new", { company: "new.example", sector: "bank" }],
  ["allow-company", "with other parts", { company, host, parts: { ...DEFAULT_PARTS, contact: false } }],
  ["edit-grant", "paused", { company, paused: true }],
  ["edit-grant", "with other parts", { company, parts: { ...DEFAULT_PARTS, terms: false } }],
  ["revoke-company", "", { company }],
  ["import-record", "", { text: fileOfOthers }],
];

describe("undo of", () => {
  test.each(CASES)("%s %s", async (command, _how, payload) => {
    const phone = await lived();
    const before = await meaning(phone);
    const { value, error } = await phone.send(command, payload);
    expect(error).toBeUndefined();
    const after = await meaning(phone);
    expect(after).not.toEqual(before);
    const batch = (value as { batch?: string } | null)?.batch ?? (await lastBatch(phone));
    const undone = await phone.ask<{ batch: string }>("undo", { batch });
    expect(await meaning(phone)).toEqual(before);
    await phone.ask("undo", { batch: undone.batch });
    // Undoing the undo repeats the command. Tombstones may differ from absent rows; the visible record may not.
    expect(await meaning(phone)).toEqual(after);
  });
});

test("an unknown batch cannot be undone", async () => {
  const phone = await lived();
  const before = await phone.dump();
  expect((await phone.send("undo", { batch: "nobody's" })).error?.code).toBe("nothing-to-undo");
  expect(await phone.dump()).toEqual(before);
});

test("an undone company that is rated again returns to the list", async () => {
  const { phone } = await world();
  const first = await phone.ask<{ batch: string }>("rate-visit", { company: "new.example", value: 1 });
  await phone.ask("undo", { batch: first.batch });
  await phone.ask("rate-visit", { company: "new.example", value: 2 });
  expect((await phone.entities()).companies).toEqual([{ id: "new.example", name: "new.example" }]);
});

test("an undone company that gets a rule of its own returns to the list", async () => {
  const { phone } = await world();
  const first = await phone.ask<{ batch: string }>("rate-visit", { company: "new.example", value: 1 });
  await phone.ask("undo", { batch: first.batch });
  await phone.ask("edit-preference", { layer: "company:new.example", rule: { kinds: ["news"], want: "no" } });
  expect((await phone.entities()).companies).toEqual([{ id: "new.example", name: "new.example" }]);
});

test("a removed feeling that was restored is not erased ten minutes later", async () => {
  const phone = await lived();
  const { batch } = await phone.ask<{ batch: string }>("remove-feeling", { id: FEELING });
  expect(await phone.database.trash.toArray()).toEqual([{ id: FEELING, at: phone.time }]);
  await phone.ask("undo", { batch });
  expect(await phone.database.trash.toArray()).toEqual([]);
  await phone.pass(11 * 60_000);
  expect((await phone.entities()).feelings).toMatchObject([{ id: FEELING, note: "as it was" }]);
});

test("undo of an Allow ends the company's access", async () => {
  const { phone, shop } = await world();
  await phone.allow(shop.company, shop.host);
  await phone.ask("undo", { batch: await lastBatch(phone) });
  expect(phone.browser.rules.held).toEqual([]);
  expect((await phone.request(shop.url)).error?.code).toBe("not-granted");
  const receipts = (await phone.entities()).receipts as unknown as { direction: string }[];
  expect(receipts.map(({ direction }) => direction)).toEqual(["shared", "withdrawn"]);
});
