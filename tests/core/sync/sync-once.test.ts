// Stories of one sync: requests, compaction, heads that meet, files that cannot be read, and erasures held back.
import { describe, expect, test } from "vitest";
import { LIMITS, readLog } from "../../../src/core/sync/engine.ts";
import { FULL } from "../../../src/core/sync/head.ts";
import { tooManyErasures } from "../../../src/core/sync/local-store.ts";
import { RemoteFault } from "../../../src/core/sync/remote-store.ts";
import { syncOnce } from "../../../src/core/sync/sync-once.ts";
import { thorough } from "../../support/runs.ts";
import { Fleet } from "../../support/sync/devices.ts";
import { faultyStore } from "../../support/sync/faulty-place.ts";
import { checkNewDevice, checkRecords, textOf } from "../../support/sync/fleet-checks.ts";
import { MemoryLocal } from "../../support/sync/memory-local.ts";
import { memoryRecord } from "../../support/sync/memory-record.ts";
import { SMALL } from "../../support/sync/steps.ts";

async function fleetOf(devices: number, limits = SMALL): Promise<Fleet> {
  const fleet = new Fleet(memoryRecord, { devices, limits });
  await fleet.run([]);
  return fleet;
}

const requestsOf = async (fleet: Fleet, at: number): Promise<number> => {
  const before = fleet.requests;
  await fleet.sync(at);
  return fleet.requests - before;
};

describe("requests of a sync", () => {
  test("without news are one; one change is sent with three, and read with two", async () => {
    const fleet = await fleetOf(2, LIMITS);
    for (const at of [0, 1]) {
      await fleet.feel(at, 1);
      await fleet.sync(at);
    }
    await fleet.sync(0);
    expect([await requestsOf(fleet, 0), await requestsOf(fleet, 1)]).toEqual([1, 1]);
    await fleet.feel(0, 1);
    expect(await requestsOf(fleet, 0)).toBe(3);
    expect(await requestsOf(fleet, 1)).toBe(2);
  });

  test("of a new device stay few after many single pushes, and so do the files", async () => {
    const fleet = await fleetOf(1, { ...SMALL, tailCharacters: 1000, fanIn: 8, segmentRows: 3000 });
    for (let push = 0; push < (thorough ? 3000 : 200); push++) {
      await fleet.feel(0, 1);
      await fleet.sync(0);
    }
    expect(fleet.files.paths().length).toBeLessThan(40);
    const before = fleet.requests;
    await checkNewDevice(fleet);
    expect(fleet.requests - before).toBeLessThan(40);
  });
});

describe("compaction", () => {
  test("merges as many segments as the fan-in into one of the next level", async () => {
    const fleet = await fleetOf(1);
    const levels: number[][] = [];
    for (let push = 0; push < 4; push++) {
      await fleet.feel(0, 4);
      await fleet.sync(0);
      levels.push((await readLog(fleet.engine(0))).segments.map(({ level }) => level));
    }
    expect(levels).toEqual([[0], [0, 0], [1], [1, 0]]);
  });

  test("leaves a full segment alone until three of ten rows are outdated", async () => {
    const fleet = await fleetOf(1, { ...SMALL, segmentRows: 20 });
    await fleet.feel(0, 20);
    await fleet.sync(0);
    const [full] = (await readLog(fleet.engine(0))).segments;
    expect(full?.level).toBe(FULL);
    const edit = async (count: number): Promise<void> => {
      for (let one = 0; one < count; one++) await fleet.record(0).edit("feelings", `f${one}`, { effort: "hard" });
      await fleet.sync(0);
    };
    const isThere = async (): Promise<boolean> =>
      (await readLog(fleet.engine(0))).segments.some(({ name }) => name === full?.name);
    for (let push = 0; push < 3; push++) await edit(2);
    expect(await isThere()).toBe(true);
    for (let push = 0; push < 3; push++) await edit(9);
    expect(await isThere()).toBe(false);
    await checkNewDevice(fleet);
  });
});

