// Heads that never open: a place that lists them must not cost a device ever more requests.
import { describe, expect, test } from "vitest";
import { headName } from "../../../src/core/sync/names.ts";
import { MOST_REFUSALS } from "../../../src/core/sync/refused.ts";
import { Fleet } from "../../support/sync/devices.ts";
import { memoryRecord } from "../../support/sync/memory-record.ts";

const HEADS = 120;
const junk = new Uint8Array(1000);

const named = (device: string, number: number): string =>
  `heads/${headName({ device, generation: number + 1, nonce: String(number).padStart(8, "0") })}`;

const requestsOf = async (fleet: Fleet, at: number): Promise<number> => {
  const before = fleet.requests;
  await fleet.sync(at);
  return fleet.requests - before;
};

/** Two devices that have each other's rows. */
async function settled(): Promise<Fleet> {
  const fleet = new Fleet(memoryRecord, { devices: 2 });
  await fleet.run([]);
  for (const at of [0, 1, 0, 1]) {
    await fleet.feel(at, 1);
    await fleet.sync(at);
  }
  await fleet.sync(0);
  return fleet;
}

describe.each(["of invented devices", "of another device", "of this device"])("heads %s that never open", (whose) => {
  const owner = (fleet: Fleet, number: number): string => {
    if (whose === "of invented devices") return `x${String(number).padStart(9, "0")}`;
    return fleet.record(whose === "of this device" ? 1 : 0).device;
  };

  test("cost some requests at first, then hardly any, and stay reported", async () => {
    const fleet = await settled();
    for (let number = 0; number < HEADS; number++) fleet.files.put(named(owner(fleet, number), 500 + number), junk);
    const costs = [];
    for (let sync = 0; sync < 40; sync++) costs.push(await requestsOf(fleet, 1));
    expect(Math.max(...costs)).toBeLessThanOrEqual(MOST_REFUSALS + 8);
    expect(costs.slice(30).reduce((sum, cost) => sum + cost, 0)).toBeLessThan(HEADS);
    expect((await fleet.sync(1)).badFiles.length).toBe(HEADS);
  });

  test("do not keep a true head from being read", async () => {
    const fleet = await settled();
    for (let number = 0; number < HEADS; number++) fleet.files.put(named(owner(fleet, number), number % 3), junk);
    for (let sync = 0; sync < 8; sync++) await fleet.sync(1);
    await fleet.feel(0, 1);
    await fleet.sync(0);
    expect((await fleet.sync(1)).changed).toBe(1);
  });
});

test("a head that was truncated in transit is read by the next sync, and no longer refused", async () => {
  const fleet = await settled();
  await fleet.feel(0, 1);
  await fleet.sync(0);
  const newest = fleet.files.paths(`heads/${fleet.record(0).device}`).at(-1) ?? "";
  const whole = fleet.files.at(newest) ?? junk;
  fleet.files.put(newest, whole.slice(0, 9));
  expect((await fleet.sync(1)).badFiles).toEqual([{ file: newest, code: "unreadable" }]);
  expect(await fleet.record(1).store.readRefused()).toMatchObject([{ tries: 1, wait: 0 }]);
  fleet.files.put(newest, whole);
  expect(await fleet.sync(1)).toMatchObject({ changed: 1, badFiles: [] });
  expect(await fleet.record(1).store.readRefused()).toEqual([]);
});

test("a refused head is forgotten once the place no longer lists it", async () => {
  const fleet = await settled();
  const path = named("x000000000", 1);
  fleet.files.put(path, junk);
  await fleet.sync(1);
  expect(await fleet.record(1).store.readRefused()).toHaveLength(1);
  fleet.files.states.delete(path);
  await fleet.sync(1);
  expect(await fleet.record(1).store.readRefused()).toEqual([]);
});
