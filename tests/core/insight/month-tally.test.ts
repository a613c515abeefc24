import * as fc from "fast-check";
import { expect, test } from "vitest";
import { claimOf } from "../../../src/core/insight/claim.ts";
import {
  dayOfFeeling,
  emptyMonthTally,
  type MonthTally,
  monthWithin,
  notedFeelingsOf,
  tallyOf,
  withFeeling,
  withoutFeeling,
} from "../../../src/core/insight/month-tally.ts";
import { ratingsOf } from "../../../src/core/insight/rating.ts";
import type { Feeling } from "../../../src/core/record/tables.ts";
import { VALUES } from "../../../src/signal/feeling-vocabulary.ts";
import { holds } from "../../support/data/arbitraries.ts";
import { dayNumber, dayOf, feeling } from "../../support/data/diaries.ts";

const COMPANY = "shop.example";
const JANUARY = { from: "2026-01-01", until: "2026-01-31" };

const some = fc
  .record({
    id: fc.integer({ min: 0, max: 12 }),
    day: fc.integer({ min: 0, max: 6 }),
    hour: fc.integer({ min: 10, max: 13 }),
    value: fc.constantFrom(...VALUES),
  })
  .map(({ id, day, hour, value }) =>
    feeling(dayNumber(day), value, { id: `id-${id}`, at: `${dayNumber(day)}T${hour}:00:00Z` }),
  );

/** Each step stores a feeling (replacing the one with its id) or removes one. */
const steps = fc.array(fc.record({ feeling: some, removes: fc.boolean() }), { maxLength: 40 });

const recount = (feelings: readonly Feeling[]): MonthTally =>
  feelings.reduce((month, one) => withFeeling(month, one, dayOf(one.at)), emptyMonthTally(COMPANY, "2026-01"));

test("after any edits the tallies equal a recount and the counts of a claim", () => {
  holds(
    fc.property(steps, (list) => {
      const stored = new Map<string, Feeling>();
      let month = emptyMonthTally(COMPANY, "2026-01");
      for (const { feeling: one, removes } of list) {
        const known = stored.get(one.id);
        if (known !== undefined) month = withoutFeeling(month, known, dayOf(known.at));
        stored.delete(one.id);
        if (!removes) {
          stored.set(one.id, one);
          month = withFeeling(month, one, dayOf(one.at));
        }
      }
      const feelings = [...stored.values()];
      expect(month).toEqual(recount(feelings));
      const { n, ratings } = claimOf(feelings, { period: JANUARY, dayOf });
      expect(month.n).toBe(n);
      expect(month.counts).toEqual(VALUES.map((value) => ratings.filter((one) => one.value === value).length));
    }),
  );
});

test("adding is idempotent, removing a missing feeling changes nothing, and both survive JSON", () => {
  holds(
    fc.property(fc.array(some, { maxLength: 12 }), some, (feelings, one) => {
      const month = recount(feelings.filter(({ id }) => id !== one.id));
      const day = dayOf(one.at);
      const added = withFeeling(month, one, day);
      expect(withFeeling(added, one, day)).toEqual(added);
      expect(withoutFeeling(added, one, day)).toEqual(month);
      expect(withoutFeeling(month, { id: "nobody's" }, day)).toEqual(month);
      expect(JSON.parse(JSON.stringify(added))).toEqual(added);
    }),
  );
});

test("the last feeling of a day counts; after its removal, the one before does", () => {
  const first = feeling("2026-01-05", -2, { id: "a", at: "2026-01-05T09:00:00Z" });
  const last = feeling("2026-01-05", 2, { id: "b", at: "2026-01-05T18:00:00Z" });
  const month = recount([last, first]);
  expect(tallyOf([month])).toEqual({ n: 1, good: 1, neither: 0, bad: 0 });
  expect(tallyOf([withoutFeeling(month, last, "2026-01-05")])).toEqual({ n: 1, good: 0, neither: 0, bad: 1 });
});

test("the tally of several months is their sum", () => {
  const january = recount([feeling("2026-01-05", -2), feeling("2026-01-06", 0)]);
  const february = withFeeling(emptyMonthTally(COMPANY, "2026-02"), feeling("2026-02-01", 1), "2026-02-01");
  expect(tallyOf([january, february])).toEqual({ n: 3, good: 1, neither: 1, bad: 1 });
  expect(tallyOf([])).toEqual({ n: 0, good: 0, neither: 0, bad: 0 });
});

test("a feeling without a readable instant has no day", () => {
  expect(dayOfFeeling(feeling("2026-01-05", 1), dayOf)).toBe("2026-01-05");
  expect(dayOfFeeling(feeling("2026-01-05", 1, { at: "" }), dayOf)).toBeNull();
});

test("the tally of a part of a month equals one without its other days", () => {
  holds(
    fc.property(fc.array(some, { maxLength: 20 }), fc.nat(6), fc.nat(6), (feelings, one, other) => {
      const period = { from: dayNumber(Math.min(one, other)), until: dayNumber(Math.max(one, other)) };
      const { n, ratings } = claimOf(kept(feelings), { period, dayOf });
      const month = monthWithin(recount(kept(feelings)), period);
      expect(month.n).toBe(n);
      expect(month.counts).toEqual(VALUES.map((value) => ratings.filter((rating) => rating.value === value).length));
    }),
  );
});

test("the feelings noted in month tallies give the same ratings as the stored feelings", () => {
  holds(
    fc.property(fc.array(some, { maxLength: 20 }), (feelings) => {
      const plain = (list: ReturnType<typeof notedFeelingsOf>) =>
        ratingsOf(list, dayOf).map(({ company, day, value }) => ({ company, day, value }));
      expect(plain(notedFeelingsOf([recount(kept(feelings))]))).toEqual(plain(kept(feelings)));
    }),
  );
});

/** The last feeling of each id, as a table stores it. */
const kept = (feelings: readonly Feeling[]): Feeling[] => [...new Map(feelings.map((one) => [one.id, one])).values()];