describe("heads", () => {
  test("of one generation by two clones are both read, and one clone becomes a new device", async () => {
    const fleet = await fleetOf(2);
    await fleet.feel(0, 1);
    await fleet.sync(0);
    const disk = await fleet.record(0).backup();
    await fleet.feel(0, 2);
    await fleet.sync(0);
    const pushed = await textOf(fleet.record(0));
    await fleet.record(0).restore(disk);
    await fleet.edit(0, "company1.example", { f0: 1 });
    await fleet.sync(0);
    expect((await readLog(fleet.engine(0))).device).not.toBe(fleet.record(0).device);
    await fleet.rest();
    await checkRecords(fleet);
    for (const line of pushed.split("\n")) expect(await textOf(fleet.record(1))).toContain(line);
    await checkNewDevice(fleet);
  });

  test("that a stale listing still shows make no new device", async () => {
    const fleet = await fleetOf(1);
    for (let push = 0; push < 5; push++) {
      await fleet.feel(0, 1);
      await fleet.sync(0);
    }
    const engine = fleet.engine(0);
    const old = [...fleet.files.states.keys()]
      .filter((path) => path.startsWith("heads/"))
      .map((path) => ({ name: path.slice("heads/".length), size: 1 }));
    await syncOnce({ ...engine, remote: { ...engine.remote, list: async () => old } });
    expect((await readLog(engine)).device).toBe(fleet.record(0).device);
  });

  test("older than this device has read are reported, change nothing here, and are carried after three syncs", async () => {
    const fleet = await fleetOf(2);
    await fleet.feel(0, 1);
    await fleet.sync(0);
    const early = new Map(fleet.files.states);
    await fleet.feel(0, 1);
    await fleet.sync(0);
    await fleet.sync(1);
    const before = await textOf(fleet.record(1));
    fleet.files.states.clear();
    for (const [path, states] of early) fleet.files.states.set(path, states);
    const reports = [await fleet.sync(1), await fleet.sync(1), await fleet.sync(1)];
    expect(reports.map(({ rolledBack }) => rolledBack)).toEqual(Array(3).fill([fleet.record(0).device]));
    for (let again = 0; again < 2; again++) await fleet.sync(1);
    expect(await textOf(fleet.record(1))).toBe(before);
    expect(fleet.files.paths(`heads/${fleet.record(1).device}`).length).toBeGreaterThan(0);
  });
});

describe("a file that cannot be read", () => {
  test("does not keep the others from being read, and is read once it is whole", async () => {
    const fleet = await fleetOf(3);
    for (const at of [0, 1]) {
      await fleet.feel(at, 4);
      await fleet.sync(at);
    }
    const [path = ""] = fleet.files.paths(`seg/${fleet.record(0).device}`);
    const whole = fleet.files.at(path) ?? new Uint8Array();
    fleet.files.put(path, whole.slice(0, 10));
    const { missing } = await fleet.sync(2);
    expect(missing).toEqual([path]);
    expect((await fleet.record(2).rows()).length).toBe(4);
    fleet.files.put(path, whole);
    expect((await fleet.sync(2)).missing).toEqual([]);
    await fleet.rest();
    await checkRecords(fleet);
  });

  test.each(["seg", "heads"])("or is cut in each download (%s) keeps this device from nothing else", async (kind) => {
    let cut: string | undefined;
    const fleet: Fleet = new Fleet(memoryRecord, {
      devices: 2,
      remote: (_at, fault) => {
        const store = faultyStore(fleet.files, fault);
        const torn = () => Promise.reject(new RemoteFault("truncated"));
        return { ...store, get: (path) => (path === cut ? torn() : store.get(path)) };
      },
    });
    await fleet.run([]);
    await fleet.feel(0, 8);
    await fleet.sync(0);
    await fleet.feel(1, 1);
    [cut] = fleet.files.paths(`${kind}/${fleet.record(0).device}`);
    const { missing, badFiles, pushed } = await fleet.sync(1);
    expect([...missing, ...badFiles.map(({ file }) => file)]).toEqual([cut]);
    expect(pushed).toBe(1);
    cut = undefined;
    for (const at of [1, 0]) await fleet.sync(at);
    await checkRecords(fleet);
  });

  test("of a newer version is left alone: it is reported in each sync, and its writer stays present", async () => {
    const fleet = await fleetOf(2);
    await fleet.feel(0, 1);
    await fleet.sync(0);
    const [path = ""] = fleet.files.paths("heads/");
    const text = new TextDecoder().decode(fleet.files.at(path) ?? undefined).replace('{\\"head\\":1', '{\\"head\\":2');
    fleet.files.put(path, new TextEncoder().encode(text));
    for (let again = 0; again < 5; again++)
      expect(await fleet.sync(1)).toMatchObject({ badFiles: [{ file: path, code: "newer" }], adopted: [] });
  });
});

describe("erasures of another device", () => {
  test.each([
    [20, 20, false],
    [21, 20, true],
    [21, 210, false],
    [22, 210, true],
    [1000, 10_000, false],
  ])("%d of %d rows: held %s", (erased, visible, isHeld) => {
    expect(tooManyErasures(erased, visible)).toBe(isHeld);
  });

  test("are held back while they are too many, and apply after the user agrees; other changes are read in between", async () => {
    const fleet = await fleetOf(2, { ...SMALL, rowsAtOnce: 100 });
    const { store } = fleet.record(1);
    if (!(store instanceof MemoryLocal)) throw new Error("not in memory");
    store.erasesMany = false;
    await fleet.feel(0, 40);
    await fleet.sync(0);
    await fleet.sync(1);
    for (let one = 0; one < 30; one++) await fleet.erase(0, `f${one}`);
    await fleet.edit(0, "company1.example", { f0: 1 });
    await fleet.sync(0);
    for (let again = 0; again < 3; again++) await fleet.sync(1);
    const visible = async (): Promise<number> =>
      (await fleet.record(1).rows()).filter(([, row]) => row.$x === undefined).length;
    expect(await visible()).toBe(41);
    store.erasesMany = true;
    await fleet.sync(1);
    expect(await visible()).toBe(11);
    await checkRecords(fleet);
  });
});
