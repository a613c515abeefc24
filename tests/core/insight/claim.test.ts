import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Claim, claimOf, LEVELS, levelOf, medianOf } from "../../../src/core/insight/claim.ts";
import { monthsUntil, shiftMonths } from "../../../src/core/insight/day-range.ts";
import { ratingsOf } from "../../../src/core/insight/rating.ts";
import type { Feeling } from "../../../src/core/record/tables.ts";
import { VALUES, type Value, WORDS } from "../../../src/signal/feeling-vocabulary.ts";
import { holds } from "../../support/data/arbitraries.ts";
import { dayNumber, dayOf, feeling } from "../../support/data/diaries.ts";

const period = monthsUntil(dayNumber(364));
const claim = (feelings: readonly Feeling[]): Claim => claimOf(feelings, { period, dayOf });
const oneADay = (values: readonly Value[]): Feeling[] => values.map((value, index) => feeling(dayNumber(index), value));

const value = fc.constantFrom(...VALUES);
const someFeeling = fc
  .record({
    day: fc.integer({ min: 0, max: 20 }),
    minute: fc.integer({ min: 0, max: 59 }),
    number: fc.nat(),
    value,
    company: fc.constantFrom("shop.example", "bank.example"),
    words: fc.subarray([...WORDS], { maxLength: 3 }),
    about: fc.subarray(["price", "my own tag", "delivery"]),
    how: fc.constantFrom("self", "nudge", "question", "import"),
  } as const)
  .map(({ day, minute, number, ...rest }) =>
    feeling(dayNumber(day), rest.value, {
      ...rest,
      id: `id-${number}`,
      at: `${dayNumber(day)}T10:${String(minute).padStart(2, "0")}:00Z`,
    }),
  );
const diary = fc.uniqueArray(someFeeling, { maxLength: 40, selector: ({ id }) => id });

describe("a claim", () => {
  test.each([
    [0, "nothing"],
    [1, "list"],
    [2, "list"],
    [3, "counts"],
    [4, "counts"],
    [5, "bar"],
    [7, "bar"],
    [8, "dots"],
    [365, "dots"],
  ] as const)("of %i ratings: %s", (n, level) => {
    expect(levelOf(n)).toBe(level);
  });

  test("keeps its level and its members when one rating is added", () => {
    holds(
      fc.property(diary, value, (feelings, next) => {
        const before = claim(feelings);
        const after = claim([...feelings, feeling(dayNumber(30), next)]);
        expect(after.n).toBe(before.n + 1);
        expect(LEVELS.indexOf(after.level)).toBeGreaterThanOrEqual(LEVELS.indexOf(before.level));
        for (const member of ["good", "bad", "counts", "median", "dots", "worst", "latest"] as const)
          if (before[member] !== null) expect(after[member]).not.toBeNull();
      }),
    );
  });

  test("has counts that add up to n", () => {
    holds(
      fc.property(diary, (feelings) => {
        const { n, ratings, how, counts, dots } = claim(feelings);
        const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
        expect(ratings).toHaveLength(n);
        expect(sum(Object.values(how))).toBe(n);
        if (counts !== null) expect(sum(counts.map(({ count }) => count))).toBe(n);
        if (dots !== null) expect(dots).toHaveLength(n);
      }),
    );
  });

  test("does not depend on the order of the feelings", () => {
    holds(
      fc.property(diary, (feelings) => {
        expect(claim(feelings.toReversed())).toEqual(claim(feelings));
      }),
    );
  });

  test("of no ratings is empty", () => {
    expect(claim([])).toMatchObject({ n: 0, level: "nothing", worst: null, latest: null, median: null, good: null });
  });
});

describe("one rating for each company and local day", () => {
  test("the last feeling of the day counts", () => {
    holds(
      fc.property(diary, (feelings) => {
        for (const rating of ratingsOf(feelings, dayOf)) {
          const same = feelings.filter((one) => one.company === rating.company && dayOf(one.at) === rating.day);
          const lastAt = same
            .map(({ at }) => at)
            .sort()
            .at(-1);
          const lastId = same
            .filter(({ at }) => at === lastAt)
            .map(({ id }) => id)
            .sort()
            .at(-1);
          expect(rating.feeling.id).toBe(lastId);
        }
        const days = new Set(feelings.map(({ company, at }) => `${company} ${dayOf(at)}`));
        expect(claim(feelings).n).toBe(days.size);
      }),
    );
  });

  test("the day is local: midnight in Berlin, not in UTC, separates two ratings", () => {
    const berlin = (instant: string): string => dayOf(new Date(Date.parse(instant) + 2 * 3_600_000).toISOString());
    const late = feeling("2026-06-01", -2, { id: "a", at: "2026-06-01T21:30:00Z" });
    const after = feeling("2026-06-01", 1, { id: "b", at: "2026-06-01T22:30:00Z" });
    expect(claimOf([late, after], { period, dayOf }).ratings.map((one) => one.value)).toEqual([1]);
    expect(claimOf([late, after], { period, dayOf: berlin }).ratings.map((one) => one.value)).toEqual([-2, 1]);
  });

  test("a feeling without a readable instant does not count", () => {
    expect(claim([feeling("2026-06-01", 1, { at: "some day" })]).n).toBe(0);
  });
});

