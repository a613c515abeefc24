// Applies edits to the current rows: joins and stamps them, and records for each change the values before it. Reads only.
import { Refusal } from "../core/commands/errors.ts";
import { type Change, canonical, isVisible, type Row } from "../core/record/change.ts";
import { type Clock, nextStamp } from "../core/record/stamp.ts";
import type { TableName } from "../core/record/tables.ts";
import { clock } from "../platform/clock.ts";
import { trashOfRow } from "./change-log.ts";
import type { Database } from "./database.ts";
import type { Edit, EditPlan, PlannedWrite } from "./edit.ts";
import type { LostField, Meta } from "./local-tables.ts";
import { nextState } from "./next-state.ts";
import { readRowsOf } from "./read-edited.ts";
import type { RowChange } from "./write-hooks.ts";

export interface WriteResult {
  /** Id of this write for undo; null if nothing changed. */
  batch: string | null;
  /** Row ids, in the order of the edits. */
  ids: string[];
  touched: RowChange[];
}

export interface PlannedEdits extends PlannedWrite {
  /** The current rows of the edits, by table and id. */
  rows: Map<string, Row>;
}

/** Runs the plan and reads the rows that its edits name. */
export async function planEdits(edits: readonly Edit[] | EditPlan, target: Database): Promise<PlannedEdits> {
  const planned = typeof edits === "function" ? await edits(target) : edits;
  const write = "edits" in planned ? planned : { edits: planned, meta: [] };
  return { ...write, rows: await readRowsOf(target, write.edits) };
}

export interface AppliedEdits extends WriteResult {
  changes: Change[];
  /** Values that a merged row replaced. */
  lost: LostField[];
  clock: Clock;
  /** Trash rows of removals whose row must be erased later. */
  toErase: string[];
}

/** `here`: an edit by the user, or from a file. `vault`: rows of another device of the user. */
export type Origin = "here" | "vault";

/** Origin of the rows of a write. */
export interface Arrival {
  origin: Origin;
  /** Called once the rows are being stored, for work that makes no request to the database. */
  meanwhile?: (() => void) | undefined;
  /** Called once the rows are stored, before the effects of the write. */
  stored?: (() => void) | undefined;
}

/** Applies edits to rows in memory. `self` is this device's clock. Throws a Refusal (`not-found`). */
export function applyEdits(
  { edits, rows }: PlannedEdits,
  self: Meta | undefined,
  origin: Origin = "here",
): AppliedEdits {
  const now = clock.now();
  let ticking: Clock = self?.key === "self" ? self.clock : { device: clock.randomText(10), last: "" };
  const ids: string[] = [];
  const changes: Change[] = [];
  const touched = new Map<string, RowChange>();
  let batch: string | null = null;

  // Undo restores imported rows byte for byte, so each change of an import stores the whole row before it.
  const storesRows =
    origin === "here" && edits.some((edit) => "row" in edit || "restore" in edit || "thenErase" in edit);
  const lost: LostField[] = [];
  const toErase: string[] = [];

  for (const edit of edits) {
    const known = "row" in edit ? edit.row.id : edit.id;
    const current = known === undefined ? undefined : rows.get(`${edit.table} ${known}`);
    if ("there" in edit && !isVisible(current)) throw new Refusal("not-found", edit.id);
    const next = nextState(edit, current, { clock: ticking, now });
    ids.push(next.row.id);
    for (const one of next.lost ?? [])
      if (one.field !== "$del") lost.push({ ...one, table: edit.table, id: next.row.id, at: now });
    if (!next.changed) continue;
    if ("thenErase" in edit) toErase.push(trashOfRow(edit.table, edit.id));
    const { row, stamp, gone } = next;
    const key = `${edit.table} ${row.id}`;
    ticking = next.clock;
    if (gone) rows.delete(key);
    else rows.set(key, row);
    if (batch === null) {
      // A stamp of this write names the batch only if it advanced this device's clock: only then is it unused.
      const name = stamp === ticking.last && !("row" in edit) ? { stamp, clock: ticking } : nextStamp(ticking, now);
      [batch, ticking] = [name.stamp, name.clock];
    }
    const whole = { ...(storesRows ? { row: current ?? null } : {}), ...(gone ? { gone } : {}) };
    changes.push({ ...changeOf(edit.table, { before: current, after: row }, { stamp, batch }), at: now, ...whole });
    const first = touched.get(key);
    const before = first === undefined ? current : first.before;
    touched.set(key, { table: edit.table, id: row.id, before, after: row, ...(gone ? { gone } : {}) });
  }

  return { batch, ids, touched: [...touched.values()], changes, lost, clock: ticking, toErase };
}

function changeOf(
  table: TableName,
  { before, after }: Pick<RowChange, "before"> & { after: Row },
  { stamp, batch }: Pick<Change, "stamp" | "batch">,
): Change {
  const fields = Object.keys(after).filter((field) => field !== "id" && field !== "$h" && field !== "$x");
  const altered = fields.filter(
    (field) => before === undefined || canonical(before[field]) !== canonical(after[field]),
  );
  const old = Object.fromEntries(altered.map((field) => [field, before?.[field] ?? null]));
  return { stamp, batch, table, id: after.id, fields: altered, before: before === undefined ? { $del: true } : old };
}
