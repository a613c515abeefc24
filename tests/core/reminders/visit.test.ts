// Minutes and pages of a visit: never more than the time that passed, and only of the active company.
import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  AWAY,
  finishedVisits,
  isMeaningful,
  MAX_BETWEEN_SAMPLES,
  NO_VISITS,
  watchAfter,
} from "../../../src/core/reminders/visit.ts";
import { holds } from "../../support/data/arbitraries.ts";

const MINUTE = 60_000;
const day = "2026-11-18";
const START = Date.parse("2026-11-18T12:00:00Z");

const samples = fc.array(
  fc.record({
    after: fc.integer({ min: 0, max: 30 * MINUTE }),
    here: fc.constantFrom(null, "a.example", "b.example"),
    page: fc.boolean(),
  }),
  { maxLength: 60 },
);

/** The watch after some samples, minutes apart. */
function watchOf(story: readonly { after: number; here: string | null; page: boolean }[]) {
  let at = START;
  let watch = NO_VISITS;
  for (const { after, here, page } of story) {
    at += after;
    watch = watchAfter(watch, { at, day, here, page });
  }
  return { watch, at };
}

test("time and pages count for the active company, with at most five minutes between two samples", () => {
  holds(
    fc.property(samples, (story) => {
      const { visits } = watchOf(story).watch;
      for (const company of ["a.example", "b.example"]) {
        const visit = visits.find((one) => one.company === company);
        const time = story.reduce(
          (sum, { after }, index) =>
            story[index - 1]?.here === company ? sum + Math.min(after, MAX_BETWEEN_SAMPLES) : sum,
          0,
        );
        expect(visit?.milliseconds ?? 0).toBe(time);
        expect(visit?.pages ?? 0).toBe(story.filter(({ here, page }) => here === company && page).length);
      }
    }),
  );
});

test("only visits that are over and long enough finish, once", () => {
  holds(
    fc.property(samples, fc.integer({ min: 0, max: 5 * MINUTE }), (story, wait) => {
      const { watch, at } = watchOf(story);
      const { over, watch: rest } = finishedVisits(watch, at + wait, day);
      for (const visit of over) {
        expect(isMeaningful(visit)).toBe(true);
        expect(visit.company).not.toBe(watch.here);
        expect(at + wait - (visit.leftAt ?? Number.POSITIVE_INFINITY)).toBeGreaterThanOrEqual(AWAY);
      }
      expect(finishedVisits(rest, at + wait, day).over).toEqual([]);
      expect(over.length + rest.visits.length).toBe(watch.visits.length);
    }),
  );
});

test("a short visit expires with its day", () => {
  const { watch } = watchOf([
    { after: 0, here: "a.example", page: true },
    { after: MINUTE, here: null, page: false },
  ]);
  expect(finishedVisits(watch, START + 10 * MINUTE, day).watch.visits).toHaveLength(1);
  expect(finishedVisits(watch, START + 20 * 60 * MINUTE, "2026-11-19").watch.visits).toEqual([]);
});
