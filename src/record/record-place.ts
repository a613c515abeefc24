// Location of the record: the first place, or the next one after a place could not be opened. In Chromium all databases
// of an origin share one store, so each further place is a storage bucket; in Firefox another name is enough.
import { clearLocalBut, readLocal, writeLocal } from "../platform/storage/local-storage.ts";

const KEY = "place";

interface Buckets {
  open(name: string): Promise<{ indexedDB: IDBFactory }>;
}

let bucket: IDBFactory | null = null;
let suffix = "";
let found: Promise<void> | null = null;

const readPlace = async (): Promise<number> => {
  const place = await readLocal(KEY);
  return typeof place === "number" ? place : 1;
};

/**
 * Finds the record's place. Await it before opening a database. Reads once for each start and move. Never throws.
 */
export function findPlace(): Promise<void> {
  // An unreadable value means the first place: the sentinel, stored beside it, is then unreadable too.
  found ??= readPlace().then(goTo, () => {});
  return found;
}

async function goTo(place: number): Promise<void> {
  suffix = suffixOf(place);
  // No await for the first place: in Node, Dexie then loses a live query that opens the database.
  bucket = place === 1 ? null : await bucketOf(place);
}

const suffixOf = (place: number): string => (place === 1 ? "" : `-${place}`);

/** Null for the first place, and in a browser without buckets. */
async function bucketOf(place: number): Promise<IDBFactory | null> {
  // The DOM types lack storage buckets.
  const { storageBuckets } = navigator as Navigator & { storageBuckets?: Buckets };
  if (place === 1 || storageBuckets === undefined) return null;
  return (await storageBuckets.open(`regards${suffixOf(place)}`)).indexedDB;
}

/**
 * Moves to a new, empty place. Call it only at the user's request, if the current place can neither be opened nor
 * deleted. `opened` tries the new place; if it fails, the record has not moved.
 */
export async function moveRecord(opened: () => PromiseLike<unknown>): Promise<void> {
  const place = await readPlace();
  found = goTo(place + 1);
  try {
    await found;
    await opened();
  } catch (error) {
    found = goTo(place);
    throw error;
  }
  await writeLocal(KEY, place + 1);
}

/**
 * Deletes the databases of the places that the record has left: a damaged store may work again after a restart of the
 * browser. One that still cannot be deleted is only logged.
 */
export async function deleteLeftPlaces(first: IDBFactory, name: string): Promise<void> {
  const current = await readPlace();
  for (let place = 1; place < current; place++) {
    const factory = (await bucketOf(place)) ?? first;
    await deleted(factory.deleteDatabase(name + suffixOf(place))).catch((error: unknown) =>
      console.error("a place that the record has left cannot be deleted", error),
    );
  }
}

const deleted = (request: IDBOpenDBRequest): Promise<void> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error);
  });

/** Removes every value in storage.local except the place: without it, later starts would open one that was left. */
export const clearLocalButPlace = (): Promise<void> => clearLocalBut(KEY);

/** The IDBFactory of the record's place. */
export function placed(first: IDBFactory): IDBFactory {
  const current = (): IDBFactory => bucket ?? first;
  return {
    open: (name: string, version?: number) => current().open(name + suffix, version),
    deleteDatabase: (name: string) => current().deleteDatabase(name + suffix),
    databases: () => current().databases(),
    cmp: (one: unknown, other: unknown) => current().cmp(one, other),
  };
}
