// Columns of months: none before the first visit, none left out after it, and every visit in exactly one.
import fc from "fast-check";
import { expect, test } from "vitest";
import { feltBy, monthsOf } from "../../../src/core/insight/months.ts";
import { VALUES } from "../../../src/signal/feeling-vocabulary.ts";

const period = { from: "2025-12-01", until: "2026-11-30" };

test("columns begin with the month of the first visit and end with the period", () => {
  const months = monthsOf(
    [
      { day: "2026-09-30", value: -1 },
      { day: "2026-11-02", value: 0 },
      { day: "2026-11-01", value: 2 },
    ],
    period,
  );
  expect(months).toEqual([
    { month: "2026-09", values: [-1] },
    { month: "2026-10", values: [] },
    { month: "2026-11", values: [2, 0] },
  ]);
});

test("columns leave out the first month if older visits were not read", () => {
  expect(
    monthsOf(
      [
        { day: "2026-09-30", value: -1 },
        { day: "2026-11-02", value: 1 },
      ],
      period,
      true,
    ).map(({ month }) => month),
  ).toEqual(["2026-10", "2026-11"]);
});

test("without a visit, the last month is the only column", () => {
  expect(monthsOf([], period)).toEqual([{ month: "2026-11", values: [] }]);
});

test("at most thirteen columns have each visit of the period once", () => {
  const days = fc
    .integer({ min: 0, max: 500 })
    .map((back) => new Date(Date.UTC(2026, 10, 30 - back)).toISOString().slice(0, 10));
  fc.assert(
    fc.property(fc.array(fc.record({ day: days, value: fc.constantFrom(...VALUES) })), (ratings) => {
      const months = monthsOf(ratings, period);
      expect(months.length).toBeLessThanOrEqual(13);
      expect(months.flatMap(({ values }) => values)).toHaveLength(
        ratings.filter(({ day }) => day >= period.from).length,
      );
    }),
  );
});

test("the numbers of a subject count a rating under each of the subject's names", () => {
  const ratings = [
    { value: 1 as const, names: ["price", "staff"] },
    { value: -2 as const, names: ["price"] },
    { value: 0 as const, names: ["price"] },
  ];
  expect(feltBy(["price", "staff", "waiting"], ratings)).toEqual([
    { name: "price", n: 3, good: 1, bad: 1 },
    { name: "staff", n: 1, good: 1, bad: 0 },
    { name: "waiting", n: 0, good: 0, bad: 0 },
  ]);
});
