// The browser's sync storage as a place: the suite of all places, and its quotas.
import { beforeEach, describe, expect, test, vi } from "vitest";
import { RemoteFault } from "../../../src/core/sync/remote-store.ts";
import { browserPlace, SYNC_LIMITS } from "../../../src/platform/remote/browser-place.ts";
import { FakeSyncStorage } from "../../support/remote/fake-sync-storage.ts";
import { runRemoteStoreTests } from "../../support/remote/remote-store-suite.ts";

const held = vi.hoisted(() => ({ sync: {} as unknown }));
vi.mock("webextension-polyfill", () => ({ default: { storage: held } }));

let storage: FakeSyncStorage;
const fresh = () => {
  storage = new FakeSyncStorage();
  held.sync = storage;
};

runRemoteStoreTests("storage.sync", async () => {
  fresh();
  return {
    place: browserPlace(async () => true),
    refusesTakenNames: true,
    largest: 70_001,
    // The browsers of two devices exchange items, not files: some pieces arrive before others.
    tear: async (path, bytes) => {
      storage.items.set(`vault:${path}#0`, `3 ${bytes.length} ${"A".repeat(4000)}`);
    },
    litter: async (folder) => {
      storage.items.set(`${folder}Notes of mine.txt`, "mine");
      storage.items.set(`vault:${folder}Notes of mine.txt#0`, "1 3 YWFh");
      storage.items.set("setting", { of: "another version" });
    },
    close: async () => {},
  };
});

test("without the user's consent nothing is written, and what is there can be read and erased", async () => {
  fresh();
  const [permitted, refused] = [true, false].map((answer) => browserPlace(async () => answer));
  const [vault, file] = ["v1-0123456789abcdefghij", new Uint8Array([1, 2, 3])];
  await permitted?.vault(vault).put("a.age", file);
  await expect(refused?.vault(vault).put("b.age", file)).rejects.toMatchObject({ code: "no-permission" });
  expect(await refused?.vault(vault).get("a.age")).toEqual(file);
  await refused?.erase(vault);
  expect(storage.items.size).toBe(0);
});

describe("quotas", () => {
  beforeEach(fresh);
  const store = () => browserPlace(async () => true).vault("v1-0123456789abcdefghij");
  const noise = (length: number) => Uint8Array.from({ length }, (_, index) => (index * 7919) % 251);

  test("no item exceeds its limit, for any size of the file and any length of its name", async () => {
    for (const name of ["a", "a".repeat(100)])
      for (const size of [6000, 6060, 6090, 6100, 6105, 6110, 6144, 12_288, 40_000]) {
        fresh();
        await store().put(`seg/0123456789/${name}`, noise(size));
        expect(await store().get(`seg/0123456789/${name}`)).toEqual(noise(size));
      }
  });

  test("a full storage reports that, and keeps its files", async () => {
    await store().put("heads/a.age", noise(50_000));
    await expect(store().put("heads/b.age", noise(50_000))).rejects.toMatchObject({ code: "full" });
    expect(await store().list("heads")).toEqual([{ name: "a.age", size: 50_000 }]);
    expect([...storage.items.keys()].every((key) => key.includes("a.age"))).toBe(true);
  });

  test("a storage with the most items is full, too", async () => {
    for (let index = 0; index < SYNC_LIMITS.items; index++) storage.items.set(`x${index}`, 1);
    await expect(store().put("a", noise(1))).rejects.toMatchObject({ code: "full" });
  });

  test("too many writes in a minute are rate-limited until the next", async () => {
    storage.writesLeft = 0;
    await expect(store().put("a", noise(1))).rejects.toMatchObject({ code: "rate-limited", retryAfterSeconds: 60 });
  });

  test.each([
    ["This request exceeds the MAX_WRITE_OPERATIONS_PER_HOUR quota.", "rate-limited"],
    ["QuotaExceededError: storage.sync API call exceeded its quota limitations.", "full"],
    ["An unexpected error occurred", "server"],
  ])("%s", async (message, code) => {
    storage.set = async () => {
      throw new Error(message);
    };
    const fault = await store()
      .put("a", noise(1))
      .catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(RemoteFault);
    expect(fault).toMatchObject({ code });
  });
});

test("pieces that do not fit together are no file", async () => {
  fresh();
  const store = browserPlace(async () => true).vault("v1-0123456789abcdefghij");
  storage.items.set("vault:v1-0123456789abcdefghij/a#0", "2 6 YWFh");
  expect(await store.list("")).toEqual([]);
  await expect(store.get("a")).rejects.toMatchObject({ code: "truncated" });
  storage.items.set("vault:v1-0123456789abcdefghij/a#1", "2 6 YWF");
  await expect(store.get("a")).rejects.toMatchObject({ code: "truncated" });
  storage.items.set("vault:v1-0123456789abcdefghij/a#1", "2 6 YWFh");
  expect((await store.get("a"))?.length).toBe(6);
});
