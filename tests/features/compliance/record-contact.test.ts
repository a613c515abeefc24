// A noted contact: its verdict by the rules that the company could read at the time, counts, Undo and export.
import { describe, expect, test, vi } from "vitest";
import type { LoggedContact } from "../../../src/core/compliance/logged-contact.ts";
import { DEFAULT_PARTS } from "../../../src/core/sharing/default-parts.ts";
import { type Device, NOON, shop, world } from "../../support/device/world.ts";

interface Recorded {
  contact: LoggedContact;
  batch: string;
}

const { company } = shop;
const log = (device: Device, more: object = {}) =>
  device.ask<Recorded>("record-contact", { company, kind: "offers", channel: "email", ...more });
const rule = (device: Device, more: object, layer = `company:${company}`) =>
  device.ask<{ id: string; batch: string }>("edit-preference", {
    layer,
    rule: { kinds: ["offers"], want: "yes", ...more },
  });

test("a rule is unreadable before the grant, readable after it, and unreadable again while paused", async () => {
  const { phone } = await world();
  await rule(phone, { want: "no" });
  expect((await log(phone)).contact).toMatchObject({ verdict: "broke", reason: "not-wanted", readable: false });
  await phone.pass(60_000);
  await phone.allow(company, shop.host);
  const { contact } = await log(phone);
  expect(contact).toMatchObject({ verdict: "broke", readable: true, layer: "company", by: "user" });
  expect(contact.rule).toMatchObject({ kinds: ["offers"], want: "no" });
  await phone.pass(60_000);
  await phone.ask("edit-grant", { company, paused: true });
  expect((await log(phone)).contact.readable).toBe(false);
  await phone.ask("edit-grant", { company, paused: false });
  expect((await log(phone)).contact.readable).toBe(true);
});

test("a grant without the contact part makes no rule readable", async () => {
  const { phone } = await world();
  await phone.allow(company, shop.host, { ...DEFAULT_PARTS, contact: false });
  expect((await log(phone)).contact.readable).toBe(false);
});

test("refused purposes are unreadable without the part terms, and the rule is no breach", async () => {
  const { phone } = await world();
  await rule(phone, {});
  await phone.ask("edit-layer", { layer: "base", fields: { terms: { purposes: { service: "no" } } } });
  await phone.allow(company, shop.host, { ...DEFAULT_PARTS, terms: false });
  expect((await log(phone)).contact).toMatchObject({ verdict: "unclear", reason: "no-purpose", readable: false });
  await phone.pass(60_000);
  await phone.ask("edit-grant", { company, parts: { terms: true } });
  expect((await log(phone)).contact).toMatchObject({ reason: "no-purpose", readable: true });
});

test("the receipts and rules of its moment decide about a contact in the past", async () => {
  const { phone } = await world();
  await rule(phone, { want: "yes" });
  await phone.allow(company, shop.host);
  const then = "2026-11-18T12:30:00Z";
  await phone.pass(3_600_000);
  const { id } = await rule(phone, { want: "no", note: "not any more" });
  await phone.pass(3_600_000);
  await phone.ask("revoke-company", { company });
  expect((await log(phone, { at: then })).contact).toMatchObject({ verdict: "kept", readable: true });
  expect((await log(phone, { at: "2026-11-18T13:30:00Z" })).contact).toMatchObject({
    verdict: "broke",
    readable: true,
  });
  expect((await log(phone, { at: "2026-11-18T11:30:00Z" })).contact.readable).toBe(false);
  expect((await log(phone)).contact).toMatchObject({ verdict: "broke", readable: false });
  await phone.ask("remove-preference", { id });
  expect((await log(phone, { at: "2026-11-18T13:30:00Z" })).contact.rule).toMatchObject({ note: "not any more" });
});

test("a monthly limit covers all kinds of its rule: the second contact breaks it; other rules and companies count separately", async () => {
  const { phone } = await world();
  await phone.ask("remove-preference", { id: "default-marketing" });
  await rule(phone, { kinds: ["offers", "news"], limit: { max: 1, per: "month" } }, "base");
  await rule(phone, { kinds: ["research"], limit: { max: 1, per: "month" } });
  expect((await log(phone)).contact.verdict).toBe("kept");
  const { contact, batch } = await log(phone, { kind: "news" });
  expect(contact).toMatchObject({ verdict: "broke", reason: "over-limit" });
  expect((await log(phone, { kind: "research" })).contact.verdict).toBe("kept");
  expect((await log(phone, { kind: "news", company: "bank.example" })).contact.verdict).toBe("kept");
  expect((await log(phone, { company: "bank.example" })).contact.reason).toBe("over-limit");
  await phone.ask("undo", { batch });
  phone.now(NOON + 13 * 86_400_000);
  expect((await log(phone)).contact.verdict).toBe("kept");
});

