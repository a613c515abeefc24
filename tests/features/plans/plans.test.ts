// A plan from creation to expiry: its readers, the document, and its end.
import { describe, expect, test } from "vitest";
import { DEFAULT_PARTS } from "../../../src/core/sharing/default-parts.ts";
import { LISBON } from "../../support/data/worked-plans.ts";
import { bank, type Device, NOON, shop, world } from "../../support/device/world.ts";

const PLANS = { ...DEFAULT_PARTS, plans: true };

const lisbon = {
  ...LISBON,
  audience: "any-participant-I-granted",
};
const told = { ...lisbon, audience: undefined };

type Saved = { id: string; batch: string };
const make = (device: Device, fields: object = {}) =>
  device.ask<Saved>("edit-plan", { plan: { ...lisbon, ...fields } });

const document = async (device: Device, url: string) =>
  (await device.request(url)).value as { plans?: { what: string }[]; expires: string };
/** The plans that a page of the company reads; undefined without the part. */
const read = async (device: Device, url = shop.url) => (await document(device, url)).plans?.map(({ what }) => what);

async function granted(): Promise<Device> {
  const { phone } = await world();
  await phone.allow(shop.company, shop.host, PLANS);
  return phone;
}

test("the document contains a plan as written, and the header does not", async () => {
  const phone = await granted();
  await make(phone);
  expect((await document(phone, shop.url)).plans).toEqual([JSON.parse(JSON.stringify(told))]);
  const headers = JSON.stringify(phone.browser.rules.held);
  expect(headers).toContain("more");
  expect(headers).not.toMatch(/Lisbon|travel|2027|500/);
});

test("the grant's plans part is off by default, and without it no company reads a plan", async () => {
  const { phone } = await world();
  await phone.allow(shop.company, shop.host);
  await make(phone);
  expect(await read(phone)).toBeUndefined();
  await phone.ask("edit-grant", { company: shop.company, parts: PLANS, confirmed: true });
  expect(await read(phone)).toEqual(["Lisbon for two"]);
});

describe("the readers", () => {
  test.each([
    ["nobody", undefined, []],
    [{ companies: [shop.company] }, undefined, ["shop"]],
    // Any address of a company selects the company.
    [{ companies: ["www.bank.example", bank.company] }, undefined, ["bank"]],
    [{ sector: "bank" }, undefined, []],
    [{ sector: "bank" }, "bank", ["bank"]],
    ["any-participant-I-granted", undefined, ["shop", "bank"]],
  ])("of the audience %j", async (audience, sector, readers) => {
    const phone = await granted();
    await phone.allow(bank.company, bank.host, PLANS);
    if (sector !== undefined) await phone.ask("edit-company", { company: bank.company, sector });
    await make(phone, { audience });
    const found = [
      ...((await read(phone, shop.url))?.length === 1 ? ["shop"] : []),
      ...((await read(phone, bank.url))?.length === 1 ? ["bank"] : []),
    ];
    expect(found).toEqual(readers);
  });
});

describe("no company reads a plan", () => {
  test.each(["paused", "done", "dropped"])("that is %s, until it is open again", async (status) => {
    const phone = await granted();
    const { id } = await make(phone);
    await phone.ask("set-plan-status", { id, status });
    expect(await read(phone)).toEqual([]);
    await phone.ask("set-plan-status", { id, status: "open", confirmed: true });
    expect(await read(phone)).toEqual(["Lisbon for two"]);
    const { batch } = await phone.ask<Saved>("set-plan-status", { id, status });
    await phone.ask("undo", { batch });
    expect(await read(phone)).toEqual(["Lisbon for two"]);
  });

  test("that is opened again, before the user has seen that a company allowed since would read it", async () => {
    const phone = await granted();
    const { id } = await make(phone, { audience: "any-participant-I-granted" });
    await phone.ask("set-plan-status", { id, status: "paused" });
    await phone.allow(bank.company, bank.host, PLANS);
    const opening = { id, status: "open" };
    const { asks } = await phone.ask<{ asks: { company: string }[] }>("set-plan-status", opening);
    expect(asks.map(({ company }) => company).sort()).toEqual([bank.company, shop.company]);
    expect(await read(phone, bank.url)).toEqual([]);
  });

  test("that was removed, if the removal is undone after another company was allowed", async () => {
    const phone = await granted();
    const { id } = await make(phone, { audience: "any-participant-I-granted" });
    const { batch } = await phone.ask<Saved>("remove-plan", { id });
    await phone.allow(bank.company, bank.host, PLANS);
    expect((await phone.send("undo", { batch })).error?.code).toBe("undo-tells-more");
    expect(await read(phone, bank.url)).toEqual([]);
  });

  test("that was removed", async () => {
    const phone = await granted();
    const { id } = await make(phone);
    const { batch } = await phone.ask<Saved>("remove-plan", { id });
    expect(await read(phone)).toEqual([]);
    await phone.ask("undo", { batch });
    expect(await read(phone)).toEqual(["Lisbon for two"]);
  });

  test("after its last day, and the document that contained it expired with that day", async () => {
    const phone = await granted();
    await phone.ask("edit-profile", { timeZone: "Europe/London" });
    await make(phone, { when: undefined, expires: "2026-11-20" });
    const before = await document(phone, shop.url);
    expect([before.plans?.length, before.expires]).toEqual([1, "2026-11-21T00:00:00Z"]);
    await phone.pass(Date.parse("2026-11-20T23:00:00Z") - NOON);
    expect(await read(phone)).toEqual(["Lisbon for two"]);
    await phone.pass(3_600_000);
    expect(await read(phone)).toEqual([]);
    expect(JSON.stringify(phone.browser.rules.held)).not.toContain("Lisbon");
  });
});

