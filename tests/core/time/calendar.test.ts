// Dates of every four-digit year, including the first and the last.
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isPlanFor, planState } from "../../../src/core/plans/plan.ts";
import { addDays, dayAfter, firstDay, lastDay, yearAfter } from "../../../src/core/time/calendar.ts";
import { isCalendarDate } from "../../../src/signal/dates.ts";
import { holds } from "../../support/data/arbitraries.ts";
import { runs } from "../../support/runs.ts";

test.each([
  ["2027", "2027-01-01", "2027-12-31", "2028-01-01"],
  ["2028-02", "2028-02-01", "2028-02-29", "2028-03-01"],
  ["2100-02", "2100-02-01", "2100-02-28", "2100-03-01"],
  ["2000-02-29", "2000-02-29", "2000-02-29", "2000-03-01"],
  ["2027-02-31", "2027-03-01", "2027-02-28", "2027-03-01"],
  ["9999", "9999-01-01", "9999-12-31", "9999-12-31"],
  ["9999-12", "9999-12-01", "9999-12-31", "9999-12-31"],
  ["9999-12-31", "9999-12-31", "9999-12-31", "9999-12-31"],
  ["9999-11", "9999-11-01", "9999-11-30", "9999-12-01"],
  ["9998", "9998-01-01", "9998-12-31", "9999-01-01"],
  ["0000", "0000-01-01", "0000-12-31", "0001-01-01"],
  ["0050", "0050-01-01", "0050-12-31", "0051-01-01"],
  ["0004-02", "0004-02-01", "0004-02-29", "0004-03-01"],
])("%s covers %s to %s, and is over on %s", (date, first, last, after) => {
  expect([firstDay(date), lastDay(date), dayAfter(date)]).toEqual([first, last, after]);
});

describe("a plan until the end of all years", () => {
  test.each(["9999", "9999-12", "9999-12-31"])("%s is open", (expires) => {
    for (const today of ["2026-11-22", "9998-12-31"]) {
      expect(planState({ status: "open", expires }, today)).toBe("open");
      const plan = { status: "open", expires, audience: "any-participant-I-granted" } as const;
      expect(isPlanFor(plan, { id: "shop.example", sector: undefined }, today)).toBe(true);
    }
  });
});

test.each(["", "soon", "2027-1", "20270501"])("%j is no date: it is over long ago, and nothing throws", (text) => {
  expect(dayAfter(text)).toBe("0000-01-01");
  expect(planState({ status: "open", expires: text }, "2026-11-22")).toBe("expired");
  expect(() => firstDay(text)).not.toThrow();
});

test("every four-digit date has a first and a last day, and is over on the day after", () => {
  const digits = (most: number, length: number) =>
    fc.integer({ min: length === 4 ? 0 : 1, max: most }).map((number) => String(number).padStart(length, "0"));
  const parts = fc.tuple(digits(9999, 4), digits(12, 2), digits(31, 2), fc.constantFrom(4, 7, 10));
  holds(
    fc.property(parts, ([year, month, day, length]) => {
      const date = `${year}-${month}-${day}`.slice(0, length);
      const [first, last, after] = [firstDay(date), lastDay(date), dayAfter(date)];
      for (const one of [first, last, after]) expect(isCalendarDate(one) && one.length === 10, one).toBe(true);
      if (isCalendarDate(date)) expect(first <= last).toBe(true);
      if (last !== "9999-12-31") expect(after > last && addDays(after, -1) === last).toBe(true);
      expect(last.startsWith(date.slice(0, 7))).toBe(true);
    }),
    { numRuns: runs(5000) },
  );
});

test("a date exists exactly if Date parses it as the same", () => {
  const number = fc.integer({ min: 0, max: 40 }).map((value) => String(value).padStart(2, "0"));
  const year = fc.integer({ min: 0, max: 9999 }).map((value) => String(value).padStart(4, "0"));
  holds(
    fc.property(year, number, number, (y, m, d) => {
      const date = `${y}-${m}-${d}`;
      const read = new Date(`${date}T00:00:00Z`);
      expect(isCalendarDate(date)).toBe(!Number.isNaN(read.getTime()) && read.toISOString().startsWith(date));
    }),
    { numRuns: runs(5000) },
  );
});

test.each([
  ["2026-11-30", "2027-11-30"],
  ["2028-02-29", "2029-02-28"],
  ["2026-12-31", "2027-12-31"],
])("the day a year after %s is %s", (day, expected) => {
  expect(yearAfter(day)).toBe(expected);
});