test("a limit about a subject counts contacts about that subject, and the general limit does not", async () => {
  const { phone } = await world();
  await rule(phone, { kinds: ["offers"], limit: { max: 1, per: "month" } });
  await rule(phone, { kinds: ["offers"], about: { label: "Shoes" }, limit: { max: 1, per: "month" } });
  expect((await log(phone)).contact.verdict).toBe("kept");
  expect((await log(phone, { product: "shoes" })).contact.verdict).toBe("kept");
  expect((await log(phone, { product: "SHOES" })).contact.reason).toBe("over-limit");
  expect((await log(phone, { product: "hats" })).contact.reason).toBe("over-limit");
});

test("undone and removed contacts do not count", async () => {
  const { phone } = await world();
  await rule(phone, { limit: { max: 1, per: "year" } });
  const first = await log(phone);
  await phone.ask("undo", { batch: first.batch });
  const second = await log(phone);
  expect(second.contact.verdict).toBe("kept");
  const removed = await phone.ask<{ batch: string }>("remove-event", { id: second.contact.id });
  expect((await phone.entities()).events).toEqual([]);
  await phone.ask("undo", { batch: removed.batch });
  expect((await log(phone)).contact.verdict).toBe("broke");
});

test("a later edit of the rule changes no verdict", async () => {
  const { phone } = await world();
  const { id } = await rule(phone, { want: "no" }, "base");
  const { contact } = await log(phone);
  await phone.ask("edit-preference", { layer: "base", id, rule: { kinds: ["offers"], want: "yes" } });
  expect((await phone.entities()).events).toEqual([
    { id: contact.id, at: contact.at, company, type: "contact", detail: expect.objectContaining({ verdict: "broke" }) },
  ]);
});

describe("the list of contacts", () => {
  test("counts contacts as wanted and others, and writes a complaint about the latter", async () => {
    const { phone } = await world();
    await rule(phone, { via: ["email"] });
    await log(phone);
    await log(phone, { channel: "call" });
    await log(phone, { channel: "call", kind: "partners" });
    const { readCompliance } = await import("../../../src/features/compliance/read-compliance.ts");
    const ledger = await readCompliance(company);
    expect(ledger).toMatchObject({ kept: 1, broke: 2, unclear: 0 });
    expect(await readCompliance("bank.example")).toEqual({ contacts: [], kept: 0, broke: 0, unclear: 0 });
    await withWords();
    const { complaintText } = await import("../../../src/features/compliance/complaint-text.ts");
    const wording = { ruleText: () => "Offers: by email", productText: (id: string) => id, today: "2026-11-18" };
    const text = complaintText(ledger.contacts, "The Shop", wording) ?? "";
    expect(text).toContain("1. Nov 18, 2026");
    expect(text).toContain("Offers, Phone call\nI wanted this another way.\nWhat I wanted then: Offers: by email");
    expect(text).not.toContain(": Offers, Email");
    expect(complaintText([], "The Shop", wording)).toBeNull();
  });

  test("survives export and import", async () => {
    const { phone, laptop } = await world();
    await log(phone, { product: "shoes" });
    await laptop.start();
    await laptop.ask("import-record", { text: await phone.export() });
    expect((await laptop.entities()).events).toEqual((await phone.entities()).events);
    const { readCompliance } = await import("../../../src/features/compliance/read-compliance.ts");
    expect((await readCompliance(company)).contacts).toMatchObject([{ product: "shoes", channel: "email" }]);
  });

  test("appears in no text that a company reads", async () => {
    const { phone } = await world();
    await phone.allow(company, shop.host);
    const before = JSON.stringify(await phone.request(shop.url));
    await log(phone, { product: "canary" });
    expect(JSON.stringify(await phone.request(shop.url))).toBe(before);
    expect(JSON.stringify(await phone.rows("receipts"))).not.toContain("canary");
  });
});

test.each(["www.shop.example", "example", "192.0.2.1"])("%s is refused, since it is not a company", async (host) => {
  const { phone } = await world();
  const { error } = await phone.send("record-contact", { company: host, kind: "offers", channel: "email" });
  expect(error?.code).toBe("not-a-company");
});

async function withWords(): Promise<void> {
  vi.stubGlobal("document", { documentElement: {} });
  const { loadMessages } = await import("../../../src/ui/messages.ts");
  await loadMessages("en-US");
}
