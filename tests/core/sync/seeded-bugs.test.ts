// The test of the convergence test: with a bug in the engine, it fails within a stated number of runs.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { thorough } from "../../support/runs.ts";
import { copyWith, type SeededBug, textWith } from "../../support/sync/seeded-bug.ts";
import { FOUND, INVISIBLE } from "../../support/sync/seeded-bugs.ts";
import { SETTINGS, type Setting } from "../../support/sync/settings.ts";
import { steps } from "../../support/sync/steps.ts";

const RUNS = 1000;
/** A fixed seed makes the result the same on every day. */
const SEED = 1;

/** Runs until the first failure; null if there is none. */
async function runsUntilFailure(bug: SeededBug): Promise<{ runs: number; error: string } | null> {
  const { devices, checks, records, close } = await copyWith(bug);
  const { options, limits }: Setting = SETTINGS[bug.setting];
  const run = fc.asyncProperty(steps(options), async (list) => {
    const fleet = new devices.Fleet(records.memoryRecord, { limits });
    await fleet.run(list);
    await checks.checkFleet(fleet, options);
  });
  const result = await fc.check(run, { numRuns: RUNS, seed: SEED, endOnFailure: true });
  close();
  return result.failed ? { runs: result.numRuns, error: String(result.errorInstance) } : null;
}

test("the lines of all bugs are in the engine", () => {
  for (const bug of [...FOUND, ...INVISIBLE]) expect(textWith(bug)).toContain(bug.to);
});

describe.runIf(thorough)(`a bug is found within ${RUNS} runs`, () => {
  test.each(FOUND)("$name", async (bug) => {
    const found = await runsUntilFailure(bug);
    if (process.env.REPORT === "1") console.log(bug.name, "|", found?.runs, "|", found?.error.slice(0, 150));
    expect(found).not.toBeNull();
  });
});

test("at most an eighth of the bugs is invisible, each for a reason", () => {
  expect(INVISIBLE.length / (FOUND.length + INVISIBLE.length)).toBeLessThanOrEqual(1 / 8);
  for (const { why } of INVISIBLE) expect(why).not.toBe("");
});
