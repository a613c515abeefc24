// Repair: lost segments are sent again, a lost vault is created anew, and a lost device's rows are carried until it is
// forgotten.
import { describe, expect, test } from "vitest";
import { readLog, SyncFault } from "../../../src/core/sync/engine.ts";
import { deleteFilesOf, scrub } from "../../../src/core/sync/repair.ts";
import { Fleet } from "../../support/sync/devices.ts";
import { checkNewDevice, checkRecords, textOf } from "../../support/sync/fleet-checks.ts";
import { memoryRecord } from "../../support/sync/memory-record.ts";

/** Devices that have read each other's ten feelings. */
async function fleetOf(devices: number): Promise<Fleet> {
  const fleet = new Fleet(memoryRecord, { devices });
  await fleet.run([]);
  for (let at = 0; at < devices; at++) await fleet.feel(at, 10);
  for (let round = 0; round < 2; round++) for (let at = 0; at < devices; at++) await fleet.sync(at);
  return fleet;
}

const scrubbed = async (fleet: Fleet, at: number): Promise<number> =>
  scrub(fleet.engine(at), await readLog(fleet.engine(at)));

const filesOf = (fleet: Fleet, at: number): string[] => {
  const { device } = fleet.record(at);
  return [...fleet.files.paths(`heads/${device}`), ...fleet.files.paths(`seg/${device}/`)];
};

const drop = (fleet: Fleet, paths: readonly string[]): void => {
  for (const path of paths) fleet.files.states.delete(path);
};

describe("scrub", () => {
  test("finds nothing in a whole vault, with two requests", async () => {
    const fleet = await fleetOf(2);
    const before = fleet.requests;
    expect(await scrubbed(fleet, 0)).toBe(0);
    expect(fleet.requests - before).toBe(2);
  });

  test.each(["is gone", "is too short"])("sends again the rows of a segment that %s", async (how) => {
    const fleet = await fleetOf(2);
    const [path = ""] = fleet.files.paths(`seg/${fleet.record(0).device}`);
    if (how === "is gone") drop(fleet, [path]);
    else fleet.files.put(path, new Uint8Array(5));
    expect(await scrubbed(fleet, 0)).toBe(1);
    expect((await fleet.sync(0)).pushed).toBe(10);
    await checkNewDevice(fleet);
    await fleet.feel(0, 1);
    await fleet.sync(0);
    await fleet.sync(0);
    expect(fleet.files.at(path)).toBeNull();
  });
});

describe("a lost newest head", () => {
  test("is sent again with everything after three syncs that do not list it, and reported", async () => {
    const fleet = await fleetOf(2);
    drop(fleet, fleet.files.paths(`heads/${fleet.record(0).device}`));
    expect((await fleet.sync(0)).pushed).toBe(0);
    expect((await fleet.sync(0)).pushed).toBe(0);
    const { pushed, rolledBack } = await fleet.sync(0);
    expect([pushed, rolledBack]).toEqual([10, [fleet.record(0).device]]);
    await checkNewDevice(fleet);
  });
});

describe("a lost vault", () => {
  test("is detected, changes nothing here, and is created anew on demand", async () => {
    const fleet = await fleetOf(2);
    const before = await textOf(fleet.record(0));
    drop(fleet, fleet.files.paths());
    for (let again = 0; again < 5; again++) await expect(fleet.sync(0)).rejects.toThrow(SyncFault);
    expect(fleet.files.paths()).toEqual([]);
    expect(await textOf(fleet.record(0))).toBe(before);
    await fleet.renew(0);
    expect((await fleet.sync(0)).pushed).toBe(20);
    await checkNewDevice(fleet);
  });
});

describe("a device that disappeared", () => {
  test("has its rows carried by another after three syncs without its files, and not before", async () => {
    const fleet = await fleetOf(3);
    fleet.dead.add(2);
    drop(fleet, filesOf(fleet, 2));
    const reports = [await fleet.sync(0), await fleet.sync(0), await fleet.sync(0)];
    expect(reports.map(({ adopted, pushed }) => [adopted, pushed])).toEqual([
      [[], 0],
      [[], 0],
      [[fleet.record(2).device], 10],
    ]);
    drop(fleet, filesOf(fleet, 1));
    fleet.dead.add(1);
    for (let again = 0; again < 4; again++) await fleet.sync(0);
    await checkNewDevice(fleet);
  });

  test("and returns is read as before", async () => {
    const fleet = await fleetOf(2);
    const kept = new Map(filesOf(fleet, 1).map((path) => [path, fleet.files.at(path)]));
    drop(fleet, [...kept.keys()]);
    for (let again = 0; again < 4; again++) await fleet.sync(0);
    for (const [path, bytes] of kept) fleet.files.put(path, bytes);
    await fleet.feel(1, 2);
    await fleet.sync(1);
    await fleet.rest();
    await checkRecords(fleet);
  });
});

describe("forgetting a device", () => {
  test("deletes its files and no others, and keeps its rows, which this device has sent before", async () => {
    const fleet = await fleetOf(3);
    const { device } = fleet.record(2);
    fleet.dead.add(2);
    const others = new Set([fleet.record(0).device, fleet.record(1).device]);
    expect(await fleet.record(0).store.oweRowsExcept(others)).toBe(10);
    await fleet.sync(0, { force: true });
    const kept = [...filesOf(fleet, 0), ...filesOf(fleet, 1)];
    await deleteFilesOf({ ...fleet.engine(0), remote: fleet.engine(2).remote }, device);
    expect(filesOf(fleet, 2)).toEqual([]);
    expect([...filesOf(fleet, 0), ...filesOf(fleet, 1)]).toEqual(kept);
    await checkNewDevice(fleet);
  });
});

describe("a restored backup", () => {
  test("becomes a new device, whose rows and those sent after the backup are all there", async () => {
    const fleet = await fleetOf(2);
    const disk = await fleet.record(0).backup();
    await fleet.feel(0, 3);
    await fleet.sync(0);
    await fleet.record(0).restore(disk);
    await fleet.sync(0);
    const log = await readLog(fleet.engine(0));
    expect(log.device).not.toBe(fleet.record(0).device);
    await fleet.rest();
    await checkRecords(fleet);
    expect((await fleet.record(0).rows()).length).toBe(23);
  });

  test("stays the same device if a server only invents a head in its name", async () => {
    const fleet = await fleetOf(1);
    const { device } = fleet.record(0);
    const name = `${device}.00000099.aaaaaaaa.age`;
    fleet.files.put(`heads/${name}`, new TextEncoder().encode("invented"));
    const { badFiles } = await fleet.sync(0);
    expect(badFiles).toEqual([{ file: `heads/${name}`, code: "unreadable" }]);
    expect((await readLog(fleet.engine(0))).device).toBe(device);
  });
});
