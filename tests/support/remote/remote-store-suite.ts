// Acceptance suite of every remote place. A place that does not pass it cannot store a vault.
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { namesIn, RemoteFault, type RemotePlace, type RemoteStore } from "../../../src/core/sync/remote-store.ts";

export interface PlaceUnderTest {
  /** Empty. */
  place: RemotePlace;
  /** False for a server that overwrites a file although it was asked to create it. */
  refusesTakenNames: boolean;
  /** Largest file, in bytes; by default more than the suite needs. */
  largest?: number;
  /** Begins to upload a file and breaks the connection halfway; absent where an upload cannot break. */
  tear?: (path: string, bytes: Uint8Array<ArrayBuffer>) => Promise<void>;
  /** Adds a file of the user to the place: "Notes of mine.txt". */
  litter?: (folder: string) => Promise<void>;
  close(): Promise<void>;
}

type Bytes = Uint8Array<ArrayBuffer>;

const VAULT = "v1-0123456789abcdefghij";
const OTHER = "v1-zzzzzzzzzz0000000000";
const bytesOf = (text: string): Bytes => new TextEncoder().encode(text);

/** Reproducible and incompressible. */
function noise(length: number): Bytes {
  const bytes = new Uint8Array(length);
  let state = 1;
  for (let index = 0; index < length; index++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    bytes[index] = state >>> 24;
  }
  return bytes;
}

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "no fault",
    (error: unknown) => (error instanceof RemoteFault ? error.code : `not a RemoteFault: ${String(error)}`),
  );

const listed = async (store: RemoteStore, folder: string): Promise<[string, number][]> =>
  ((await store.list(folder)) ?? []).map(({ name, size }): [string, number] => [name, size]).sort();

