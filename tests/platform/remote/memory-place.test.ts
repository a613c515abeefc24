// The in-memory place: the suite of all places, and its faults.
import { expect, test } from "vitest";
import { RemoteFault } from "../../../src/core/sync/remote-store.ts";
import { type MemoryFault, MemoryServer, memoryPlace, type Operation } from "../../support/remote/memory-place.ts";
import { runRemoteStoreTests } from "../../support/remote/remote-store-suite.ts";

runRemoteStoreTests("in memory", async () => {
  const server = new MemoryServer();
  return {
    place: memoryPlace(server),
    refusesTakenNames: true,
    tear: async (path, bytes) => server.write(path, bytes.slice(0, 1000)),
    litter: async (folder) => server.write(`${folder}Notes of mine.txt`, new Uint8Array([1])),
    close: async () => {},
  };
});

const ID = "v1-0123456789abcdefghij";
const BYTES = new Uint8Array([1, 2, 3, 4]);

/** The fault code of one operation with an injected fault, and the bytes stored afterwards. */
async function met(operation: Operation, fault: MemoryFault): Promise<[unknown, number | null]> {
  const server = new MemoryServer();
  const store = memoryPlace(server).vault(ID);
  if (operation !== "put") await store.put("heads/a.age", BYTES);
  server.fault = () => fault;
  const work = operation === "put" ? store.put("heads/a.age", BYTES) : store[operation]("heads/a.age");
  const answer = await work.catch((error: unknown) => (error instanceof RemoteFault ? error.code : error));
  return [answer instanceof Uint8Array ? answer.length : answer, server.read(`${ID}/heads/a.age`)?.length ?? null];
}

test.each<[Operation, MemoryFault, unknown, number | null]>([
  ["put", "err", "full", null],
  ["put", "torn", "offline", 2],
  ["put", "liar", undefined, 2],
  ["put", "ghost", undefined, null],
  ["put", "acklost", "timeout", 4],
  ["get", "err", "busy", 4],
  ["get", "stale", null, 4],
  ["get", "trunc", 2, 4],
  ["list", "err", "busy", 4],
  ["delete", "err", "busy", 4],
  ["delete", "acklost", "timeout", null],
])("%s with the fault %s", async (operation, fault, answer, stored) => {
  expect(await met(operation, fault)).toEqual([answer, stored]);
});
