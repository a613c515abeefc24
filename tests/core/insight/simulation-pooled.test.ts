// Several companies with an intervention, compared with the same controls in simulated diaries with a known truth.
import { expect, test } from "vitest";
import { pooledBeforeAfterOf } from "../../../src/core/insight/before-after.ts";
import type { Feeling } from "../../../src/core/record/tables.ts";
import { dayOf, feeling } from "../../support/data/diaries.ts";
import { chanceOfSeed, course, wordFor } from "../../support/data/made-up-people.ts";
import { DAYS, DAYS_BETWEEN } from "../../support/data/told-simulation.ts";
import { thorough } from "../../support/runs.ts";

interface Truth {
  told: number;
  others: number;
  gain: number;
  elsewhere?: number;
}

/** All interventions are in one week; changes begin on the same day everywhere. */
function saysBetter(seed: number, { told, others, gain, elsewhere = 0 }: Truth): boolean {
  const random = chanceOfSeed(seed);
  const visits = (company: string, change: number, offset: number): Feeling[] =>
    course(20, 0.3, random).map((mood, visit) => {
      const day = DAYS[visit * DAYS_BETWEEN + offset] ?? "";
      return feeling(day, wordFor(mood + (visit >= 12 ? change : 0), "even"), { company });
    });
  const names = Array.from({ length: told }, (_, index) => `told${index}.example`);
  const feelings = [
    ...names.flatMap((name) => visits(name, gain, 1)),
    ...Array.from({ length: others }, (_, index) => visits(`other${index}.example`, elsewhere, 1 + (index % 5))).flat(),
  ];
  const interventions = names.map((company, index) => ({ company, at: `${DAYS[66 + (index % 7)]}T18:00:00Z` }));
  return pooledBeforeAfterOf({ feelings, interventions, dayOf }).verdict === "better";
}

/** An answer over many companies takes a hundred times as long as one of its own: few are asked for. */
const RUNS = thorough ? 80 : 8;

/** In how many of a hundred runs. */
function often(truth: Truth, runs = RUNS): number {
  let count = 0;
  for (let run = 1; run <= runs; run++) count += Number(saysBetter(run, truth));
  return (100 * count) / runs;
}

/** Three binomial errors. */
const room = (bound: number, runs = RUNS): number => 3 * Math.sqrt((bound * (100 - bound)) / runs);

test.each([
  { told: 3, others: 3 },
  { told: 8, others: 3 },
  { told: 8, others: 12 },
])(
  "$told companies with an intervention and $others controls: rarely better if all improve, mostly after a real gain",
  { timeout: 600_000 },
  (many) => {
    expect(often({ ...many, gain: 0.8, elsewhere: 0.8 })).toBeLessThanOrEqual(10 + room(10));
    const few = Math.ceil(RUNS / 4);
    expect(often({ ...many, gain: 0 }, few)).toBeLessThanOrEqual(4 + room(4, few));
    expect(often({ ...many, gain: 1.8 }, few)).toBeGreaterThanOrEqual(90 - room(90, few));
  },
);
