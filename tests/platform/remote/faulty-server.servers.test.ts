// Devices with the real encryption on real servers with faulty requests and answers converge and lose nothing.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SyncFault } from "../../../src/core/sync/engine.ts";
import { RemoteFault } from "../../../src/core/sync/remote-store.ts";
import { webDavPlace } from "../../../src/platform/remote/webdav.ts";
import { vaultCodec } from "../../../src/platform/vault/codec.ts";
import { startApache } from "../../support/servers/apache.ts";
import { type FaultProxy, PROXY_FAULTS, type ProxyFault, startFaultProxy } from "../../support/servers/fault-proxy.ts";
import type { DavServer } from "../../support/servers/process.ts";
import { startRclone } from "../../support/servers/rclone.ts";
import { Fleet } from "../../support/sync/devices.ts";
import { checkNewDevice, checkRecords } from "../../support/sync/fleet-checks.ts";
import { memoryRecord } from "../../support/sync/memory-record.ts";
import { testVault } from "../../support/vault/test-vault.ts";

const VERBS = ["PROPFIND", "GET", "PUT", "DELETE"] as const;
type Verb = (typeof VERBS)[number];

const OF_UPLOADS: readonly ProxyFault[] = ["ghost", "half", "torn"];
/** Without "hang", which ends with the client's time limit of 25 seconds. */
const FAULTS = PROXY_FAULTS.filter((fault) => fault !== "hang");

interface Case {
  verb: Verb;
  fault: ProxyFault;
  devices: number;
}

/** Every fault of every verb that can have it, with one, two and three devices in turn. */
const CASES: readonly Case[] = VERBS.flatMap((verb) =>
  FAULTS.filter((fault) => verb === "PUT" || !OF_UPLOADS.includes(fault)).map((fault) => ({ verb, fault })),
).map((one, index) => ({ ...one, devices: (index % 3) + 1 }));

const SERVERS: Readonly<Record<string, () => Promise<DavServer>>> = { apache: startApache, rclone: startRclone };

/** `npm run soak` tries each case on both servers, `npm test` on one of them in turn. */
const casesOn = (at: number): readonly Case[] =>
  process.env.SOAK === "1" ? CASES : CASES.filter((_case, index) => index % 2 === at);

describe.each(Object.keys(SERVERS).map((name, at) => [name, at] as const))("%s", (name, at) => {
  let server: DavServer;
  let proxy: FaultProxy;
  let vaults = 0;

  beforeAll(async () => {
    server = await (SERVERS[name] ?? startApache)();
    proxy = await startFaultProxy(server.url);
  });
  afterAll(async () => {
    await proxy.stop();
    await server.stop();
  });

  /** Devices that share a new vault behind the proxy. */
  async function fleetOf(devices: number): Promise<Fleet> {
    proxy.plan = () => null;
    const vault = await testVault(`v1-${String(vaults++).padStart(20, "0")}`);
    const place = webDavPlace({ kind: "webdav", address: proxy.url, user: server.user, password: server.password });
    const fleet = new Fleet(memoryRecord, {
      devices,
      codec: vaultCodec(vault),
      remote: () => place.vault(vault.vault),
    });
    await fleet.run([]);
    return fleet;
  }

  test.each(casesOn(at))("$verb: $fault, $devices devices", async ({ verb, fault, devices }) => {
    const fleet = await fleetOf(devices);
    const before = proxy.faults.get(fault) ?? 0;
    let asked = 0;
    // The first request of the verb, and every second from then on.
    proxy.plan = ({ method }) => (method === verb && asked++ % 2 === 0 ? fault : null);
    for (let round = 0; round < 3; round++)
      for (let at = 0; at < devices; at++) {
        await fleet.feel(at, 2);
        await fleet.edit(at, "company0.example", { [`f${at}`]: round });
        await tried(fleet, at);
        await tried(fleet, at);
      }
    expect(proxy.faults.get(fault) ?? 0).toBeGreaterThan(before);
    proxy.plan = () => null;
    await fleet.rest();
    await checkRecords(fleet);
    await checkNewDevice(fleet);
  });

  test("a server that allows ten requests a minute has everything after some minutes", async () => {
    const fleet = await fleetOf(2);
    for (let at = 0; at < 2; at++) await fleet.feel(at, 120);
    let left = 0;
    proxy.plan = () => (left-- > 0 ? null : "429");
    let minutes = 0;
    for (let at = 0; at < 2; at++)
      for (let isDone = false; !isDone; minutes++) {
        left = 10;
        const fault = await tried(fleet, at);
        if (fault !== null) expect(fault).toMatchObject({ code: "rate-limited", retryAfterSeconds: 1 });
        isDone = fault === null;
      }
    expect(minutes).toBeLessThanOrEqual(12);
    proxy.plan = () => null;
    await fleet.rest();
    await checkRecords(fleet);
    await checkNewDevice(fleet);
  });
});

/** The fault that ended the sync; null for none. Every other error fails the test. */
async function tried(fleet: Fleet, at: number): Promise<RemoteFault | SyncFault | null> {
  try {
    await fleet.sync(at);
    return null;
  } catch (error) {
    if (error instanceof RemoteFault || error instanceof SyncFault) return error;
    throw error;
  }
}
