// Marks beside a count: the last visit of each day, newest first.
import { expect, test } from "vitest";
import { lastOfEachDay } from "../../../src/core/feelings/last-of-each-day.ts";

test("only the last visit of each day remains, newest first", () => {
  const visits = ["2026-11-18T20:00:00Z", "2026-11-18T08:00:00Z", "2026-11-17T09:00:00Z"].map((at) => ({ at }));
  expect(lastOfEachDay(visits, (at) => at.slice(0, 10))).toEqual([visits[0], visits[2]]);
  expect(lastOfEachDay(visits, (at) => at)).toEqual(visits);
});