/** `setUp` gives a fresh and empty place to each test. */
export function runRemoteStoreTests(name: string, setUp: () => Promise<PlaceUnderTest>): void {
  describe(`remote store: ${name}`, () => {
    let at: PlaceUnderTest;
    let store: RemoteStore;

    beforeEach(async () => {
      at = await setUp();
      store = at.place.vault(VAULT);
    });
    afterEach(() => at.close());

    test("an empty place has no vaults, no folders and no files", async () => {
      expect(await at.place.vaults()).toEqual([]);
      expect(await store.list("heads")).toBeNull();
      expect(await store.list("seg/0123456789")).toBeNull();
      expect(await store.get("vault.age")).toBeNull();
      expect(await store.get("heads/absent.age")).toBeNull();
    });

    test("a file reads back unchanged, at every depth", async () => {
      for (const path of ["readme.txt", "heads/0123456789.00000001.abcdefgh.age", "seg/0123456789/00000001-x-0.age"]) {
        const bytes = bytesOf(`content of ${path}`);
        await store.put(path, bytes);
        expect(await store.get(path)).toEqual(bytes);
      }
    });

    test.each([0, 1, 1023, 1024, 8191, 8192, 70_001, 3_000_000])("a file of %d bytes reads back", async (size) => {
      if (size > (at.largest ?? Number.POSITIVE_INFINITY)) return;
      await store.put("seg/a/b.age", noise(size));
      const read = await store.get("seg/a/b.age");
      expect(read?.length).toBe(size);
      expect(Buffer.compare(read ?? new Uint8Array(), noise(size))).toBe(0);
      expect(await listed(store, "seg/a")).toEqual([["b.age", size]]);
    });

    test("a listing has the names and sizes of the files of one folder only", async () => {
      await store.put("heads/a.age", bytesOf("1"));
      await store.put("heads/b-2.age", bytesOf("22"));
      await store.put("seg/dev/c.age", bytesOf("333"));
      await store.put("vault.age", bytesOf("4444"));
      expect(await listed(store, "heads")).toEqual([
        ["a.age", 1],
        ["b-2.age", 2],
      ]);
      expect((await namesIn(store, "heads")).sort()).toEqual(["a.age", "b-2.age"]);
      expect(await namesIn(store, "keys")).toEqual([]);
      expect(await listed(store, "seg")).toEqual([]);
      expect(await listed(store, "seg/dev")).toEqual([["c.age", 3]]);
      expect(await store.list("keys")).toBeNull();
    });

    test("a listing has a hundred files", async () => {
      const names = Array.from({ length: 100 }, (_, index) => `${String(index).padStart(8, "0")}.age`);
      for (const file of names) await store.put(`heads/${file}`, bytesOf(file));
      expect(await listed(store, "heads")).toEqual(names.map((file) => [file, file.length]));
    });

    test("a name may have any of its characters and be long", async () => {
      const names = ["0123456789.abcdefghijklmnopqrstuvwxyz-.age", `${"a".repeat(96)}.age`, "a..b.age", "0-0.0.age"];
      for (const file of names) await store.put(`heads/${file}`, bytesOf(file));
      expect(await listed(store, "heads")).toEqual(names.map((file) => [file, file.length]).sort());
      for (const file of names) expect(await store.get(`heads/${file}`)).toEqual(bytesOf(file));
    });

    test("a taken name keeps its content, unless the server is known to overwrite it", async () => {
      await store.put("heads/a.age", bytesOf("first"));
      const code = await codeOf(store.put("heads/a.age", bytesOf("second")));
      expect(code).toBe(at.refusesTakenNames ? "exists" : "no fault");
      expect(await store.get("heads/a.age")).toEqual(bytesOf(at.refusesTakenNames ? "first" : "second"));
    });

    // Apache checks before it writes, so that two of them may succeed now and then. The engine never uses a name twice.
    test("one of ten writers that race for a name succeeds, and the file is whole and its own", async () => {
      if (!at.refusesTakenNames) return;
      await store.put("heads/other.age", bytesOf("-"));
      const racers = Array.from({ length: 10 }, (_, index) => bytesOf(`racer ${index}`));
      const codes = await Promise.all(racers.map((bytes) => codeOf(store.put("heads/a.age", bytes))));
      const winners = racers.filter((_, index) => codes[index] === "no fault");
      if (winners.length > 0) expect(winners).toContainEqual(await store.get("heads/a.age"));
    });

    test("a deleted file is gone, and deleting it again succeeds", async () => {
      await store.put("heads/a.age", bytesOf("1"));
      await store.put("heads/b.age", bytesOf("2"));
      await store.delete("heads/a.age");
      await store.delete("heads/a.age");
      await store.delete("keys/never.age");
      expect(await store.get("heads/a.age")).toBeNull();
      expect(await listed(store, "heads")).toEqual([["b.age", 1]]);
    });

    test("a folder without files is empty or absent, never a fault", async () => {
      await store.put("heads/a.age", bytesOf("1"));
      await store.delete("heads/a.age");
      expect((await store.list("heads")) ?? []).toEqual([]);
      await store.put("heads/b.age", bytesOf("2"));
      expect(await listed(store, "heads")).toEqual([["b.age", 1]]);
    });

    test("parallel writes succeed while their folders are being created", async () => {
      const paths = Array.from({ length: 12 }, (_, index) => `seg/dev${index % 3}/${index}.age`);
      const codes = await Promise.all(paths.map((path) => codeOf(store.put(path, bytesOf(path)))));
      for (const [index, path] of paths.entries()) {
        // A server may be busy with the folder that all of them need; the engine tries again.
        if (codes[index] !== "no fault") await store.put(path, bytesOf(path));
        expect(await store.get(path)).toEqual(bytesOf(path));
      }
    });

    test("vaults are separate, and erasing one keeps the others", async () => {
      const other = at.place.vault(OTHER);
      await store.put("vault.age", bytesOf("one"));
      await store.put("heads/a.age", bytesOf("a"));
      await other.put("vault.age", bytesOf("two"));
      expect((await at.place.vaults()).sort()).toEqual([VAULT, OTHER].sort());
      expect(await other.list("heads")).toBeNull();
      await at.place.erase(VAULT);
      await at.place.erase(VAULT);
      expect(await at.place.vaults()).toEqual([OTHER]);
      expect([await store.get("heads/a.age"), await store.list("heads")]).toEqual([null, null]);
      expect(await other.get("vault.age")).toEqual(bytesOf("two"));
    });

    test("other files do not appear in a vault", async () => {
      if (at.litter === undefined) return;
      await store.put("heads/a.age", bytesOf("1"));
      await at.litter("");
      await at.litter(`${VAULT}/heads/`);
      expect(await at.place.vaults()).toEqual([VAULT]);
      expect(await listed(store, "heads")).toEqual([["a.age", 1]]);
    });

    test("a torn upload leaves nothing or a shorter file and no other change, and a new name works", async () => {
      if (at.tear === undefined) return;
      await store.put("heads/whole.age", bytesOf("whole"));
      const sent = noise(Math.min(200_000, (at.largest ?? 400_000) >> 1));
      await at.tear(`${VAULT}/heads/torn.age`, sent);
      const torn = await store.get("heads/torn.age").catch((error: unknown) => error);
      if (torn instanceof Error) expect(torn).toMatchObject({ name: "RemoteFault", code: "truncated" });
      else expect(torn instanceof Uint8Array ? torn.length : 0).toBeLessThan(sent.length);
      expect(await store.get("heads/whole.age")).toEqual(bytesOf("whole"));
      await store.put("heads/again.age", sent);
      expect(Buffer.compare((await store.get("heads/again.age")) ?? new Uint8Array(), sent)).toBe(0);
      await store.delete("heads/torn.age");
      expect((await listed(store, "heads")).map(([file]) => file)).toEqual(["again.age", "whole.age"]);
    });
  });
}
