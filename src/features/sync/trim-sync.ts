// Daily: drops what sync stores on this device for a limited time.
import { clock } from "../../platform/clock.ts";
import { database } from "../../record/database.ts";
import { dropOverruled } from "../../record/overruled.ts";
import { readSyncStatus } from "../../record/sync-status.ts";

/** Drops expired overruled values, and the marks that earlier versions made while sync was off. */
export async function trimSync(): Promise<void> {
  await dropOverruled(database, clock.now());
  await database.transaction("rw", [database.meta, database.outbox], async () => {
    if ((await readSyncStatus()) === null) await database.outbox.clear();
  });
}
