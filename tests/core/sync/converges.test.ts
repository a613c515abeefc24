// Devices that sync through a misbehaving place converge and lose nothing: random edits, faults, kills, wrong clocks,
// restored backups and lost files.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { runs } from "../../support/runs.ts";
import { Fleet, SMALL, steps } from "../../support/sync/devices.ts";
import { memoryRecord } from "../../support/sync/memory-record.ts";

const settings = [
  ["with faults and kills", {}, SMALL],
  ["with segments of four rows", {}, { ...SMALL, segmentRows: 4 }],
  ["with a place that loses files", { losses: 1 }, SMALL],
] as const;

describe("three devices agree and have every edit", () => {
  test.each(settings)("%s", async (_title, options, limits) => {
    const counts = { syncs: 0, faults: 0, crashes: 0 };
    const run = fc.asyncProperty(steps(options), async (list) => {
      const fleet = new Fleet(memoryRecord, limits);
      await fleet.run(list);
      await fleet.check();
      for (const name of ["syncs", "faults", "crashes"] as const) counts[name] += fleet.counts[name];
    });
    await fc.assert(run, { numRuns: runs(500) });
    expect(Math.min(counts.syncs, counts.faults, counts.crashes)).toBeGreaterThan(0);
  });
});
