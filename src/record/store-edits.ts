// Stores applied edits: rows, log entries, counters, trash and outbox marks, within the write's transaction.
import type { Row } from "../core/record/change.ts";
import { TABLES } from "../core/record/tables.ts";
import { clock } from "../platform/clock.ts";
import type { AppliedEdits, Arrival, WriteResult } from "./apply-edits.ts";
import { appendChanges, isKeptForUndo, trashOf, trashOfRow } from "./change-log.ts";
import { openCounters, storeCounters } from "./counters.ts";
import type { Database } from "./database.ts";
import type { Meta, Trashed } from "./local-tables.ts";
import { marksOf } from "./outbox.ts";
import { keepOverruled } from "./overruled.ts";
import type { RowChange } from "./write-hooks.ts";

/** From this many rows on, computing takes longer than the database. */
const MANY_ROWS = 200;

/** Destination of the rows, and their origin. */
export interface Destination extends Arrival {
  target: Database;
}

/** Values as they were before the write. */
export interface StoredState {
  counted: Meta | undefined;
  profile: Row | undefined;
  /** Absent while sync is off. */
  sync: Meta | undefined;
  /** Local values to store with the write. */
  meta: readonly Meta[];
}

export async function storeEdits(
  { target, origin, meanwhile }: Destination,
  applied: AppliedEdits,
  state: StoredState,
): Promise<WriteResult> {
  const { batch, ids, touched, changes } = applied;
  const puts: PromiseLike<unknown>[] = [];
  if (touched.length > 0) {
    const open = (): ReturnType<typeof openCounters> => openCounters(target, touched, state);
    // For a few rows, counters are read while the rows are stored. For many, the browser stores them while counters are
    // computed.
    const early = touched.length < MANY_ROWS ? open() : null;
    if (batch !== null && isKeptForUndo(touched, changes))
      puts.push(target.trash.put({ id: trashOf(batch), at: clock.now() }));
    puts.push(
      ...storeRows(target, touched),
      appendChanges(target, changes, touched),
      // Without sync nothing would ever remove the marks; turning sync on marks every row.
      ...(origin === "here" && state.sync !== undefined ? [markUnsent(target, touched)] : []),
      storeTrash({ target, origin }, applied, clock.now()),
      // Follows the rows, which it may read again.
      storeCounters(target, early ?? open()),
    );
  }
  if (origin === "vault" && applied.lost.length > 0) puts.push(keepOverruled(target, applied.lost));
  puts.push(target.meta.bulkPut([...state.meta, { key: "self", clock: applied.clock }]));
  meanwhile?.();
  // These run together, since none depends on another.
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
 * Adds each removed feeling to the trash, and each row that a file erases; they are erased later. Takes out each
 * restored one. Skips rows that an Undo deleted.
 */
async function storeTrash({ target, origin }: Destination, applied: AppliedEdits, now: number): Promise<void> {
  const added: Trashed[] = applied.toErase.map((id) => ({ id, at: now }));
  const restored: string[] = [];
  for (const { table, id, before, after, gone } of applied.touched) {
    const removed = after.$del === true && after.$x === undefined && gone !== true;
    if ((before?.$del === true) === removed) continue;
    if (!removed) restored.push(trashOfRow(table, id));
    else if (table === "feelings") added.push({ id, at: now, ...(origin === "vault" ? { elsewhere: true } : {}) });
  }
  if (restored.length > 0) await target.trash.bulkDelete(restored);
  if (added.length > 0) await target.trash.bulkPut(added);
}
