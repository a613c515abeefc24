// Damaged files of a device that stays silent: another device carries its rows.
import { describe, expect, test } from "vitest";
import { readLog } from "../../../src/core/sync/engine.ts";
import { scrub } from "../../../src/core/sync/repair.ts";
import { Fleet } from "../../support/sync/devices.ts";
import { checkNewDevice } from "../../support/sync/fleet-checks.ts";
import { memoryRecord } from "../../support/sync/memory-record.ts";

const DAYS = 24 * 3_600_000;

/** The second device has read everything of the first, imported rows too. */
async function twoDevices(): Promise<Fleet> {
  const fleet = new Fleet(memoryRecord, { devices: 2 });
  await fleet.run([]);
  await fleet.feel(0, 8);
  await fleet.bringIn(0, 1);
  await fleet.sync(0);
  await fleet.sync(1);
  fleet.dead.add(0);
  return fleet;
}

const scrubbed = async (fleet: Fleet): Promise<number> => {
  await scrub(fleet.engine(1), await readLog(fleet.engine(1)));
  return (await fleet.sync(1)).pushed;
};

const segmentOf = (fleet: Fleet): string => fleet.files.paths(`seg/${fleet.record(0).device}/`)[0] ?? "";

describe("the rows of a silent device", () => {
  test("are not carried if its files are whole", async () => {
    const fleet = await twoDevices();
    fleet.wall += 20 * DAYS;
    expect(await scrubbed(fleet)).toBe(0);
  });

  test.each(["a segment that is gone", "a segment that is cut", "a head that is cut"])(
    "with %s are carried once",
    async (how) => {
      const fleet = await twoDevices();
      const [head = ""] = fleet.files.paths(`heads/${fleet.record(0).device}`);
      if (how === "a segment that is gone") fleet.files.states.delete(segmentOf(fleet));
      else fleet.files.put(how === "a head that is cut" ? head : segmentOf(fleet), new Uint8Array(7));
      fleet.wall += 20 * DAYS;
      expect(await scrubbed(fleet)).toBe(9);
      expect(await scrubbed(fleet)).toBe(0);
      await checkNewDevice(fleet);
    },
  );

  test("are not carried if it synced a week ago", async () => {
    const fleet = await twoDevices();
    fleet.files.states.delete(segmentOf(fleet));
    fleet.wall += 7 * DAYS;
    expect(await scrubbed(fleet)).toBe(0);
  });
});

describe("another device carries the rows of one whose files are missing", () => {
  test("with the rows that it had imported from a file", async () => {
    const fleet = await twoDevices();
    for (const path of fleet.files.paths()) if (path.includes(fleet.record(0).device)) fleet.files.states.delete(path);
    await fleet.feel(1, 1);
    await fleet.renew(1);
    await fleet.sync(1);
    await checkNewDevice(fleet);
  });

  test("after three syncs without its files, the imported rows included", async () => {
    const fleet = new Fleet(memoryRecord, { devices: 2 });
    await fleet.run([]);
    await fleet.feel(1, 1);
    await fleet.sync(1);
    await fleet.bringIn(0, 1);
    await fleet.sync(0);
    await fleet.sync(1);
    fleet.dead.add(0);
    for (const path of fleet.files.paths()) if (path.includes(fleet.record(0).device)) fleet.files.states.delete(path);
    for (let again = 0; again < 3; again++) await fleet.sync(1);
    await checkNewDevice(fleet);
  });
});
