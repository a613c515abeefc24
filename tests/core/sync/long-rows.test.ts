// Segments stay within the length that readers accept, however long the rows are.
import { expect, test } from "vitest";
import { readLog } from "../../../src/core/sync/engine.ts";
import { syncOnce } from "../../../src/core/sync/sync-once.ts";
import { Fleet } from "../../support/sync/devices.ts";
import { checkFleet } from "../../support/sync/fleet-checks.ts";
import { memoryRecord } from "../../support/sync/memory-record.ts";
import { SMALL } from "../../support/sync/steps.ts";

test("long rows are spread over several segments, and arrive", async () => {
  const fleet = new Fleet(memoryRecord, { limits: { ...SMALL, segmentCharacters: 1000 } });
  await fleet.run([]);
  for (let number = 0; number < 20; number++)
    await fleet.edit(0, `c${number}.example`, { contactPost: "x".repeat(300) });
  const engine = fleet.engine(0);
  await syncOnce(engine);
  const { segments } = await readLog(engine);
  expect(segments.length).toBeGreaterThan(4);
  expect(Math.max(...segments.map(({ bytes }) => bytes))).toBeLessThan(2000);
  await checkFleet(fleet, {});
});
