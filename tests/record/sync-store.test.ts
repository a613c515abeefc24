// The store of the record meets the contract of the sync engine, even if it is killed at any step.
import fc from "fast-check";
import { test, vi } from "vitest";
import { runs } from "../support/runs.ts";
import { Fleet } from "../support/sync/devices.ts";
import { checkFleet } from "../support/sync/fleet-checks.ts";
import { steps } from "../support/sync/steps.ts";
import { storedRecord } from "../support/sync/stored-record.ts";

vi.mock("../../src/record/sentinel.ts", () => ({ beginWrite: () => async () => {} }));
vi.mock("../../src/record/record-place.ts", () => ({
  findPlace: async () => {},
  placed: (factory: IDBFactory) => factory,
}));

test("three devices with a record in IndexedDB agree and have every edit", async () => {
  const run = fc.asyncProperty(steps({ most: 60 }), async (list) => {
    const fleet = new Fleet(storedRecord);
    await fleet.run(list);
    await checkFleet(fleet);
    await fleet.close();
  });
  await fc.assert(run, { numRuns: runs(80) });
});
