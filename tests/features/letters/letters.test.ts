// A sent letter: recorded with its due day, edited, undone, and contained in every copy.
import { describe, expect, test } from "vitest";
import type { Company, Profile, TimelineEvent } from "../../../src/core/record/tables.ts";
import { recordFile } from "../../support/data/rows.ts";
import { type Device, shop, world } from "../../support/device/world.ts";

interface Recorded {
  id: string;
  due: string;
  batch: string;
}

const record = (device: Device, more: object = {}) =>
  device.ask<Recorded>("record-letter", { company: shop.company, kind: "copy", law: "gdpr", ...more });
const edit = (device: Device, id: string, state: string) =>
  device.ask<{ batch: string | null }>("edit-letter", { id, state });
const events = async (device: Device) => (await device.entities()).events as TimelineEvent[];
const states = async (device: Device) => (await events(device)).map(({ detail }) => detail.state);

test('"I sent it" stores an event with the due day, and adds the company to the list', async () => {
  const { phone } = await world();
  const { id, due, batch } = await record(phone);
  expect(due).toBe("2026-12-18");
  expect(batch).not.toBeNull();
  expect(await events(phone)).toEqual([
    {
      id,
      at: "2026-11-18T12:00:00Z",
      company: shop.company,
      type: "told",
      detail: { letter: "copy", law: "gdpr", due: "2026-12-18", state: "open" },
    },
  ]);
  expect((await phone.entities()).companies).toEqual([{ id: shop.company, name: shop.company }]);
});

test("the term starts on the sender's own day", async () => {
  const { phone } = await world();
  await phone.ask("edit-profile", { timeZone: "Pacific/Kiritimati" });
  expect((await record(phone)).due).toBe("2026-12-21");
  expect((await record(phone, { law: "ccpa" })).due).toBe("2027-01-04");
  expect((await record(phone, { law: "ccpa", kind: "objection" })).due).toBe("2026-12-10");
});

test("a letter to a known company keeps the company's name; one to a removed company restores it with its name", async () => {
  const { phone } = await world();
  await phone.ask("edit-company", { company: shop.company, name: "The Shop" });
  await record(phone);
  expect((await phone.entities()).companies).toEqual([{ id: shop.company, name: "The Shop" }]);
  const first = await phone.ask<{ batch: string }>("rate-visit", { company: "new.example", value: 1 });
  await phone.ask("undo", { batch: first.batch });
  await record(phone, { company: "new.example" });
  expect((await phone.entities()).companies).toContainEqual({ id: "new.example", name: "new.example" });
});

test.each(["www.shop.example", "example", "192.0.2.1", "co.uk"])(
  "a letter to %s is refused, since it is not a company",
  async (company) => {
    const { phone } = await world();
    const before = await phone.dump();
    const { error } = await phone.send("record-letter", { company, kind: "copy", law: "gdpr" });
    expect(error?.code).toBe("not-a-company");
    expect(await phone.dump()).toEqual(before);
  },
);

describe("the state of a letter", () => {
  test("is set, undone and set again; the same state again writes nothing", async () => {
    const { phone } = await world();
    const { id } = await record(phone);
    const before = await phone.entities();
    const { batch } = await edit(phone, id, "answered");
    expect(await states(phone)).toEqual(["answered"]);
    expect((await edit(phone, id, "answered")).batch).toBeNull();
    const undone = await phone.ask<{ batch: string }>("undo", { batch });
    expect(await phone.entities()).toEqual(before);
    await phone.ask("undo", { batch: undone.batch });
    expect(await states(phone)).toEqual(["answered"]);
    for (const state of ["refused", "closed", "open"]) await edit(phone, id, state);
    expect(await phone.entities()).toEqual(before);
  });

  test("applies to letters only", async () => {
    const { phone } = await world();
    await phone.allow(shop.company, shop.host);
    const [told] = await events(phone);
    const before = await phone.dump();
    for (const id of [told?.id ?? "", "nobody's"]) {
      expect((await phone.send("edit-letter", { id, state: "closed" })).error?.code).toBe("not-found");
    }
    expect(await phone.dump()).toEqual(before);
  });
});

