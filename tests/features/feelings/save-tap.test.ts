// Every tap in the popup is saved exactly once, as a message, a pending tap or both, whatever closes or dies in
// between.
import { expect, test } from "vitest";
import type { Feeling } from "../../../src/core/record/tables.ts";
import { faultsMayBeLogged } from "../../support/device/oracle.ts";
import { settled } from "../../support/device/settle.ts";
import { type Device, shop, world } from "../../support/device/world.ts";

interface Tap {
  id: string;
  at: number;
  host: string;
  value: number;
  another?: boolean;
}

const tapOf = (phone: Device, id: string, rest: Partial<Tap> & Pick<Tap, "value">): Tap => ({
  id,
  at: phone.time,
  host: shop.host,
  ...rest,
});

/** The session state left by a popup that closes in the turn of the tap. */
async function keep(phone: Device, tap: object & { id: string }): Promise<void> {
  await phone.browser.keep(`tap ${tap.id}`, tap);
  await settled();
}

const sent = (phone: Device, tap: Tap) => phone.ask<{ feeling: Feeling; batch: string | null } | null>("save-tap", tap);

const feelings = async (phone: Device) => (await phone.entities()).feelings as Feeling[];
const values = async (phone: Device) => (await feelings(phone)).map(({ value }) => value);
const kept = (phone: Device) => [...phone.browser.areas.session.keys()].filter((key) => key.startsWith("tap "));

test("a pending tap wakes the background and is saved", async () => {
  const { phone } = await world();
  await phone.kill();
  await keep(phone, tapOf(phone, "a", { value: 1 }));
  expect(await feelings(phone)).toMatchObject([{ company: shop.company, value: 1, at: "2026-11-18T12:00:00Z" }]);
  expect(kept(phone)).toEqual([]);
});

test("a tap that arrives both ways is one feeling, in any order, and Undo of its answer works", async () => {
  for (const first of ["kept", "sent", "both"]) {
    const { phone } = await world();
    const tap = tapOf(phone, "a", { value: -2, another: true });
    const steps = [() => keep(phone, tap), () => sent(phone, tap)];
    if (first === "sent") steps.reverse();
    let rated: unknown;
    if (first === "both") [, rated] = await Promise.all(steps.map((step) => step()));
    else for (const step of steps) rated = (await step()) ?? rated;
    expect(rated).toMatchObject({ feeling: { value: -2 }, batch: expect.any(String) });
    expect(await values(phone)).toEqual([-2]);
    expect(kept(phone)).toEqual([]);
  }
});

test("a saved tap that is found again does not overwrite a later one", async () => {
  const { phone } = await world();
  const tap = tapOf(phone, "a", { value: -2 });
  await sent(phone, tap);
  phone.time += 1000;
  await sent(phone, tapOf(phone, "b", { value: 2 }));
  await phone.kill();
  phone.browser.areas.session.set("tap a", tap);
  await phone.start();
  expect(await values(phone)).toEqual([2]);
  expect(kept(phone)).toEqual([]);
});

test("an undone tap does not return", async () => {
  const { phone } = await world();
  const tap = tapOf(phone, "a", { value: 1 });
  const rated = await sent(phone, tap);
  await phone.ask("undo", { batch: rated?.batch });
  await phone.kill();
  await keep(phone, tap);
  expect(await feelings(phone)).toEqual([]);
});

test("taps are saved in the order they were made, whichever arrives first", async () => {
  const { phone } = await world();
  await phone.kill();
  phone.browser.areas.session.set("tap b", tapOf(phone, "b", { value: -1 }));
  phone.time += 1000;
  await sent(phone, tapOf(phone, "a", { value: 2 }));
  expect(await values(phone)).toEqual([2]);
});

test("a pending tap that is saved late keeps the time of the press", async () => {
  const { phone } = await world();
  const tap = tapOf(phone, "a", { value: -1 });
  await phone.kill();
  phone.time += 26 * 3_600_000;
  phone.browser.areas.session.set("tap a", tap);
  await phone.start();
  await sent(phone, tapOf(phone, "b", { value: 1 }));
  expect(await feelings(phone)).toMatchObject([
    { value: -1, at: "2026-11-18T12:00:00Z" },
    { value: 1, at: "2026-11-19T14:00:00Z" },
  ]);
});

