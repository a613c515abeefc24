// Removes a feeling: hides it at once, allows Undo for ten minutes, then erases it for good with all its text.
import type { Payload } from "../../core/commands/index.ts";
import { cancelling } from "../../core/sharing/delivery-state.ts";
import { DAY_MILLISECONDS } from "../../core/time/durations.ts";
import { isWithinLast } from "../../core/time/instant.ts";
import { clock } from "../../platform/clock.ts";
import { batchOf, forgetBatch, removedRowOf } from "../../record/change-log.ts";
import { database, entitiesOf } from "../../record/database.ts";
import type { Trashed } from "../../record/local-tables.ts";
import { readDeliveries } from "../../record/read-record.ts";
import type { RecordReader } from "../../record/record-reader.ts";
import { readSyncStatus } from "../../record/sync-status.ts";
import { type Edit, write } from "../../record/write.ts";

const UNDO_MINUTES = 10;

export async function removeFeeling({ id }: Payload<"remove-feeling">): Promise<{ batch: string | null }> {
  const { batch } = await write(async (tables) => {
    // Cancels a delivery of this feeling that has not left.
    const owed = cancelling(await readDeliveries("feeling", id, tables));
    return [{ table: "feelings", id, fields: { $del: true }, there: true }, ...owed];
  });
  return { batch };
}

/**
 * How long the device that removed a row has for erasing it, or undoing the removal, while this one syncs. Only then
 * this device erases the row.
 */
const ELSEWHERE_MILLISECONDS = 7 * DAY_MILLISECONDS;

/** Idempotent. Erases rows removed more than ten minutes ago, here and in the change log. */
export async function eraseRemovedRows(): Promise<void> {
  const now = clock.now();
  const [removed, sync] = await Promise.all([database.trash.toArray(), readSyncStatus()]);
  // If the removal has a future time, the clock was ahead: treats it as just removed.
  await database.trash.bulkPut(removed.filter(({ at }) => at > now).map((one) => ({ ...one, at: now })));
  const isWaiting = ({ at, elsewhere }: Trashed) =>
    elsewhere === true && sync !== null && (sync.lastSyncedAt ?? 0) < at + ELSEWHERE_MILLISECONDS;
  for (const { id } of removed.filter((one) => isDue(one, now) && !isWaiting(one))) {
    const batch = batchOf(id);
    if (batch !== null) await forgetBatch(database, batch);
    else await write((tables) => erasing(tables, id, now));
  }
}

const isDue = ({ at }: Trashed, now: number): boolean => at <= now && !isWithinLast(UNDO_MINUTES * 60_000, at, now);

/**
 * Checked again in the transaction, since an undo may have restored the row, or a new removal restarted its time.
 */
async function erasing(tables: RecordReader, trash: string, now: number): Promise<Edit[]> {
  const owed = await database.trash.get(trash);
  if (owed === undefined || !isDue(owed, now)) return [];
  const { table, id } = removedRowOf(trash);
  return [{ table, id, erase: true }, ...(table === "feelings" ? await unsent(tables, id) : [])];
}

/**
 * The text of a feeling that was never sent proves nothing, so it is erased together with the feeling and its receipt.
 */
async function unsent(tables: RecordReader, id: string): Promise<Edit[]> {
  const kept = (await readDeliveries("feeling", id, tables)).filter(({ state }) => state === "cancelled");
  const edits: Edit[] = [];
  for (const { id: delivery, company } of kept) {
    const receipts = entitiesOf("receipts", await tables.receipts.where("company").equals(company).toArray());
    const own = receipts.filter((receipt) => receipt.delivery === delivery);
    edits.push({ table: "deliveries", id: delivery, erase: true });
    for (const receipt of own) edits.push({ table: "receipts", id: receipt.id, erase: true });
  }
  return edits;
}
