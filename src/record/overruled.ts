// Values that another device's later edit of the same field replaced. Local, for 90 days.
import { stampParts } from "../core/record/stamp.ts";
import type { TableName } from "../core/record/tables.ts";
import { DAY_MILLISECONDS } from "../core/time/durations.ts";
import type { Database } from "./database.ts";
import type { LostField } from "./local-tables.ts";

const KEPT_MILLISECONDS = 90 * DAY_MILLISECONDS;

/** Tables with the user's own words. A permission is granted anew, never restored; proofs have no later state. */
const RESTORABLE: readonly TableName[] = ["companies", "rules", "layers", "plans", "feelings", "events", "profiles"];

/**
 * Stores replaced values that were in conflict, that is, of a row with an edit here that no other device has seen. The
 * first value of a new record is nobody's edit.
 */
export async function keepOverruled(target: Database, lost: readonly LostField[]): Promise<void> {
  const unsent = new Set((await target.outbox.toArray()).flatMap(({ rows }) => rows.map((key) => key.join(" "))));
  const kept = lost.filter(
    ({ table, id, value, stamp }) =>
      RESTORABLE.includes(table) &&
      value !== null &&
      stampParts(stamp).milliseconds > 0 &&
      unsent.has(`${table} ${id}`),
  );
  if (kept.length > 0) await target.history.bulkAdd(kept);
}

export async function dropOverruled({ history }: Database, now: number): Promise<void> {
  await history
    .where("at")
    .below(now - KEPT_MILLISECONDS)
    .delete();
}
