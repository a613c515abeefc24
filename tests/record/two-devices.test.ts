// Two devices that exchange record files end with the same record, in any order and with any repetition.
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Feeling } from "../../src/core/record/tables.ts";
import { DEFAULT_PARTS } from "../../src/core/sharing/default-parts.ts";
import { type Device, shop, world } from "../support/device/world.ts";
import { runs } from "../support/runs.ts";

type Step = (phone: Device, laptop: Device) => Promise<unknown>;

const on =
  (which: boolean, step: (device: Device) => Promise<unknown>): Step =>
  (phone, laptop) =>
    step(which ? phone : laptop);

const COMPANIES = ["shop.example", "bank.example"];

async function feelingId(device: Device, index: number): Promise<string> {
  const { feelings } = await device.entities();
  return feelings[index % Math.max(1, feelings.length)]?.id ?? "none";
}

const either = fc.boolean();
const step: fc.Arbitrary<Step> = fc.oneof(
  fc
    .tuple(either, fc.constantFrom(...COMPANIES), fc.constantFrom(-2, 0, 2))
    .map(([which, company, value]) =>
      on(which, (device) => device.ask("rate-visit", { company, value, another: true })),
    ),
  fc
    .tuple(either, fc.nat(9), fc.string({ maxLength: 8 }))
    .map(([which, index, note]) =>
      on(which, async (device) =>
        device.send("describe-feeling", { id: await feelingId(device, index), detail: { note } }),
      ),
    ),
  fc
    .tuple(either, fc.nat(9))
    .map(([which, index]) =>
      on(which, async (device) => device.send("remove-feeling", { id: await feelingId(device, index) })),
    ),
  fc
    .tuple(either, fc.constantFrom("default-security", "default-marketing"), fc.constantFrom("yes", "ask", "no"))
    .map(([which, id, want]) =>
      on(which, (device) => device.send("edit-preference", { layer: "base", id, rule: { kinds: ["news"], want } })),
    ),
  fc
    .tuple(either, fc.constantFrom("default-service", "default-changes"))
    .map(([which, id]) => on(which, (device) => device.send("remove-preference", { id }))),
  fc
    .tuple(either, fc.constantFrom("short", "formal", "no-upsell"))
    .map(([which, style]) =>
      on(which, (device) => device.ask("edit-layer", { layer: "base", fields: { treatment: { style: [style] } } })),
    ),
  fc
    .tuple(either, fc.boolean())
    .map(([which, paused]) => on(which, (device) => device.send("edit-grant", { company: shop.company, paused }))),
  fc
    .tuple(either, fc.constantFrom(1, 60_000, 11 * 60_000))
    .map(([which, time]) => on(which, (device) => device.pass(time))),
  either.map(
    (which): Step =>
      (phone, laptop) =>
        which ? carry(phone, laptop) : carry(laptop, phone),
  ),
);

async function carry(from: Device, to: Device): Promise<void> {
  const text = await from.export();
  await to.ask("import-record", { text, confirmed: true });
}

const tables = async (device: Device) => (JSON.parse(await device.export()) as { tables: unknown }).tables;

async function converged(phone: Device, laptop: Device): Promise<void> {
  for (let round = 0; round < 3; round++) {
    await carry(phone, laptop);
    await carry(laptop, phone);
    // A removal that came with a file becomes an erasure once its Undo has expired.
    for (const device of [phone, laptop]) await device.pass(11 * 60_000);
  }
  expect(await tables(phone)).toEqual(await tables(laptop));
  for (const device of [phone, laptop]) {
    const before = await device.dump();
    await carry(device === phone ? laptop : phone, device);
    expect(await device.dump()).toEqual(before);
  }
}

test("two devices have equal records after random edits on both and files exchanged at random moments", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 4, maxLength: 14 }),
      fc.integer({ min: -2, max: 2 }),
      async (steps, hours) => {
        const { phone, laptop } = await world();
        laptop.now(laptop.time + hours * 3_600_000);
        await laptop.start();
        await phone.allow(shop.company, shop.host);
        for (const take of steps) await take(phone, laptop);
        await converged(phone, laptop);
      },
    ),
    { numRuns: runs(12) },
  );
});

test("edits of different fields of one row both survive; of the same field, the later one does", async () => {
  const { phone, laptop } = await world();
  const { feeling } = await phone.ask<{ feeling: Feeling }>("rate-visit", { company: shop.company, value: -1 });
  await laptop.start();
  await carry(phone, laptop);
  phone.time += 1000;
  laptop.time += 2000;
  await phone.ask("describe-feeling", { id: feeling.id, detail: { note: "phone", effort: "hard" } });
  await laptop.ask("describe-feeling", { id: feeling.id, detail: { note: "laptop", success: "no" } });
  await converged(phone, laptop);
  expect((await phone.entities()).feelings).toMatchObject([{ note: "laptop", effort: "hard", success: "no" }]);
});

test("a rule that one device removes and the other edits at the same time exists on both", async () => {
  const { phone, laptop } = await world();
  await laptop.start();
  await phone.ask("remove-preference", { id: "default-advice" });
  laptop.time += 1000;
  await laptop.ask("edit-preference", {
    layer: "base",
    id: "default-advice",
    rule: { kinds: ["advice"], want: "yes" },
  });
  await converged(phone, laptop);
  expect((await phone.entities()).rules).toContainEqual(expect.objectContaining({ id: "default-advice", want: "yes" }));
});

test("one visit that is rated on both devices remains two feelings", async () => {
  const { phone, laptop } = await world();
  await laptop.start();
  await phone.ask("rate-visit", { company: shop.company, value: -1 });
  await laptop.ask("rate-visit", { company: shop.company, value: 1 });
  await converged(phone, laptop);
  expect((await phone.entities()).feelings).toHaveLength(2);
  expect(await phone.database.counters.toArray()).toEqual(await laptop.database.counters.toArray());
  expect(await phone.database.months.toArray()).toEqual(await laptop.database.months.toArray());
});

test("a grant made on the phone discloses nothing from the laptop before the laptop's browser permits the host", async () => {
  const { phone, laptop } = await world();
  await phone.allow(shop.company, shop.host, { ...DEFAULT_PARTS, terms: false });
  await laptop.start();
  await carry(phone, laptop);
  expect(laptop.browser.rules.held).toEqual([]);
  expect((await laptop.request(shop.url)).error?.code).toBe("not-granted");
  await laptop.allow(shop.company, shop.host, { ...DEFAULT_PARTS, terms: false });
  await laptop.ask("edit-grant", { company: shop.company, paused: false, confirmed: true });
  expect(laptop.browser.rules.held).toHaveLength(1);
  phone.time += 1000;
  await phone.ask("revoke-company", { company: shop.company });
  laptop.time += 1000;
  await carry(phone, laptop);
  expect(laptop.browser.rules.held).toEqual([]);
  await converged(phone, laptop);
});
