import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { firstOfWeeks, WEEKS, weeksOf } from "../../../src/core/insight/weeks.ts";
import type { Value } from "../../../src/signal/feeling-vocabulary.ts";

const TODAY = "2026-11-28";
const dayOf = (instant: string): string => instant.slice(0, 10);
const noted = (day: string, value: Value, company = "bank.example", hour = "12") => ({
  id: `${day} ${hour} ${company}`,
  at: `${day}T${hour}:00:00Z`,
  company,
  value,
});

describe("the last twelve weeks", () => {
  test("begin 84 days before the end of today, and end today", () => {
    const weeks = weeksOf([], TODAY, dayOf);
    expect(weeks).toHaveLength(WEEKS);
    expect([weeks[0]?.from, weeks.at(-1)?.from]).toEqual(["2026-09-06", "2026-11-22"]);
    expect(firstOfWeeks(TODAY)).toBe("2026-09-06");
  });

  test("have each visit in its week, the best first", () => {
    const weeks = weeksOf(
      [noted("2026-09-06", 1), noted("2026-11-22", -1), noted("2026-11-28", 2), noted("2026-11-28", 0, "shop.example")],
      TODAY,
      dayOf,
    );
    expect(weeks[0]?.values).toEqual([1]);
    expect(weeks.at(-1)?.values).toEqual([2, 0, -1]);
  });

  test("count only the last of one company's notes of a day", () => {
    const weeks = weeksOf([noted("2026-11-28", -2, "bank.example", "09"), noted("2026-11-28", 1)], TODAY, dayOf);
    expect(weeks.at(-1)?.values).toEqual([1]);
  });

  test("leave out the days before and after", () => {
    const weeks = weeksOf([noted("2026-09-05", 1), noted("2026-11-29", 1)], TODAY, dayOf);
    expect(weeks.flatMap(({ values }) => values)).toEqual([]);
  });

  test("have every visit exactly once", () => {
    const day = fc.integer({ min: 0, max: 83 });
    fc.assert(
      fc.property(fc.uniqueArray(day, { maxLength: 60 }), (days) => {
        const feelings = days.map((one) => {
          const at = new Date(Date.parse(`${firstOfWeeks(TODAY)}T00:00:00Z`) + one * 86_400_000).toISOString();
          return noted(at.slice(0, 10), 1);
        });
        const values = weeksOf(feelings, TODAY, dayOf).flatMap((week) => week.values);
        expect(values).toHaveLength(days.length);
      }),
    );
  });
});
