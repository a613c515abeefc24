// Sentinel: the record's row count, stored outside IndexedDB. Chromium silently replaces a damaged database by an empty
// one, or by one without its newest rows, and the sentinel detects that. Each write adds its new rows. The count never
// comes from the database itself, and decreases only at the user's request.
import type { RecordHealth } from "../core/record/record-health.ts";
import { TABLES } from "../core/record/tables.ts";
import { makeSerialQueue } from "../platform/serial-queue.ts";
import { readLocal, writeLocal } from "../platform/storage/local-storage.ts";
import type { Database } from "./database.ts";
import { clearLocalButPlace } from "./record-place.ts";

/** Numbers only. `missing`: number of lost rows about which the user has not decided yet. */
interface Sentinel {
  rows: number;
  missing?: number;
}

const KEY = "sentinel";

/** One at a time: a late update must not run after the sentinel was cleared. */
const enqueue = makeSerialQueue();

/** Number of writes whose rows the sentinel does not include yet. */
let pending = 0;
/** Number of writes since this start. */
let begun = 0;
/** Number of stored rows that the sentinel misses because its own write failed. */
let owed = 0;

// Only this file writes the key.
const read = async (): Promise<Sentinel | undefined> => (await readLocal(KEY)) as Sentinel | undefined;

const store = (sentinel: Sentinel): Promise<void> => writeLocal(KEY, sentinel);

async function grow(rows: number): Promise<void> {
  owed += rows;
  const [stored, added] = [await read(), owed];
  await store({ ...stored, rows: Math.max(0, (stored?.rows ?? 0) + added) });
  owed -= added;
}

/** Call it before a write, and the function it returns after the write, with the number of new rows. */
export function beginWrite(): (rows: number) => Promise<void> {
  pending++;
  begun++;
  return async (rows) => {
    try {
      if (rows > 0) await enqueue(() => grow(rows));
    } finally {
      pending--;
    }
  };
}

/**
 * Lowers the sentinel before rows are removed at the user's request, so that a kill in between does not look like a
 * loss. A negative number raises it again if the rows stayed.
 */
export function expectFewer(rows: number): Promise<void> {
  begun++;
  return enqueue(() => grow(-rows));
}

/** Clears the sentinel and all other storage.local values except the place: only after the user chose to erase. */
export const dropSentinel = (): Promise<void> => enqueue(clearLocalButPlace);

const countRows = async (target: Database): Promise<number> => {
  const counts = await Promise.all(TABLES.map((table) => target[table].count()));
  return counts.reduce((sum, count) => sum + count, 0);
};

/** Sets the sentinel to the current rows, after the user chose to continue with them. */
export const acceptRows = (target: Database): Promise<void> =>
  enqueue(async () => {
    owed = 0;
    await store({ rows: await countRows(target) });
  });

/**
 * Health of the record without counting, checked at each start before the first write: "lost" if the sentinel has rows
 * and the record is empty. A partly lost record accepts writes; that result comes from the last count.
 */
export async function isRecordThere(target: Database): Promise<RecordHealth> {
  try {
    // Reads all in one round, since each start waits for it, with a table that is hardly ever empty.
    const [stored, self, likely] = await Promise.all([read(), target.meta.get("self"), target.layers.limit(1).count()]);
    if (stored === undefined || stored.rows === 0) return "sound";
    if (self === undefined) return "lost";
    const found = stored.missing === undefined ? "sound" : "partly-lost";
    if (likely > 0) return found;
    for (const table of TABLES) if ((await target[table].limit(1).count()) > 0) return found;
    return "lost";
  } catch (error) {
    console.error("the record cannot be read", error);
    return "unreadable";
  }
}

const TRIES = 3;

/**
 * Counts the rows and stores the number of missing ones. Rows are removed only at the user's request, so a count below
 * the sentinel means loss.
 */
export async function readHealth(target: Database): Promise<RecordHealth> {
  try {
    return await countedHealth(target);
  } catch (error) {
    console.error("the record cannot be read", error);
    return "unreadable";
  }
}

/** Counts the rows and compares them with the sentinel. Throws if the record cannot be read. */
export async function countedHealth(target: Database): Promise<RecordHealth> {
  for (let left = TRIES; ; left--) {
    const quiet = pending === 0 ? begun : null;
    // Reads the sentinel first: rows added meanwhile raise the count and are not missing.
    const [stored, self] = await Promise.all([read(), target.meta.get("self")]);
    if (stored === undefined || stored.rows === 0) return "sound";
    if (self === undefined) return "lost";
    const rows = await countRows(target);
    if (rows === 0) return "lost";
    const still = (): boolean => pending === 0 && quiet === begun;
    if (rows >= stored.rows || still() || left === 1) return enqueue(() => note(rows, stored.rows, still));
  }
}

/** `still` returns true if nothing was written since the count, which is then exact. */
async function note(rows: number, expected: number, still: () => boolean): Promise<RecordHealth> {
  const stored = await read();
  if (stored === undefined) return "sound";
  const missing = expected - rows;
  if (missing > 0) {
    if (stored.missing !== missing) await store({ rows: stored.rows, missing });
    return "partly-lost";
  }
  // The sentinel may be behind after a kill, and missing rows may have returned.
  if (still() && (missing < 0 || stored.missing !== undefined)) await store({ rows });
  return "sound";
}