describe("undo of a letter", () => {
  test("removes the letter and the company it added; the entry about a permission stays", async () => {
    const { phone } = await world();
    const { batch } = await record(phone, { company: "new.example" });
    await phone.ask("undo", { batch });
    expect(await events(phone)).toEqual([]);
    expect((await phone.entities()).companies).toEqual([]);
    expect((await phone.send("edit-letter", { id: batch, state: "closed" })).error?.code).toBe("not-found");

    await phone.allow(shop.company, shop.host);
    const revoked = await phone.ask<{ batch: string }>("revoke-company", { company: shop.company });
    await phone.ask("undo", { batch: revoked.batch });
    expect(await events(phone)).toHaveLength(2);
  });
});

test("letters, names and addresses survive export and import", async () => {
  const { phone, laptop } = await world();
  const { id } = await record(phone);
  await edit(phone, id, "refused");
  await phone.ask("edit-profile", { letterName: "Ada Muster", letterAddress: "1 Road\nTown" });
  await phone.ask("edit-company", {
    company: shop.company,
    contactEmail: "privacy@shop.example",
    contactPost: "Box 1",
  });
  await laptop.start();
  await laptop.ask("import-record", { text: await phone.export() });
  const entities = await laptop.entities();
  expect(entities).toEqual(await phone.entities());
  expect((entities.events as TimelineEvent[])[0]?.detail).toMatchObject({ letter: "copy", state: "refused" });
  expect((entities.profiles as Profile[])[0]).toMatchObject({
    letterName: "Ada Muster",
    letterAddress: "1 Road\nTown",
  });
  expect((entities.companies as Company[])[0]).toMatchObject({ contactEmail: "privacy@shop.example" });
});

test("a cleared address is removed, and the export stays readable", async () => {
  const { phone } = await world();
  await phone.ask("edit-company", { company: shop.company, contactEmail: "a@shop.example" });
  await phone.ask("edit-company", { company: shop.company, contactEmail: null });
  expect((await phone.entities()).companies).toEqual([{ id: shop.company, name: shop.company }]);
  expect(await phone.ask("import-record", { text: await phone.export() })).toEqual({ rows: 0, batch: null });
});

test("a name typed before the first profile creates one that can be exported and imported", async () => {
  const { phone } = await world();
  await phone.database.profiles.clear();
  await phone.ask("edit-profile", { letterName: "Ada" });
  const [profile] = (await phone.entities()).profiles as Profile[];
  expect(profile).toEqual({ id: "profile", timeZone: expect.any(String), letterName: "Ada" });
  expect((await phone.send("import-record", { text: await phone.export() })).error).toBeUndefined();
});

test("no company can read any part of a letter", async () => {
  const { phone } = await world();
  await phone.allow(shop.company, shop.host);
  const before = await phone.request(shop.url);
  await phone.ask("edit-profile", { letterName: "canary-name", letterAddress: "canary-address" });
  await phone.ask("edit-company", { company: shop.company, contactEmail: "canary@shop.example" });
  await record(phone);
  const texts = [await phone.request(shop.url), await phone.rows("receipts"), phone.browser.rules.held];
  expect(JSON.stringify(texts)).not.toContain("canary");
  expect(JSON.stringify(texts[0])).toBe(JSON.stringify(before));
});

test("a file brings letters of another device; an unknown kind stays unchanged", async () => {
  const { phone } = await world();
  const detail = { letter: "portability", law: "gdpr", due: "2026-12-01", state: "open" };
  const row = { at: "2026-11-01T08:00:00Z", company: shop.company, type: "told", detail };
  const { batch } = await phone.ask<{ batch: string }>("import-record", { text: recordFile({ events: [row] }) });
  expect(await phone.export()).toContain('"portability"');
  await phone.ask("undo", { batch });
  expect(await phone.export()).not.toContain('"portability"');
});
