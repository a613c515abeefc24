// The one write path, for local, imported and synced edits alike. Stores rows, their log entries, counters, trash and
// outbox entry in one transaction, then runs the effects of the write.
import { Dexie } from "dexie";
import type { Row } from "../core/record/change.ts";
import { TABLES } from "../core/record/tables.ts";
import { clock } from "../platform/clock.ts";
import { broadcastWrite } from "../platform/messages/write-channel.ts";
import type { CacheSuspension } from "../platform/session/answer-cache.ts";
import {
  type AppliedEdits,
  applyEdits,
  type Edit,
  type EditPlan,
  type Origin,
  planEdits,
  type WriteResult,
} from "./apply-edits.ts";
import { appendChanges, isKeptForUndo, trashOf } from "./change-log.ts";
import { openCounters, storeCounters } from "./counters.ts";
import { type Database, database, type Meta, storageRefusal } from "./database.ts";
import { marksOf } from "./outbox.ts";
import { keepOverruled } from "./overruled.ts";
import { beginWrite } from "./sentinel.ts";
import { type RowChange, runEffects, writeHooks } from "./write-hooks.ts";

export type { Edit, EditPlan, PlannedWrite, WriteResult } from "./apply-edits.ts";
export { readRowsOf } from "./apply-edits.ts";

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
 * Throws a Refusal (`storage-full`, `storage-failed`, or one of the plan's own); then nothing is stored. With the origin
 * `vault`, other devices have the rows: the outbox does not name them, and a value that overrules an unsent one of this
 * device goes to the history.
 */
export async function write(
  edits: readonly Edit[] | EditPlan,
  target: Database = database,
  origin: Origin = "here",
): Promise<WriteResult> {
  const addToSentinel = beginWrite();
  const suspensions: CacheSuspension[] = [];
  let added = 0;
  try {
    const written = await store({ target, origin }, edits, suspensions);
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

/** From this many rows on, computing takes longer than waiting for the database. */
const MANY_ROWS = 200;

const growthOf = (touched: readonly RowChange[]): number =>
  touched.filter(({ before, gone }) => before === undefined && gone !== true).length;

interface Destination {
  target: Database;
  origin: Origin;
}

/** Stores the edits. Adds to `suspensions` the caches suspended for them. */
async function store(
  to: Destination,
  edits: readonly Edit[] | EditPlan,
  suspensions: CacheSuspension[],
): Promise<WriteResult> {
  try {
    for (;;) {
      // Async itself: only then does Dexie follow native promises through the transaction.
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
  { target, origin }: Destination,
  edits: readonly Edit[] | EditPlan,
  suspensions: CacheSuspension[],
): Promise<WriteResult | { clearing: Promise<void> }> {
  // One round of reads for everything a write needs: each further round costs as much as a put.
  const [[self, counted, sync], profile, planned] = await Promise.all([
    target.meta.bulkGet(["self", "counted-in", "sync"]),
    target.profiles.get("profile"),
    planEdits(edits, target),
  ]);
  const applied = applyEdits(planned, self, origin);
  // Dexie ties promises created here to this transaction, even after it ends. `ignoreTransaction` detaches them.
  const suspension = Dexie.ignoreTransaction(() => writeHooks().suspendCaches(applied.touched));
  if (suspension !== null) suspensions.push(suspension);
  // The caller awaits it, but only once the transaction has ended: until then a rejection would count as unhandled.
  suspension?.cleared?.catch(() => {});
  if (suspension?.cleared) return { clearing: suspension.cleared };
  return commit({ target, origin }, applied, { counted, profile, sync, meta: planned.meta });
}

interface StoredState {
  /** Values as they were before the write. */
  counted: Meta | undefined;
  profile: Row | undefined;
  /** Absent while sync is off. */
  sync: Meta | undefined;
  /** Local values to store with the write. */
  meta: readonly Meta[];
}

async function commit(
  { target, origin }: Destination,
  applied: AppliedEdits,
  state: StoredState,
): Promise<WriteResult> {
  const { batch, ids, touched, changes } = applied;
  const puts: PromiseLike<unknown>[] = [];
  if (touched.length > 0) {
    const open = (): ReturnType<typeof openCounters> => openCounters(target, touched, state);
    // A few: the counters are read while the rows are stored. Many: the browser stores them while counters are computed.
    const early = touched.length < MANY_ROWS ? open() : null;
    if (batch !== null && isKeptForUndo(touched, changes))
      puts.push(target.trash.put({ id: trashOf(batch), at: clock.now() }));
    puts.push(
      ...storeRows(target, touched),
      appendChanges(target, changes, touched),
      // Without sync nobody would ever take the marks away: turning it on marks every row.
      ...(origin === "here" && state.sync !== undefined ? [markUnsent(target, touched)] : []),
      storeTrash(target, touched, clock.now()),
      // After the rows, which it may read again.
      storeCounters(target, early ?? open()),
    );
  }
  if (origin === "vault" && applied.lost.length > 0) puts.push(keepOverruled(target, applied.lost));
  puts.push(target.meta.bulkPut([...state.meta, { key: "self", clock: applied.clock }]));
  // Together: none of them waits for another.
  await Promise.all(puts);
  return { batch, ids, touched };
}

const markUnsent = (target: Database, touched: readonly RowChange[]): PromiseLike<unknown> =>
  target.outbox.bulkAdd(marksOf(touched.map(({ table, id }) => [table, id])));

const storeRows = (target: Database, touched: readonly RowChange[]): PromiseLike<unknown>[] =>
  TABLES.flatMap((table) => {
    const own = touched.filter((one) => one.table === table);
    const [rows, gone] = [own.filter((one) => one.gone !== true), own.filter((one) => one.gone === true)];
    return [
      ...(rows.length > 0 ? [target[table].bulkPut(rows.map(({ after }) => after))] : []),
      ...(gone.length > 0 ? [target[table].bulkDelete(gone.map(({ id }) => id))] : []),
    ];
  });

/**
 * Adds each removed feeling to the trash, where it waits to be erased, and removes each restored one. Skips rows that an
 * Undo deleted.
 */
async function storeTrash(target: Database, touched: readonly RowChange[], now: number): Promise<void> {
  for (const { table, id, before, after, gone } of touched) {
    const removed = after.$del === true && after.$x === undefined && gone !== true;
    if (table !== "feelings" || (before?.$del === true) === removed) continue;
    if (removed) await target.trash.put({ id, at: now });
    else await target.trash.delete(id);
  }
}
