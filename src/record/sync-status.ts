// Status of sync on this device: a local `meta` row, absent while sync is off.
import type { SyncStatus } from "../core/sync/sync-status.ts";
import { clock } from "../platform/clock.ts";
import { type Database, database } from "./database.ts";

export async function readSyncStatus(source: Database = database): Promise<SyncStatus | null> {
  const row = await source.meta.get("sync");
  if (row?.key !== "sync") return null;
  const { key: _key, ...status } = row;
  return status;
}

/** Changes the status. Does nothing while sync is off, so that a sync that ends late does not turn it on. */
export const updateSyncStatus = (change: Partial<SyncStatus>): Promise<void> =>
  database.transaction("rw", database.meta, async () => {
    const status = await readSyncStatus();
    if (status !== null) await database.meta.put({ key: "sync", ...status, ...change });
  });

/** Deletes all local state of sync. The record stays. */
export async function switchSyncOff(): Promise<void> {
  const { meta, cursors, segments, erasures, outbox } = database;
  await database.transaction("rw", [meta, cursors, segments, erasures, outbox], async () => {
    await meta.bulkDelete(["sync", "sync-log", "sync-refused"]);
    await meta.put({ key: "left-vault", at: clock.now() });
    for (const table of [cursors, segments, erasures, outbox]) await table.clear();
  });
}

/** Until when other devices may have read this one's edits: milliseconds since the epoch. */
export async function readLastSent(): Promise<number> {
  if ((await readSyncStatus()) !== null) return Number.POSITIVE_INFINITY;
  const left = await database.meta.get("left-vault");
  return left?.key === "left-vault" ? left.at : Number.NEGATIVE_INFINITY;
}

/** Number of rows that other devices have not seen. A row that was edited several times may count several times. */
export async function countOwedRows(): Promise<number> {
  let count = 0;
  await database.outbox.each(({ rows }) => {
    count += rows.length;
  });
  return count;
}
