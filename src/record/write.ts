// The one write path, for local, imported and synced edits alike. Stores rows, their log entries, counters, trash and
// outbox entry in one transaction, then runs the effects of the write.
import { Dexie } from "dexie";
import { TABLES } from "../core/record/tables.ts";
import { broadcastWrite } from "../platform/messages/write-channel.ts";
import type { CacheSuspension } from "../platform/session/answer-cache.ts";
import { type Arrival, applyEdits, planEdits, type WriteResult } from "./apply-edits.ts";
import { type Database, database } from "./database.ts";
import { noteChanges } from "./deciding.ts";
import type { Edit, EditPlan } from "./edit.ts";
import { beginWrite } from "./sentinel.ts";
import { storageRefusal } from "./storage-refusal.ts";
import { type Destination, storeEdits } from "./store-edits.ts";
import { type RowChange, runEffects, writeHooks } from "./write-hooks.ts";

export type { WriteResult } from "./apply-edits.ts";
export type { Edit, EditPlan, PlannedWrite } from "./edit.ts";
export { readRowsOf } from "./read-edited.ts";

const tablesOf = (target: Database) => [
  ...TABLES.map((name) => target[name]),
  target.changes,
  target.outbox,
  target.meta,
  target.counters,
  target.months,
  target.trash,
  target.history,
];

/** The changes that a write would make. Stores nothing. Throws as `write` does. */
export async function dryRun(edits: readonly Edit[] | EditPlan, target: Database = database): Promise<RowChange[]> {
  try {
    return await target.transaction("r", tablesOf(target), async () => {
      const [self, planned] = await Promise.all([target.meta.get("self"), planEdits(edits, target)]);
      return applyEdits(planned, self).touched;
    });
  } catch (error) {
    throw storageRefusal(error);
  }
}

/**
 * Throws a Refusal (`storage-full`, `storage-failed`, or one from the plan); then nothing is stored. Rows with the
 * origin `vault` are known to other devices, so they get no outbox mark, and a value that replaces an unsent one of
 * this device is kept in the history.
 */
export async function write(
  edits: readonly Edit[] | EditPlan,
  target: Database = database,
  arrival: Arrival = { origin: "here" },
): Promise<WriteResult> {
  const addToSentinel = beginWrite();
  const suspensions: CacheSuspension[] = [];
  let added = 0;
  try {
    const written = await store({ target, ...arrival }, edits, suspensions);
    arrival.stored?.();
    added = growthOf(written.touched);
    if (written.touched.length > 0) {
      await runEffects(written.touched);
      broadcastWrite(written.touched.map(({ table }) => table));
    }
    return written;
  } finally {
    for (const { resume } of suspensions) resume();
    // The transaction has committed. Updating the sentinel is best effort: a stale count only makes health checks report
    // "sound".
    void addToSentinel(added).catch((error: unknown) => console.error("the sentinel is behind", error));
  }
}

const growthOf = (touched: readonly RowChange[]): number =>
  touched.filter(({ before, gone }) => before === undefined && gone !== true).length;

/** Stores the edits. Adds to `suspensions` the caches suspended for them. */
async function store(
  to: Destination,
  edits: readonly Edit[] | EditPlan,
  suspensions: CacheSuspension[],
): Promise<WriteResult> {
  try {
    for (;;) {
      // Async itself, since only then Dexie follows native promises through the transaction.
      const outcome = await to.target.transaction("rw", tablesOf(to.target), async () =>
        tryToStore(to, edits, suspensions),
      );
      if (!("clearing" in outcome)) return outcome;
      await outcome.clearing;
    }
  } catch (error) {
    throw storageRefusal(error);
  }
}

/**
 * Plans, applies and commits the edits, within one transaction. If a cache must be cleared first, stores nothing and
 * returns the promise to await outside: a transaction ends while it waits for anything but IndexedDB.
 */
async function tryToStore(
  to: Destination,
  edits: readonly Edit[] | EditPlan,
  suspensions: CacheSuspension[],
): Promise<WriteResult | { clearing: Promise<void> }> {
  const { target, origin } = to;
  // One round of reads for everything that a write needs: each further round costs as much as a put.
  const [[self, counted, sync], profile, planned] = await Promise.all([
    target.meta.bulkGet(["self", "counted-in", "sync"]),
    target.profiles.get("profile"),
    planEdits(edits, target),
  ]);
  const applied = applyEdits(planned, self, origin);
  // Dexie ties promises created here to this transaction, even after it ends. `ignoreTransaction` detaches them.
  const suspension = Dexie.ignoreTransaction(() => writeHooks().suspendCaches(applied.touched));
  if (suspension !== null) suspensions.push(suspension);
  // The caller awaits it, but only after the end of the transaction; until then a rejection would be reported as
  // unhandled.
  suspension?.cleared?.catch(() => {});
  if (suspension?.cleared) return { clearing: suspension.cleared };
  noteChanges(applied.touched);
  return storeEdits(to, applied, { counted, profile, sync, meta: planned.meta });
}