test("a tap is saved exactly once if the worker dies at any step", async () => {
  faultsMayBeLogged();
  for (let effects = 0; ; effects++) {
    const { phone } = await world();
    await sent(phone, tapOf(phone, "before", { value: 0 }));
    phone.time += 1000;
    const tap = tapOf(phone, "a", { value: 2, another: true });
    phone.browser.areas.session.set("tap a", tap);
    const died = await phone.killDuring(effects, () => phone.send("save-tap", tap));
    await phone.start();
    expect(await values(phone)).toEqual([0, 2]);
    expect(kept(phone)).toEqual([]);
    if (died) continue;
    expect(effects).toBeGreaterThan(3);
    break;
  }
});

test("a tap that cannot be stored stays pending, and so do those after it", async () => {
  faultsMayBeLogged(/Quota|full/);
  const { phone } = await world();
  phone.faults.after = 1;
  await keep(phone, tapOf(phone, "a", { value: 1 }));
  phone.time += 1000;
  const tap = tapOf(phone, "b", { value: -1 });
  phone.browser.areas.session.set("tap b", tap);
  phone.faults.after = 1;
  expect((await phone.send("save-tap", tap)).error?.code).toBe("storage-full");
  expect(kept(phone)).toEqual(["tap a", "tap b"]);
  await phone.pass(3_600_000);
  expect(await values(phone)).toEqual([-1]);
  expect(kept(phone)).toEqual([]);
});

test("a saved tap that could not be removed is removed later, however many came after it", async () => {
  faultsMayBeLogged(/a saved tap is still pending/);
  const { phone } = await world();
  phone.browser.beforeForgetting = async () => {
    throw new Error("refused");
  };
  await keep(phone, tapOf(phone, "a", { value: 1 }));
  expect(kept(phone)).toEqual(["tap a"]);
  phone.browser.beforeForgetting = async () => {};
  await phone.pass(3_600_000);
  expect(kept(phone)).toEqual([]);
  expect(await values(phone)).toEqual([1]);
});

test("erasing everything erases pending taps", async () => {
  faultsMayBeLogged(/Quota|full/);
  const { phone } = await world();
  phone.faults.after = 1;
  await keep(phone, tapOf(phone, "a", { value: 1 }));
  expect(kept(phone)).toEqual(["tap a"]);
  await phone.ask("erase-everything", {});
  await sent(phone, tapOf(phone, "b", { value: -1, another: true }));
  expect(await values(phone)).toEqual([-1]);
});

test.each([
  ["a page that is nobody's", { host: "192.0.2.7" }],
  ["no value", { value: 7 }],
  ["something else", { more: true }],
])("a stored tap with %s is dropped", async (_name, wrong) => {
  const { phone } = await world();
  await keep(phone, { ...tapOf(phone, "a", { value: 1 }), ...wrong });
  expect(await feelings(phone)).toEqual([]);
  expect(kept(phone)).toEqual([]);
});

test("other session data do not wake the background", async () => {
  const { phone } = await world();
  const before = phone.life.spent;
  await phone.browser.keep("draft f note", "typing");
  await settled();
  expect(phone.life.spent).toBe(before);
});

test("a tap that saves nothing is refused, not reported as saved", async () => {
  const { phone } = await world();
  const code = async (tap: Tap) => (await phone.send("save-tap", tap)).error?.code;
  expect(await code(tapOf(phone, "a", { value: 1, host: "192.0.2.7" }))).toBe("not-a-company");
  const rated = await sent(phone, tapOf(phone, "b", { value: 1 }));
  await phone.ask("undo", { batch: rated?.batch });
  await phone.kill();
  await phone.start();
  expect(await code(tapOf(phone, "b", { value: 1 }))).toBe("not-found");
});
