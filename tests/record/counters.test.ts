// Running counters equal a recount after any sequence of commands.
import fc from "fast-check";
import { expect, test } from "vitest";
import { emptyMonthTally, type MonthTally, withFeeling } from "../../src/core/insight/month-tally.ts";
import { ratingsOf } from "../../src/core/insight/rating.ts";
import type { Feeling } from "../../src/core/record/tables.ts";
import { feelingRow, recordFile } from "../support/data/rows.ts";
import { type Device, world } from "../support/device/world.ts";
import { runs } from "../support/runs.ts";

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
  // These zones move the start of a day by up to a day.
  fc.constantFrom("Pacific/Kiritimati", "Etc/GMT+12", "Europe/Berlin", "no zone at all").map(
    (timeZone): Step =>
      async (device, batches) => {
        const { batch } = await device.ask<{ batch: string | null }>("edit-profile", { timeZone });
        if (batch !== null) batches.push(batch);
      },
  ),
);

async function dayOfUser(device: Device): Promise<(instant: string) => string> {
  const timeZone = await device.here.record.readTimeZone(device.database);
  return (instant) => device.here.clock.localDate(timeZone, Date.parse(instant));
}

function recount(feelings: Feeling[], dayOf: (instant: string) => string) {
  return COMPANIES.map((id) => {
    const own = feelings.filter((feeling) => feeling.company === id);
    const count = (list: readonly { value: number }[], wanted: (value: number) => boolean) =>
      list.filter(({ value }) => wanted(value)).length;
    const days = ratingsOf(own, dayOf);
    return {
      id,
      good: count(own, (value) => value > 0),
      neither: count(own, (value) => value === 0),
      bad: count(own, (value) => value < 0),
      latestAt: own.map(({ at }) => at).reduce((one, other) => (one > other ? one : other), ""),
      days: days.length,
      goodDays: count(days, (value) => value > 0),
      badDays: count(days, (value) => value < 0),
      months: [...new Set(days.map(({ day }) => day.slice(0, 7)))]
        .sort()
        .map((month) => {
          const of = days.filter(({ day }) => day.startsWith(month));
          return `${month} ${of.length} ${count(of, (value) => value > 0)} ${count(of, (value) => value < 0)}`;
        })
        .join(";"),
    };
  });
}

function recountMonths(feelings: Feeling[], dayOf: (instant: string) => string): Map<string, MonthTally> {
  const months = new Map<string, MonthTally>();
  for (const one of feelings) {
    const day = dayOf(one.at);
    const key = `${one.company} ${day.slice(0, 7)}`;
    months.set(key, withFeeling(months.get(key) ?? emptyMonthTally(one.company, day.slice(0, 7)), one, day));
  }
  return months;
}

async function compare(device: Device): Promise<void> {
  const kept = await device.database.counters.toArray();
  const { emptyCounter } = device.here.companyCounter;
  const counters = COMPANIES.map((id) => kept.find((counter) => counter.id === id) ?? emptyCounter(id));
  const [feelings, dayOf] = [(await device.entities()).feelings as Feeling[], await dayOfUser(device)];
  expect(counters).toEqual(recount(feelings, dayOf));
  const months = await device.database.months.toArray();
  expect(new Map(months.map((month) => [`${month.company} ${month.month}`, month]))).toEqual(
    recountMonths(feelings, dayOf),
  );
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

test("the latest date of a company forgets a removed feeling", async () => {
  const { phone } = await world();
  await phone.ask("rate-visit", { company: "a.example", value: 1 });
  phone.time += 3 * 86_400_000;
  const { feeling } = await phone.ask<{ feeling: Feeling }>("rate-visit", { company: "a.example", value: -2 });
  await phone.ask("remove-feeling", { id: feeling.id });
  expect(await phone.database.counters.get("a.example")).toMatchObject({ bad: 0, latestAt: "2026-11-18T12:00:00Z" });
  await compare(phone);
});

test("another time zone recounts every feeling by its local day, and Undo restores the counts", async () => {
  const { phone } = await world();
  await phone.ask("edit-profile", { timeZone: "Etc/UTC" });
  await phone.ask("import-record", {
    text: recordFile({ feelings: [feelingRow("2026-10-31T23:30:00Z", { company: "a.example", value: -2 })] }),
  });
  const months = async () =>
    (await phone.database.months.toArray()).map(({ month, days }) => [month, Object.keys(days)]);
  expect(await months()).toEqual([["2026-10", ["2026-10-31"]]]);
  const { batch } = await phone.ask<{ batch: string }>("edit-profile", { timeZone: "Europe/Berlin" });
  expect(await months()).toEqual([["2026-11", ["2026-11-01"]]]);
  await phone.ask("undo", { batch });
  expect(await months()).toEqual([["2026-10", ["2026-10-31"]]]);
});

test("an erased feeling leaves no trace in its month", async () => {
  const { phone } = await world();
  const { feeling } = await phone.ask<{ feeling: Feeling }>("rate-visit", { company: "a.example", value: 1 });
  await phone.ask("remove-feeling", { id: feeling.id });
  await phone.pass(11 * 60_000);
  expect(await phone.database.months.count()).toBe(0);
});
