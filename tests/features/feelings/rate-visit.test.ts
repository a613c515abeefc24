// One feeling for each visit, however often the arrow keys move.
import { describe, expect, test } from "vitest";
import type { Feeling } from "../../../src/core/record/tables.ts";
import { type Device, shop, world } from "../../support/device/world.ts";

interface Rated {
  feeling: Feeling;
  batch: string | null;
}

const rate = (device: Device, value: number, more: object = {}) =>
  device.ask<Rated>("rate-visit", { company: shop.company, value, ...more });

const feelings = async (device: Device) => (await device.entities()).feelings as Feeling[];

test("a first tap stores a feeling with its instant, and adds the company to the list", async () => {
  const { phone } = await world();
  const { feeling, batch } = await rate(phone, -1);
  expect(feeling).toEqual({
    id: feeling.id,
    at: "2026-11-18T12:00:00Z",
    company: shop.company,
    scale: 5,
    value: -1,
    words: [],
    about: [],
    how: "self",
    delayMinutes: 0,
  });
  expect(batch).not.toBeNull();
  expect(await feelings(phone)).toEqual([feeling]);
  expect((await phone.entities()).companies).toEqual([{ id: shop.company, name: shop.company }]);
});

test("arrow keys edit the same feeling and keep its details; the same value again writes nothing", async () => {
  const { phone } = await world();
  const { feeling } = await rate(phone, -1);
  await phone.ask("describe-feeling", { id: feeling.id, detail: { note: "slow", words: ["ignored"] } });
  for (const value of [0, 1, 2, 1]) {
    phone.time += 1000;
    expect((await rate(phone, value)).feeling).toMatchObject({ id: feeling.id, at: feeling.at, note: "slow", value });
  }
  const before = await phone.dump();
  expect((await rate(phone, 1)).batch).toBeNull();
  expect(await phone.dump()).toEqual(before);
  expect(await feelings(phone)).toHaveLength(1);
});

test.each([2, 5, 10])("%i simultaneous taps make one feeling, with the value of one of them", async (taps) => {
  const { phone } = await world();
  const values = Array.from({ length: taps }, (_, index) => (index % 5) - 2);
  const replies = await Promise.all(values.map((value) => rate(phone, value)));
  const [only, ...others] = await feelings(phone);
  expect(others).toEqual([]);
  expect(values).toContain(only?.value);
  expect(new Set(replies.map(({ feeling }) => feeling.id))).toEqual(new Set([only?.id]));
});

test("another visit makes a second feeling, which the arrow keys edit from then on", async () => {
  const { phone } = await world();
  const first = await rate(phone, -2);
  const second = await rate(phone, 2, { another: true });
  expect(second.feeling.id).not.toBe(first.feeling.id);
  expect((await rate(phone, 1)).feeling.id).toBe(second.feeling.id);
  expect((await feelings(phone)).map(({ value }) => value)).toEqual([-2, 1]);
});

describe("the next local day makes a new feeling", () => {
  test.each([
    ["Europe/Berlin", "2026-11-18T22:59:00Z", "2026-11-18T23:01:00Z"],
    ["America/Los_Angeles", "2026-11-19T07:59:00Z", "2026-11-19T08:01:00Z"],
    ["Pacific/Auckland", "2026-11-18T10:59:00Z", "2026-11-18T11:01:00Z"],
  ])("in %s", async (timeZone, evening, morning) => {
    const { phone } = await world();
    await phone.ask("edit-profile", { timeZone });
    phone.now(Date.parse(evening) - 3_600_000);
    const first = await rate(phone, -1);
    phone.now(Date.parse(evening));
    expect((await rate(phone, 0)).feeling.id).toBe(first.feeling.id);
    phone.now(Date.parse(morning));
    expect((await rate(phone, 1)).feeling.id).not.toBe(first.feeling.id);
    expect(await feelings(phone)).toHaveLength(2);
  });
});

test("other companies have their own feelings", async () => {
  const { phone } = await world();
  await rate(phone, 1);
  await phone.ask("rate-visit", { company: "bank.example", value: 1 });
  expect((await feelings(phone)).map(({ company }) => company)).toEqual([shop.company, "bank.example"]);
});

test("after the feeling was removed, a tap makes a new one", async () => {
  const { phone } = await world();
  const { feeling } = await rate(phone, 1);
  await phone.ask("remove-feeling", { id: feeling.id });
  const again = await rate(phone, 2);
  expect(again.feeling.id).not.toBe(feeling.id);
  expect(await feelings(phone)).toEqual([again.feeling]);
});

test("a tap during which the worker dies is saved by the next worker, once", async () => {
  for (const effects of [0, 1, 3, 6, 9]) {
    const { phone } = await world();
    const { faultsMayBeLogged } = await import("../../support/device/oracle.ts");
    faultsMayBeLogged(/the worker is dead|Database/);
    await phone.killDuring(effects, () => phone.send("rate-visit", { company: shop.company, value: 1 }));
    const { feeling } = await rate(phone, 1);
    expect(await feelings(phone)).toEqual([feeling]);
  }
});
