// Faults of the proxy in front of real servers: the WebDAV client reports each by its code, and none as success.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { RemoteFault, type RemoteStore } from "../../../src/core/sync/remote-store.ts";
import { webDavPlace } from "../../../src/platform/remote/webdav.ts";
import { startApache } from "../../support/servers/apache.ts";
import { byChance, once, rateLimit } from "../../support/servers/fault-plans.ts";
import { type FaultProxy, PROXY_FAULTS, type ProxyFault, startFaultProxy } from "../../support/servers/fault-proxy.ts";
import type { DavServer } from "../../support/servers/process.ts";
import { startRclone } from "../../support/servers/rclone.ts";

const BYTES = new TextEncoder().encode("0123456789".repeat(20));
let vaults = 0;

describe.each([
  ["Apache", startApache],
  ["rclone", startRclone],
])("before %s", (_name, start) => {
  let server: DavServer;
  let proxy: FaultProxy;
  let store: RemoteStore;
  beforeAll(async () => {
    server = await start();
  });
  afterAll(() => server?.stop());
  beforeEach(async () => {
    proxy = await startFaultProxy(server.url);
    const { user, password } = server;
    const id = `v1-${String(++vaults).padStart(20, "0")}`;
    store = webDavPlace({ kind: "webdav", address: proxy.url, user, password }).vault(id);
    await store.put("heads/a.age", BYTES);
  });
  afterEach(() => proxy.stop());

  const codeOf = (work: Promise<unknown>): Promise<unknown> =>
    work.then(
      (value) => (value instanceof Uint8Array ? value.length : Array.isArray(value) ? value.length : value),
      (error: unknown) => (error instanceof RemoteFault ? error.code : String(error)),
    );

  /** Codes or results of list, get, put and delete. */
  test.each<[ProxyFault, unknown[]]>([
    ["reset", ["offline", "offline", "offline", "offline"]],
    ["400", ["server", "server", "server", "server"]],
    ["401", ["unauthorized", "unauthorized", "unauthorized", "unauthorized"]],
    ["403", ["unauthorized", "unauthorized", "read-only", "read-only"]],
    ["404", [null, null, undefined, undefined]],
    ["423", ["busy", "busy", "busy", "busy"]],
    ["429", ["rate-limited", "rate-limited", "rate-limited", "rate-limited"]],
    ["500", ["server", "server", "server", "server"]],
    ["503", ["busy", "busy", "busy", "busy"]],
    ["507", ["full", "full", "full", "full"]],
    ["html", ["not-a-store", "not-a-store", undefined, undefined]],
    ["ghost", [1, BYTES.length, undefined, undefined]],
    ["half", [1, BYTES.length, undefined, undefined]],
    ["torn", [1, BYTES.length, "offline", undefined]],
    ["acklost", ["offline", "offline", "offline", "offline"]],
    ["stale", [1, BYTES.length, undefined, undefined]],
    ["cut", ["truncated", "truncated", undefined, undefined]],
    ["shorten", ["truncated", 120, undefined, undefined]],
  ])("%s", async (fault, codes) => {
    const operations = [
      ["PROPFIND", () => store.list("heads")],
      ["GET", () => store.get("heads/a.age")],
      ["PUT", () => store.put("heads/b.age", BYTES)],
      ["DELETE", () => store.delete("heads/a.age")],
    ] as const;
    const found = [];
    for (const [method, work] of operations) {
      proxy.plan = once(fault, method);
      found.push(await codeOf(work()));
    }
    // Some servers answer an upload or a removal without a body, so that there is nothing to cut.
    const isBodyless = (fault === "cut" || fault === "shorten") && found.slice(2).every((code) => code !== "offline");
    expect(isBodyless ? found.slice(0, 2) : found).toEqual(isBodyless ? codes.slice(0, 2) : codes);
    expect(proxy.faults.get(fault)).toBe(4);
  });

  test("hang: each request ends with a timeout, and the next one is answered", async () => {
    const later = setTimeout;
    // Shortens only the client's own limit of 25 s.
    vi.stubGlobal("setTimeout", (work: () => void, wait = 0) => later(work, wait === 25_000 ? 150 : wait));
    proxy.plan = () => "hang";
    const codes = [];
    for (const work of [
      () => store.list("heads"),
      () => store.get("heads/a.age"),
      () => store.put("heads/b.age", BYTES),
      () => store.delete("heads/a.age"),
    ])
      codes.push(await codeOf(work()));
    expect(codes).toEqual(["timeout", "timeout", "timeout", "timeout"]);
    proxy.plan = () => null;
    vi.unstubAllGlobals();
    expect(await codeOf(store.get("heads/a.age"))).toBe(BYTES.length);
    expect(await store.list("heads")).toHaveLength(1);
  });

  test("the file of a lost acknowledgement is stored; the listing shows a file that is half stored", async () => {
    proxy.plan = once("acklost", "PUT");
    await codeOf(store.put("heads/b.age", BYTES));
    expect(await store.get("heads/b.age")).toEqual(BYTES);
    proxy.plan = once("half", "PUT");
    await store.put("heads/c.age", BYTES);
    expect((await store.list("heads"))?.find(({ name }) => name === "c.age")?.size).toBe(BYTES.length / 2);
  });

  test("random faults throw nothing but a RemoteFault, and every acknowledged file reads back", async () => {
    const faults = PROXY_FAULTS.filter((fault) => fault !== "hang");
    proxy.plan = byChance(7, 0.3, faults);
    const acknowledged: string[] = [];
    for (let index = 0; index < 60; index++) {
      const path = `heads/f${index}.age`;
      const code = await codeOf(store.put(path, BYTES));
      expect(String(code)).not.toMatch(/Error/);
      const read = await store.get(path).catch(() => null);
      if (code === undefined && read !== null && Buffer.compare(read, BYTES) === 0) acknowledged.push(path);
    }
    proxy.plan = () => null;
    for (const path of acknowledged) expect(await store.get(path)).toEqual(BYTES);
    expect(acknowledged.length).toBeGreaterThan(15);
    expect(proxy.faults.size).toBeGreaterThan(8);
  });

  test("a rate limit says when to ask again, and holds until then", async () => {
    let now = 0;
    proxy.plan = rateLimit(10, 60_000, () => now);
    const codes = [];
    for (let index = 0; index < 12; index++) codes.push(await codeOf(store.get("heads/a.age")));
    expect(codes.slice(9)).toEqual([BYTES.length, "rate-limited", "rate-limited"]);
    await expect(store.get("heads/a.age")).rejects.toMatchObject({ retryAfterSeconds: 1 });
    now = 60_000;
    expect(await codeOf(store.get("heads/a.age"))).toBe(BYTES.length);
  });
});
