// Running counters equal a recount after any sequence of commands.
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Feeling } from "../../src/core/entities.ts";
import { feelingRow, recordFile } from "../support/rows.ts";
import { runs } from "../support/runs.ts";
import { type Device, world } from "../support/world.ts";

const COMPANIES = ["a.example", "b.example", "c.example"];
const company = fc.constantFrom(...COMPANIES);
const which = fc.nat(20);

type Step = (device: Device, batches: string[]) => Promise<unknown>;

const idOf = async (device: Device, index: number): Promise<string> => {
  const { feelings } = await device.entities();
  return feelings[index % Math.max(1, feelings.length)]?.id ?? "none";
};

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ company, value: fc.constantFrom(-2, -1, 0, 1, 2), another: fc.boolean() }).map(
    (payload): Step =>
      async (device, batches) => {
        const { batch } = await device.ask<{ batch: string | null }>("rate-visit", payload);
        if (batch !== null) batches.push(batch);
      },
  ),
  which.map(
    (index): Step =>
      async (device, batches) => {
        const reply = await device.send("remove-feeling", { id: await idOf(device, index) });
        const { batch } = (reply.value ?? {}) as { batch?: string };
        if (batch !== undefined) batches.push(batch);
      },
  ),
  which.map(
    (index): Step =>
      async (device) => {
        await device.send("describe-feeling", { id: await idOf(device, index), detail: { note: "n" } });
      },
  ),
  which.map(
    (index): Step =>
      async (device, batches) => {
        const batch = batches[index % Math.max(1, batches.length)];
        if (batch !== undefined) await device.send("undo", { batch });
      },
  ),
  fc.constantFrom(60_000, 12 * 60_000, 26 * 3_600_000).map(
    (time): Step =>
      (device) =>
        device.pass(time),
  ),
  fc.record({ company, value: fc.constantFrom(-1, 1), day: fc.integer({ min: 10, max: 28 }) }).map(
    ({ day, ...more }): Step =>
      async (device) => {
        const at = `2026-11-${day}T08:00:00Z`;
        await device.ask("import-record", {
          text: recordFile({ companies: [{ id: more.company, name: "x" }], feelings: [feelingRow(at, more)] }),
        });
      },
  ),
  fc.constant<Step>(async (device) => {
    await device.kill();
    await device.start();
  }),
);

function recount(feelings: Feeling[]) {
  return COMPANIES.map((id) => {
    const own = feelings.filter((feeling) => feeling.company === id);
    const count = (wanted: (value: number) => boolean) => own.filter(({ value }) => wanted(value)).length;
    return {
      id,
      good: count((value) => value > 0),
      neither: count((value) => value === 0),
      bad: count((value) => value < 0),
      latestAt: own.map(({ at }) => at).reduce((one, other) => (one > other ? one : other), ""),
    };
  });
}

async function compare(device: Device): Promise<void> {
  const kept = await device.database.counters.toArray();
  const empty = { good: 0, neither: 0, bad: 0, latestAt: "" };
  const counters = COMPANIES.map((id) => kept.find((counter) => counter.id === id) ?? { id, ...empty });
  expect(counters).toEqual(recount((await device.entities()).feelings as Feeling[]));
}

test("counters equal a recount", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 15 }), async (steps) => {
      const { phone } = await world();
      const batches: string[] = [];
      for (const take of steps) {
        await take(phone, batches);
        await compare(phone);
      }
    }),
    { numRuns: runs(15) },
  );
});

test("a company whose newest feeling was removed is no longer dated by it", async () => {
  const { phone } = await world();
  await phone.ask("rate-visit", { company: "a.example", value: 1 });
  phone.time += 3 * 86_400_000;
  const { feeling } = await phone.ask<{ feeling: Feeling }>("rate-visit", { company: "a.example", value: -2 });
  await phone.ask("remove-feeling", { id: feeling.id });
  expect(await phone.database.counters.get("a.example")).toMatchObject({ bad: 0, latestAt: "2026-11-18T12:00:00Z" });
  await compare(phone);
});
