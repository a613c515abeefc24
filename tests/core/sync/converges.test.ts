// Devices that sync through a misbehaving place converge and lose nothing: random edits, faults, kills, wrong clocks,
// restored backups, lost files and lost devices.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { runs } from "../../support/runs.ts";
import { Fleet } from "../../support/sync/devices.ts";
import { checkFleet } from "../../support/sync/fleet-checks.ts";
import { memoryRecord } from "../../support/sync/memory-record.ts";
import { SETTINGS, type Setting } from "../../support/sync/settings.ts";
import { steps } from "../../support/sync/steps.ts";

describe("three devices agree and have every edit", () => {
  test.each(Object.entries(SETTINGS))("%s", async (_title, setting) => {
    const { options, limits }: Setting = setting;
    const counts = { syncs: 0, faults: 0, crashes: 0 };
    const run = fc.asyncProperty(steps(options), async (list) => {
      const fleet = new Fleet(memoryRecord, { limits });
      await fleet.run(list);
      await checkFleet(fleet, options);
      for (const name of ["syncs", "faults", "crashes"] as const) counts[name] += fleet.counts[name];
    });
    // Shrinking a failure takes minutes: set SHRINK=1 and its SEED.
    await fc.assert(run, { numRuns: runs(500), endOnFailure: process.env.SHRINK !== "1" });
    expect(Math.min(counts.syncs, counts.faults, counts.crashes)).toBeGreaterThan(0);
  });
});
