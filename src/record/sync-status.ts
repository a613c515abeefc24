// Status of sync on this device: a local `meta` row, absent while sync is off.
import type { SyncStatus } from "../core/sync/sync-status.ts";
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
    for (const table of [cursors, segments, erasures, outbox]) await table.clear();
  });
}

/** Number of rows that other devices have not seen. A row that was edited several times may count several times. */
export async function countOwedRows(): Promise<number> {
  let count = 0;
  await database.outbox.each(({ rows }) => {
    count += rows.length;
  });
  return count;
}