describe("the range of days", () => {
  test("is twelve months that end today, both ends included", () => {
    expect(monthsUntil("2026-11-22")).toEqual({ from: "2025-11-23", until: "2026-11-22" });
    expect(monthsUntil("2024-02-29")).toEqual({ from: "2023-03-01", until: "2024-02-29" });
    const ends = ["2025-12-31", "2026-01-01", "2026-12-31", "2027-01-01"].map((day) => feeling(day, 1));
    expect(claimOf(ends, { period: { from: "2026-01-01", until: "2026-12-31" }, dayOf }).n).toBe(2);
  });

  test("ends on the last day of a shorter month", () => {
    expect(shiftMonths("2026-03-31", -1)).toBe("2026-02-28");
    expect(shiftMonths("2024-01-31", 1)).toBe("2024-02-29");
    expect(shiftMonths("2026-01-15", -13)).toBe("2024-12-15");
  });
});

describe("the median", () => {
  test("of an even number is two words, because there is no word between two words", () => {
    expect(medianOf([2, -1, 0])).toEqual({ low: 0, high: 0 });
    expect(medianOf([2, -1, 0, 1])).toEqual({ low: 0, high: 1 });
    expect(medianOf([])).toBeNull();
  });

  test("has at least half of the ratings at or below it, and at least half at or above it", () => {
    holds(
      fc.property(fc.array(value, { minLength: 1, maxLength: 30 }), (values) => {
        const median = medianOf(values);
        expect(values.filter((one) => one <= (median?.low ?? 9)).length * 2).toBeGreaterThanOrEqual(values.length);
        expect(values.filter((one) => one >= (median?.high ?? -9)).length * 2).toBeGreaterThanOrEqual(values.length);
      }),
    );
  });

  test("of each five dots in a row is beside the middle one, and the ends have none", () => {
    const { dots } = claim(oneADay([-2, 2, 0, 1, 1, -1, 2, 2]));
    expect(dots?.map(({ middle }) => middle)).toEqual([null, null, 1, 1, 1, 1, null, null]);
    expect(dots?.map((dot) => dot.value)).toEqual([-2, 2, 0, 1, 1, -1, 2, 2]);
  });
});

describe("beside the counts", () => {
  test("the worst is the latest of the lowest ratings, and the latest is the last rating", () => {
    const { worst, latest } = claim(oneADay([-1, 2, -1, 1]));
    expect(worst?.day).toBe(dayNumber(2));
    expect(latest?.value).toBe(1);
  });

  test("words and tags count once for each rating, most frequent first, then in their fixed order", () => {
    const said = (day: number, words: Feeling["words"], about: string[]): Feeling =>
      feeling(dayNumber(day), -1, { words, about });
    const { words, about } = claim([
      said(1, ["trapped", "angry"], ["zebra", "website"]),
      said(2, ["misled", "misled"], ["price", "apple"]),
      said(3, ["trapped"], ["website"]),
    ]);
    expect(words.map(({ name, count }) => `${name} ${count}`)).toEqual(["trapped 2", "angry 1", "misled 1"]);
    expect(about.map(({ name, count }) => `${name} ${count}`)).toEqual(["website 2", "price 1", "apple 1", "zebra 1"]);
  });

  test("each way of collecting has its number of ratings", () => {
    const { how } = claim([feeling(dayNumber(1), 1), feeling(dayNumber(2), 0, { how: "nudge" })]);
    expect(how).toEqual({ self: 1, nudge: 1, question: 0, import: 0 });
  });

  test("four ratings give the numbers of good and bad ones, without a number for each value", () => {
    expect(claim(oneADay([1, 0, -1, -2]))).toMatchObject({ n: 4, level: "counts", good: 1, bad: 2, counts: null });
  });
});
