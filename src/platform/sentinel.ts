// A witness outside IndexedDB. Chromium replaces a damaged database by an empty one, or by one that lost its newest rows,
// without a word: the sentinel notices. It is moved by what each write added and never set from what the database says of
// itself, so that it only grows, but on the user's word.
import { TABLES } from "../core/entities.ts";
import { browser } from "./browser.ts";
import type { Database } from "./database.ts";
import { makeInTurn } from "./in-turn.ts";

/** Numbers only. `missing`: as many rows were found to be gone, and the user has not said what to do. */
interface Sentinel {
  rows: number;
  missing?: number;
}

export type RecordHealth = "sound" | "lost" | "partly-lost" | "unreadable";

const KEY = "sentinel";

/** A witness that is late must not speak after it was dismissed. */
const inTurn = makeInTurn();

/** Writes that began and whose rows are not witnessed yet. */
let underWay = 0;
/** Writes that ever began here. */
let begun = 0;
/** Rows whose witness could not be stored. */
let owed = 0;

const read = async (): Promise<Sentinel | undefined> =>
  (await browser.storage.local.get(KEY))[KEY] as Sentinel | undefined;

const keep = (sentinel: Sentinel): Promise<void> => browser.storage.local.set({ [KEY]: sentinel });

async function grow(rows: number): Promise<void> {
  owed += rows;
  const [stored, added] = [await read(), owed];
  await keep({ ...stored, rows: Math.max(0, (stored?.rows ?? 0) + added) });
  owed -= added;
}

/** To be called before a write; what it returns, after it, with the number of rows that are new. */
export function beginWrite(): (rows: number) => Promise<void> {
  underWay++;
  begun++;
  return async (rows) => {
    try {
      if (rows > 0) await inTurn(() => grow(rows));
    } finally {
      underWay--;
    }
  };
}

/** Before rows are taken out on the user's word, so that a death in between is no loss. Negative: they stayed after all. */
export function expectFewer(rows: number): Promise<void> {
  begun++;
  return inTurn(() => grow(-rows));
}

/** Forgets the witness and whatever else was ever kept beside the record: only after the user chose to erase. */
export const dropSentinel = (): Promise<void> => inTurn(() => browser.storage.local.clear());

const countRows = async (target: Database): Promise<number> => {
  const counts = await Promise.all(TABLES.map((table) => target[table].count()));
  return counts.reduce((sum, count) => sum + count, 0);
};

/** After the user chose to go on with what is there: what is witnessed from now on is what is there now. */
export const acceptRows = (target: Database): Promise<void> =>
  inTurn(async () => {
    owed = 0;
    await keep({ rows: await countRows(target) });
  });

/**
 * Whether there is a record where one is witnessed, without counting: what each start asks before it writes. A record
 * that lost a part of its rows is sound to write to: what the last count found is said.
 */
export async function isRecordThere(target: Database): Promise<RecordHealth> {
  try {
    // Together, with a table that hardly any record lacks: each start waits for them.
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

/** Counts, and remembers what is missing. Rows are only taken out on the user's word, so fewer than witnessed means loss. */
export async function recordHealth(target: Database): Promise<RecordHealth> {
  try {
    return await countedHealth(target);
  } catch (error) {
    console.error("the record cannot be read", error);
    return "unreadable";
  }
}

/** Throws where the record cannot be read. */
export async function countedHealth(target: Database): Promise<RecordHealth> {
  for (let left = TRIES; ; left--) {
    const quiet = underWay === 0 ? begun : null;
    // The witness first: what is added meanwhile is counted and not missed.
    const [stored, self] = await Promise.all([read(), target.meta.get("self")]);
    if (stored === undefined || stored.rows === 0) return "sound";
    if (self === undefined) return "lost";
    const rows = await countRows(target);
    if (rows === 0) return "lost";
    const still = (): boolean => underWay === 0 && quiet === begun;
    if (rows >= stored.rows || still() || left === 1) return inTurn(() => note(rows, stored.rows, still));
  }
}

/** `still`: nothing was written since the rows were counted, so that their number is exact. */
async function note(rows: number, witnessed: number, still: () => boolean): Promise<RecordHealth> {
  const stored = await read();
  if (stored === undefined) return "sound";
  const missing = witnessed - rows;
  if (missing > 0) {
    if (stored.missing !== missing) await keep({ rows: stored.rows, missing });
    return "partly-lost";
  }
  // A death may have left the witness behind; and what was missing may have come back.
  if (still() && (missing < 0 || stored.missing !== undefined)) await keep({ rows });
  return "sound";
}
