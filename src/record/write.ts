// The one write path: local, imported and synced edits alike. Row, Change, counter and outbox mark in one transaction.
import { Dexie } from "dexie";
import type { Row } from "../core/record/change.ts";
import { TABLES } from "../core/record/tables.ts";
import { clock } from "../platform/clock.ts";
import { broadcastWrite } from "../platform/messages/write-channel.ts";
import { type AppliedEdits, applyEdits, type Edit, type EditPlan, planEdits, type WriteResult } from "./apply-edits.ts";
import { isKeptForUndo, keepChanges, trashOf } from "./change-log.ts";
import { keepCounters, openCounters } from "./counters.ts";
import { type Database, database, type Meta, storageRefusal } from "./database.ts";
import { beginWrite } from "./sentinel.ts";
import { endBefore, type RowChange, runEffects } from "./write-hooks.ts";

export type { Edit, EditPlan, MetaWrites, WriteResult } from "./apply-edits.ts";
export { readRowsOf } from "./apply-edits.ts";

const tablesOf = (target: Database) => [
  ...TABLES.map((name) => target[name]),
  target.changes,
  target.outbox,
  target.meta,
  target.counters,
  target.months,
  target.trash,
];

/** What a write would change. Nothing is kept. */
export async function dryRun(edits: readonly Edit[] | EditPlan, target: Database = database): Promise<RowChange[]> {
  try {
    return await target.transaction("r", tablesOf(target), async () => {
      const [self, given] = await Promise.all([target.meta.get("self"), planEdits(edits, target, () => {})]);
      const { touched } = applyEdits(given, self);
      return touched;
    });
  } catch (error) {
    throw storageRefusal(error);
  }
}

/** Throws a Refusal (`storage-full`, `storage-failed`); then nothing of the write is kept. */
export async function write(edits: readonly Edit[] | EditPlan, target: Database = database): Promise<WriteResult> {
  const resume: (() => void)[] = [];
  const witnessed = beginWrite();
  let rows = 0;
  try {
    const written = await stored(target, edits, resume);
    rows = growthOf(written.touched);
    if (written.touched.length > 0) {
      await runEffects(written.touched);
      broadcastWrite(written.touched.map(({ table }) => table));
    }
    return written;
  } finally {
    for (const begin of resume) begin();
    // The write stands even if its witness fails, and no caller waits for the witness: a lagging one reports "sound".
    void witnessed(rows).catch((error: unknown) => console.error("the witness is behind", error));
  }
}

const growthOf = (touched: readonly RowChange[]): number =>
  touched.filter(({ before, gone }) => before === undefined && gone !== true).length;

/** What must end before a write is kept and is not of the database: it cannot be waited for inside a transaction. */
class StillUnderWay {
  constructor(readonly ended: Promise<void>) {}
}

/** Stored in one transaction. `resume` is given what may begin again once all that follows from the write is done. */
async function stored(
  target: Database,
  edits: readonly Edit[] | EditPlan,
  resume: (() => void)[],
): Promise<WriteResult> {
  try {
    return await target.transaction("rw", tablesOf(target), async () => {
      // Everything that any write reads is asked for at once: each answer that is waited for costs as much as a put.
      const besides: Meta[] = [];
      const [[self, counted], profile, given] = await Promise.all([
        target.meta.bulkGet(["self", "counted-in"]),
        target.profiles.get("profile"),
        planEdits(edits, target, (meta) => void besides.push(meta)),
      ]);
      const worked = applyEdits(given, self);
      // A promise that began in a transaction would take what follows it for a part of that, long after its end.
      const ending = Dexie.ignoreTransaction(() => endBefore(worked.touched));
      if (ending !== null) resume.push(ending.over);
      if (ending?.ended) throw new StillUnderWay(ending.ended);
      return keep(target, worked, { counted, profile, besides });
    });
  } catch (error) {
    if (!(error instanceof StillUnderWay)) throw storageRefusal(error);
    await error.ended.catch((fault: unknown) => {
      throw storageRefusal(fault);
    });
    return stored(target, edits, resume);
  }
}

/** What stood before the write. */
interface StoredState {
  counted: Meta | undefined;
  profile: Row | undefined;
  besides: readonly Meta[];
}

async function keep(target: Database, worked: AppliedEdits, standing: StoredState): Promise<WriteResult> {
  const { batch, ids, touched: list, changes } = worked;
  const meta: Meta[] = [...standing.besides, { key: "self", clock: worked.clock }];
  const kept: PromiseLike<unknown>[] = [];
  if (list.length > 0) {
    // First: the counters are read while the rows are stored.
    const counters = openCounters(target, list, standing);
    if (batch !== null && isKeptForUndo(list, changes))
      kept.push(target.trash.put({ id: trashOf(batch), at: clock.now() }));
    kept.push(
      ...storeRows(target, list),
      keepChanges(target, changes, list),
      target.outbox.add({ rows: list.map(({ table, id }) => [table, id]) }),
      keepTrash(target, list, clock.now()),
      // Asked for after the rows, so that what it reads of them is as they are stored here.
      keepCounters(target, list, counters),
    );
  }
  kept.push(target.meta.bulkPut(meta));
  // Together: none of them waits for another.
  await Promise.all(kept);
  return { batch, ids, touched: list };
}

const storeRows = (target: Database, touched: readonly RowChange[]): PromiseLike<unknown>[] =>
  TABLES.flatMap((table) => {
    const own = touched.filter((one) => one.table === table);
    const [rows, gone] = [own.filter((one) => one.gone !== true), own.filter((one) => one.gone === true)];
    return [
      ...(rows.length > 0 ? [target[table].bulkPut(rows.map(({ after }) => after))] : []),
      ...(gone.length > 0 ? [target[table].bulkDelete(gone.map(({ id }) => id))] : []),
    ];
  });

/** Adds a row to the trash for each removed feeling, until it is erased. A row that an Undo took out gets none. */
async function keepTrash(target: Database, touched: readonly RowChange[], now: number): Promise<void> {
  for (const { table, id, before, after, gone } of touched) {
    const removed = after.$del === true && after.$x === undefined && gone !== true;
    if (table !== "feelings" || (before?.$del === true) === removed) continue;
    if (removed) await target.trash.put({ id, at: now });
    else await target.trash.delete(id);
  }
}
