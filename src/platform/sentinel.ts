// A witness outside IndexedDB. Chromium replaces a damaged database by an empty one without a word: the sentinel notices.
import { TABLES } from "../core/entities.ts";
import { browser } from "./browser.ts";
import type { Database } from "./database.ts";

/** Numbers only: storage.local can be read by content scripts. */
interface Sentinel {
  rows: number;
}

export type RecordHealth = "sound" | "lost" | "partly-lost" | "unreadable";

const KEY = "sentinel";

export async function keepSentinel(target: Database): Promise<void> {
  const counted = await target.meta.get("rows");
  const sentinel: Sentinel = { rows: counted?.key === "rows" ? counted.count : 0 };
  await browser.storage.local.set({ [KEY]: sentinel });
}

/** Forgets the witness: only after the user chose to erase or to start again. */
export const dropSentinel = (): Promise<void> => browser.storage.local.remove(KEY);

/** After the user chose to go on with what is there: what is counted from now on is what is there now. */
export async function recountRows(target: Database): Promise<void> {
  const tables = TABLES.map((table) => target[table]);
  await target.transaction("rw", [...tables, target.meta], async () => {
    const counts = await Promise.all(tables.map((table) => table.count()));
    await target.meta.put({ key: "rows", count: counts.reduce((sum, count) => sum + count, 0) });
  });
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
