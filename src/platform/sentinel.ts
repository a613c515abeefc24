// A witness outside IndexedDB. Chromium replaces a damaged database by an empty one without a word: the sentinel notices.
import { TABLES } from "../core/entities.ts";
import { browser } from "./browser.ts";
import type { Database } from "./database.ts";
import { makeInTurn } from "./in-turn.ts";

/** Numbers only: storage.local can be read by content scripts. */
interface Sentinel {
  rows: number;
}

export type RecordHealth = "sound" | "lost" | "partly-lost" | "unreadable";

const KEY = "sentinel";

/** A witness that is late must not speak after it was dismissed. */
const inTurn = makeInTurn();

export const keepSentinel = (target: Database): Promise<void> =>
  inTurn(async () => {
    const counted = await target.meta.get("rows");
    const sentinel: Sentinel = { rows: counted?.key === "rows" ? counted.count : 0 };
    await browser.storage.local.set({ [KEY]: sentinel });
  });

/** Forgets the witness and whatever else was ever kept beside the record: only after the user chose to erase. */
export const dropSentinel = (): Promise<void> => inTurn(() => browser.storage.local.clear());

/** After the user chose to go on with what is there: what is counted from now on is what is there now. */
export async function recountRows(target: Database): Promise<void> {
  const tables = TABLES.map((table) => target[table]);
  await target.transaction("rw", [...tables, target.meta], async () => {
    const counts = await Promise.all(tables.map((table) => table.count()));
    await target.meta.put({ key: "rows", count: counts.reduce((sum, count) => sum + count, 0) });
  });
}

/**
 * Whether there is a record where one is witnessed, without counting: what each start asks before it writes. A record
 * that lost a part of its rows is sound to write to; recordHealth tells of it.
 */
export async function isRecordThere(target: Database): Promise<RecordHealth> {
  try {
    // Together, with a table that hardly any record lacks: each start waits for them.
    const [kept, self, likely] = await Promise.all([
      browser.storage.local.get(KEY),
      target.meta.get("self"),
      target.layers.limit(1).count(),
    ]);
    const stored = kept[KEY] as Sentinel | undefined;
    if (stored === undefined || stored.rows === 0) return "sound";
    if (self === undefined) return "lost";
    if (likely > 0) return "sound";
    for (const table of TABLES) if ((await target[table].limit(1).count()) > 0) return "sound";
    return "lost";
  } catch (error) {
    console.error("the record cannot be read", error);
    return "unreadable";
  }
}

/** Rows are never physically deleted but by "erase everything", so fewer rows than witnessed means loss. */
export async function recordHealth(target: Database): Promise<RecordHealth> {
  const stored = (await browser.storage.local.get(KEY))[KEY] as Sentinel | undefined;
  try {
    const self = await target.meta.get("self");
    if (stored === undefined || stored.rows === 0) return "sound";
    if (self === undefined) return "lost";
    const counts = await Promise.all(TABLES.map((table) => target[table].count()));
    const rows = counts.reduce((sum, count) => sum + count, 0);
    return rows === 0 ? "lost" : rows < stored.rows ? "partly-lost" : "sound";
  } catch (error) {
    console.error("the record cannot be read", error);
    return "unreadable";
  }
}
