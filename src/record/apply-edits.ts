// Applies edits to the current rows: joins and stamps them, and records for each change the values before it. Reads only.
import { Refusal } from "../core/commands/errors.ts";
import {
  type Change,
  canonical,
  edited,
  erased,
  type Fields,
  isVisible,
  join,
  type Lost,
  type Row,
  stampOf,
} from "../core/record/change.ts";
import { type Clock, nextStamp, seenStamp } from "../core/record/stamp.ts";
import { TABLES, type TableName } from "../core/record/tables.ts";
import { clock } from "../platform/clock.ts";
import type { Database, LostField, Meta } from "./database.ts";
import type { ReadonlyTable, RecordReader } from "./record-reader.ts";
import type { RowChange } from "./write-hooks.ts";

/**
 * An edit of one row. A null field counts as absent. Without an id the row is new and its creation stamp becomes its id.
 * `there`: throws `not-found` if the row is not visible. `row` is merged, as it came from a file or another device.
 * `restore` puts the row back to the byte; null deletes it, as if it had never existed.
 */
export type Edit =
  | { table: TableName; id?: string; fields: Fields }
  | { table: TableName; id: string; fields: Fields; there: true }
  | { table: TableName; id: string; erase: true }
  | { table: TableName; row: Row }
  | { table: TableName; id: string; restore: Row | null };

/** Edits with local values that are stored in the same transaction and are not part of the record. */
export interface PlannedWrite {
  edits: readonly Edit[];
  meta: readonly Meta[];
}

/**
 * Computes edits from the rows, read inside the transaction, so that they are still current when the edits are stored.
 * Gets a read-only view. Must have no side effects: a dry run calls it too.
 */
export type EditPlan = (tables: RecordReader) => Promise<readonly Edit[] | PlannedWrite>;

export interface WriteResult {
  /** Id of this write for undo; null if nothing changed. */
  batch: string | null;
  /** Row ids, in the order of the edits. */
  ids: string[];
  touched: RowChange[];
}

/** From this many rows on, one range read finds the known ids. */
const MANY_ROWS = 200;

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
  /** Values that a merged row overruled. */
  lost: LostField[];
  clock: Clock;
}

/** `here`: an edit by the user, or from a file. `vault`: rows of another device of the user. */
export type Origin = "here" | "vault";

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

  // Undo restores imported rows to the byte, so each change of an import stores the whole row before it.
  const storesRows = origin === "here" && edits.some((edit) => "row" in edit || "restore" in edit);
  const lost: LostField[] = [];

  for (const edit of edits) {
    const known = "row" in edit ? edit.row.id : edit.id;
    const current = known === undefined ? undefined : rows.get(`${edit.table} ${known}`);
    if ("there" in edit && !isVisible(current)) throw new Refusal("not-found", edit.id);
    const next = nextState(edit, current, { clock: ticking, now });
    ids.push(next.row.id);
    for (const one of next.lost ?? [])
      if (one.field !== "$del") lost.push({ ...one, table: edit.table, id: next.row.id, at: now });
    if (!next.changed) continue;
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

  return { batch, ids, touched: [...touched.values()], changes, lost, clock: ticking };
}

interface NextState {
  row: Row;
  stamp: string;
  clock: Clock;
  changed: boolean;
  gone: boolean;
  lost?: Lost[];
}

function nextState(
  edit: Edit,
  current: Row | undefined,
  { clock: ticking, now }: { clock: Clock; now: number },
): NextState {
  if ("row" in edit) {
    const { row, changed, lost } = join(current, edit.row);
    const stamp = highestStamp(edit.row);
    return { row, stamp, clock: changed ? seenStamp(ticking, stamp, now) : ticking, changed, gone: false, lost };
  }
  if ("restore" in edit) {
    const { restore } = edit;
    const changed = canonical(restore ?? null) !== canonical(current ?? null);
    // Effects see a deleted row as a removed one.
    const row = restore ?? { id: edit.id, $h: LOWEST, $del: true };
    return { row, ...nextStamp(ticking, now), changed, gone: restore === null };
  }
  const fields = "erase" in edit ? {} : edit.fields;
  const next = nextStamp(ticking, now, highestStamp(current, Object.keys(fields)));
  const row =
    "erase" in edit
      ? erased(edit.id, next.stamp)
      : withFields(current, fields, { id: edit.id ?? next.stamp, stamp: next.stamp });
  return { row, ...next, changed: true, gone: false };
}

const LOWEST = "0".repeat(22);

/** Edits a row. Brings a removed one back: a removal on another device must not discard an edit made since. */
function withFields(current: Row | undefined, given: Fields, key: { id: string; stamp: string }): Row {
  // Payloads may carry unknown members, and must not set a row's id, stamps or tombstone.
  const { id: _id, $h: _h, $x: _x, ...fields } = given;
  const base = current?.$x === undefined ? current : undefined;
  return edited(base, base === undefined ? fields : { $del: false, ...fields }, key);
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

const highestStamp = (row: Row | undefined, fields?: readonly string[]): string =>
  row === undefined
    ? ""
    : (row.$x ??
      (fields ?? Object.keys(row))
        .map((field) => stampOf(row, field))
        .reduce((one, other) => (one > other ? one : other), ""));

/** The current rows that edits name, by table and id. */
export async function readRowsOf(target: RecordReader, edits: readonly Edit[]): Promise<Map<string, Row>> {
  const rows = new Map<string, Row>();
  for (const table of TABLES) {
    const ids = edits.flatMap((edit) => (edit.table === table ? (("row" in edit ? edit.row.id : edit.id) ?? []) : []));
    if (ids.length === 0) continue;
    for (const row of await target[table].bulkGet(await idsThere(target[table], [...new Set(ids)])))
      if (row !== undefined) rows.set(`${table} ${row.id}`, row);
  }
  return rows;
}

/** The ids that exist. Most rows of an import are new: one range read finds them faster than a get for each. */
async function idsThere(table: ReadonlyTable, ids: string[]): Promise<string[]> {
  if (ids.length < MANY_ROWS) return ids;
  const sorted = [...ids].sort();
  const range = table.where(":id").between(sorted[0], sorted.at(-1), true, true);
  const known = new Set(await range.primaryKeys());
  return ids.filter((id) => known.has(id));
}
