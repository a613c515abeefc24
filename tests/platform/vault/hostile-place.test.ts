// A hostile place and devices with the real encryption: they lose nothing, read nothing false, and report the attack.
import { describe, expect, test } from "vitest";
import { SyncFault } from "../../../src/core/sync/engine.ts";
import { syncOnce } from "../../../src/core/sync/sync-once.ts";
import { ATTACKS, type Attack } from "../../support/sync/attacks.ts";
import { checkNewDevice, checkRecords } from "../../support/sync/fleet-checks.ts";
import { Hostile } from "../../support/sync/hostile.ts";

/** Names in the report of a sync, or of the fault that ended it. */
async function reportOf(place: Hostile, at: number): Promise<string[]> {
  try {
    const { badFiles, missing, rolledBack } = await syncOnce(place.fleet.engine(at));
    return [
      ...badFiles.map(({ code }) => code),
      ...(missing.length > 0 ? ["missing"] : []),
      ...(rolledBack.length > 0 ? ["rolled-back"] : []),
    ];
  } catch (error) {
    if (error instanceof SyncFault) return [error.code];
    throw error;
  }
}

/** Shows the truth again: every file as its writer left it. */
function relent(place: Hostile, truth: ReadonlyMap<string, Uint8Array<ArrayBuffer>>): void {
  place.listing = (_folder, files) => files;
  place.show(truth);
}

describe.each([1, 2, 3])("%d devices against", (count) => {
  test.each(ATTACKS)("$name", async ({ attack, known, fresh }: Attack) => {
    const place = await Hostile.settled(count);
    const truth = place.snapshot();
    const rows = await Promise.all(place.fleet.living().map((at) => place.rows(at)));
    const devices = await Promise.all(place.fleet.living().map((at) => place.deviceOf(at)));
    await attack(place);

    for (let at = 1; at < count; at++) {
      const report = await reportOf(place, at);
      if (known === null) expect(report).toEqual([]);
      else expect(report).toContain(known);
    }
    const reader = await place.fleet.add();
    const report = await reportOf(place, reader);
    if (fresh !== null) expect(report).toContain(fresh);
    // Everything that the new device reads is or was true.
    const said = new Set([...place.earlierRows, ...rows.flat()]);
    expect((await place.rows(reader)).filter((line) => !said.has(line))).toEqual([]);
    await reportOf(place, 0);

    for (let at = 0; at < count; at++) {
      expect(await place.rows(at)).toEqual(rows[at]);
      expect(await place.deviceOf(at)).toBe(devices[at]);
    }
    relent(place, truth);
    await place.fleet.rest();
    await checkRecords(place.fleet);
    await checkNewDevice(place.fleet);
    expect((await place.rows(reader)).sort()).toEqual([...(rows[0] ?? [])].sort());
  });
});

describe("a place that shows two devices different histories", () => {
  test("is detected when one reads a head of a device that has seen more, and both histories survive", async () => {
    const place = await Hostile.settled(3);
    const { fleet } = place;
    const hidden = `${await place.deviceOf(0)}.`;
    const shown = (await fleet.engine(2).remote.list("heads"))?.map(({ name }) => name) ?? [];
    await fleet.feel(0, 2);
    await fleet.sync(0);
    await fleet.sync(1);
    await fleet.feel(1, 2);
    await fleet.sync(1);
    // The place hides the first device's newest push from the third device; the second one has read it.
    place.listing = (_folder, files) => files.filter(({ name }) => shown.includes(name) || !name.startsWith(hidden));
    expect(await reportOf(place, 2)).toContain("rolled-back");
    place.listing = (_folder, files) => files;
    await fleet.rest();
    await checkRecords(fleet);
    await checkNewDevice(fleet);
  });
});