describe("editing", () => {
  test("clears missing members, keeps the status, and is one step of Undo", async () => {
    const { phone } = await world();
    const { id } = await make(phone, { must: "a window" });
    await phone.ask("set-plan-status", { id, status: "paused" });
    const [before] = (await phone.entities()).plans;
    const { quantity: _quantity, budget: _budget, ...rest } = lisbon;
    const { batch } = await phone.ask<Saved>("edit-plan", { id, plan: { ...rest, what: "Porto for two" } });
    expect((await phone.entities()).plans).toEqual([{ ...rest, id, what: "Porto for two", status: "paused" }]);
    await phone.ask("undo", { batch });
    expect((await phone.entities()).plans).toEqual([before]);
  });

  test.each([
    ["plan-invalid", { what: "  " }],
    ["plan-invalid", { expires: "2026-11-17" }],
    ["plan-invalid", { expires: "2027-02-26" }],
    ["plan-invalid", { when: { earliest: "2027-06", latest: "2027-05" } }],
    ["plan-invalid", { budget: { min: 2, max: 1, currency: "GBP", per: "once" } }],
    ["not-a-company", { audience: { companies: ["localhost"] } }],
    ["bad-command", { expires: undefined }],
    ["bad-command", { audience: { sector: "everybody" } }],
    ["bad-command", { budget: { max: 1, currency: "pounds", per: "once" } }],
  ])("is refused as %s: %j", async (code, fields) => {
    const { phone } = await world();
    const before = await phone.dump();
    expect((await phone.send("edit-plan", { plan: { ...lisbon, ...fields } })).error?.code).toBe(code);
    expect(await phone.dump()).toEqual(before);
  });

  test("an expired plan may be edited with its expiry, but not get another one in the past", async () => {
    const { phone } = await world();
    const { id } = await make(phone, { when: undefined, expires: "2026-11-18" });
    await phone.pass(3 * 86_400_000);
    const { when: _when, ...undated } = lisbon;
    const edit = (expires: string) => phone.send("edit-plan", { id, plan: { ...undated, expires, what: "Porto" } });
    expect((await edit("2026-11-18")).error).toBeUndefined();
    expect((await edit("2026-11-19")).error?.code).toBe("plan-invalid");
    expect((await edit("2026-12")).error).toBeUndefined();
  });

  test.each([
    ["edit-plan", { plan: lisbon }],
    ["set-plan-status", { status: "done" }],
    ["remove-plan", {}],
  ])("%s of a missing plan is refused", async (command, payload) => {
    const { phone } = await world();
    const { id } = await make(phone);
    await phone.ask("remove-plan", { id });
    expect((await phone.send(command, { id, ...payload })).error?.code).toBe("not-found");
  });
});

test("an imported plan that ends before it begins is accepted, and its other fields can be edited", async () => {
  const { phone, laptop } = await world();
  const { id } = await make(phone);
  await laptop.start();
  await laptop.ask("import-record", { text: (await phone.export()).replace("2027-05-31", "2027-02-26") });
  expect((await laptop.entities()).plans).toMatchObject([{ expires: "2027-02-26" }]);
  const edit = (fields: object) => laptop.send("edit-plan", { id, plan: { ...lisbon, ...fields } });
  expect((await edit({ expires: "2027-02-26", what: "Porto" })).error).toBeUndefined();
  expect((await edit({ expires: "2027-02-27" })).error?.code).toBe("plan-invalid");
  expect((await edit({ expires: "2027-06" })).error).toBeUndefined();
});

test("a copy carries complete plans to another device", async () => {
  const { phone, laptop } = await world();
  await make(phone, { laterMember: { of: "a newer version" } });
  await laptop.start();
  await laptop.ask("import-record", { text: await phone.export() });
  expect((await laptop.entities()).plans).toEqual((await phone.entities()).plans);
  expect((await laptop.entities()).plans).toMatchObject([{ what: "Lisbon for two", laterMember: {} }]);
});
