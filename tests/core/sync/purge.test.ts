// The content of an erased row leaves every file of every device within a day, also after a kill or a refused deletion.
import { describe, expect, test } from "vitest";
import { readLog } from "../../../src/core/sync/engine.ts";
import { RemoteFault } from "../../../src/core/sync/remote-store.ts";
import { syncOnce } from "../../../src/core/sync/sync-once.ts";
import { Fleet } from "../../support/sync/devices.ts";
import { memoryRecord } from "../../support/sync/memory-record.ts";

/** Two devices, of which the second has read three feelings of the first and sent one of its own. */
async function twoDevices(): Promise<Fleet> {
  const fleet = new Fleet(memoryRecord, { devices: 2 });
  await fleet.run([]);
  await fleet.feel(0, 3);
  await fleet.sync(0);
  await fleet.sync(1);
  await fleet.edit(1, "company1.example", { f0: 1 });
  await fleet.sync(1);
  await fleet.sync(0);
  return fleet;
}

/** Files with the content of a feeling. */
const filesWith = (fleet: Fleet, id: string): string[] =>
  fleet.files
    .paths()
    .filter((path) => new TextDecoder().decode(fleet.files.at(path) ?? undefined).includes(`note ${id}`));

const allSync = async (fleet: Fleet): Promise<void> => {
  for (const at of fleet.living()) await fleet.sync(at);
};

describe("an erased feeling", () => {
  test("is gone from the files of its own device and of another one that edited it, within a day", async () => {
    const fleet = await twoDevices();
    await fleet.record(1).edit("feelings", "f1", { effort: "hard" });
    await fleet.sync(1);
    await fleet.sync(0);
    expect(filesWith(fleet, "f1").map((path) => path.includes("d000000000"))).toContain(true);
    expect(filesWith(fleet, "f1").map((path) => path.includes("d000000001"))).toContain(true);
    await fleet.erase(0, "f1");
    await fleet.pass(0);
    await fleet.pass(23);
    expect(filesWith(fleet, "f1")).toEqual([]);
    expect(filesWith(fleet, "f0")).not.toEqual([]);
  });

  test("stays in no older head and no replaced segment", async () => {
    const fleet = await twoDevices();
    await fleet.erase(0, "f1");
    await fleet.pass(0);
    await fleet.pass(23);
    const log = await readLog(fleet.engine(0));
    expect([log.purge, log.garbage]).toEqual([null, []]);
    expect(fleet.files.paths("seg/d000000000/").length).toBe(log.segments.length);
  });

  test("is gone from a segment that the device wrote anew because the place lost its head", async () => {
    const fleet = await twoDevices();
    const engine = { ...fleet.engine(0), limits: { ...fleet.limits, tailCharacters: 0 } };
    await syncOnce(engine, { force: true });
    const [head = ""] = (await readLog(engine)).heads;
    expect(fleet.files.paths("seg/d000000000/")).not.toEqual([]);
    fleet.files.states.delete(`heads/${head}`);
    for (const _ of [1, 2]) await syncOnce(engine);
    // Erased before the sync that writes everything anew: the erasure is in it.
    await fleet.erase(0, "f1");
    await syncOnce(engine);
    await fleet.pass(25);
    expect(filesWith(fleet, "f1")).toEqual([]);
  });

  test("is purged once, and not again each day", async () => {
    const fleet = await twoDevices();
    await fleet.erase(0, "f1");
    await fleet.pass(0);
    await fleet.pass(23);
    const before = fleet.requests;
    await fleet.pass(23);
    // One round of one request on each device: it writes nothing, so no other round follows.
    expect(fleet.requests - before).toBe(2);
  });

  test("is purged after a kill at any step that takes part in the erasure", async () => {
    for (let kill = 0; kill < 60; kill++) {
      const fleet = await twoDevices();
      await fleet.record(1).edit("feelings", "f1", { effort: "hard" });
      await allSync(fleet);
      await fleet.erase(0, "f1");
      await fleet.sync(0);
      let steps = 0;
      const die = (): void => {
        if (steps++ === kill) throw new Error("killed");
      };
      const fault = (): null => {
        die();
        return null;
      };
      await syncOnce(fleet.engine(1, { step: die, fault })).catch(() => {});
      await fleet.pass(0);
      await fleet.pass(23);
      expect([kill, filesWith(fleet, "f1")]).toEqual([kill, []]);
    }
  });

  test("is purged at the next sync after the place refused to delete the old files", async () => {
    const fleet = await twoDevices();
    await fleet.erase(0, "f1");
    await fleet.sync(0);
    fleet.wall += 23 * 3_600_000;
    const engine = fleet.engine(0);
    const refuse = async (): Promise<void> => {
      throw new RemoteFault("busy");
    };
    await syncOnce({ ...engine, remote: { ...engine.remote, delete: refuse } });
    expect(filesWith(fleet, "f1")).not.toEqual([]);
    await fleet.sync(0);
    expect(filesWith(fleet, "f1")).toEqual([]);
  });

  test("is purged at once if the clock was set back", async () => {
    const fleet = await twoDevices();
    await fleet.erase(0, "f1");
    await fleet.sync(0);
    fleet.wall -= 400 * 24 * 3_600_000;
    await fleet.sync(0);
    expect(filesWith(fleet, "f1")).toEqual([]);
  });
});
