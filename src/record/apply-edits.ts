// What edits make of the rows as they stand: joined, stamped, and with the change that says what stood before. Reads only.
import type { Table } from "dexie";
import { Refusal } from "../core/commands/errors.ts";
import {
  type Change,
  canonical,
  edited,
  erased,
  type Fields,
  isVisible,
  join,
  type Row,
  stampOf,
} from "../core/record/change.ts";
import { type Clock, nextStamp, seenStamp } from "../core/record/stamp.ts";
import { TABLES, type TableName } from "../core/record/tables.ts";
import { clock } from "../platform/clock.ts";
import type { Database, Meta, RecordTables } from "./database.ts";
import type { RowChange } from "./write-hooks.ts";

/**
 * An edit. A null field counts as absent. Without an id the row is new and its creation stamp is its id. `there`:
 * refused as `not-found` if the row is not visible. `row` is merged as it came from elsewhere; `restore` returns the
 * row to the byte, and null takes it out, as if it had never existed.
 */
export type Edit =
  | { table: TableName; id?: string; fields: Fields }
  | { table: TableName; id: string; fields: Fields; there: true }
  | { table: TableName; id: string; erase: true }
  | { table: TableName; row: Row }
  | { table: TableName; id: string; restore: Row | null };

/**
 * Reads inside the transaction, so that what was read is still true when it is written. `besides` is given what else is
 * to be stored with it, and is none of the record.
 */
export type EditPlan = (tables: RecordTables, besides: MetaWrites) => Promise<readonly Edit[]>;
export type MetaWrites = (meta: Meta) => void;

export interface WriteResult {
  /** Names this write for undo; null when nothing changed. */
  batch: string | null;
  /** The ids of the rows, in the order of the edits. */
  ids: string[];
  touched: RowChange[];
}

const MANY = 200;

/** Edits with the rows they are about, as they stand. */
export interface PlannedEdits {
  edits: readonly Edit[];
  /** By table and id. */
  rows: Map<string, Row>;
}

export async function planEdits(
  edits: readonly Edit[] | EditPlan,
  target: Database,
  besides: MetaWrites,
): Promise<PlannedEdits> {
  const given = typeof edits === "function" ? await edits(target, besides) : edits;
  return { edits: given, rows: await readRowsOf(target, given) };
}

export interface AppliedEdits extends WriteResult {
  changes: Change[];
  clock: Clock;
}

/** What the edits make of the rows as they stand. Throws a Refusal (`not-found`). */
export function applyEdits({ edits, rows }: PlannedEdits, self: Meta | undefined): AppliedEdits {
  const now = clock.now();
  let ticking: Clock = self?.key === "self" ? self.clock : { device: clock.randomText(10), last: "" };
  const ids: string[] = [];
  const changes: Change[] = [];
  const touched = new Map<string, RowChange>();
  let batch: string | null = null;

  // Undo restores imported rows to the byte: each of their changes stores the row before it.
  const brought = edits.some((edit) => "row" in edit || "restore" in edit);

  for (const edit of edits) {
    const known = "row" in edit ? edit.row.id : edit.id;
    const current = known === undefined ? undefined : rows.get(`${edit.table} ${known}`);
    if ("there" in edit && !isVisible(current)) throw new Refusal("not-found", edit.id);
    const made = madeOf(edit, current, ticking, now);
    ids.push(made.row.id);
    if (!made.changed) continue;
    const { row, stamp, gone } = made;
    const key = `${edit.table} ${row.id}`;
    ticking = made.clock;
    if (gone) rows.delete(key);
    else rows.set(key, row);
    if (batch === null) {
      // Only a stamp that moved this device's clock was never given before: all others may have named a write here.
      const name = stamp === ticking.last && !("row" in edit) ? { stamp, clock: ticking } : nextStamp(ticking, now);
      [batch, ticking] = [name.stamp, name.clock];
    }
    const whole = { ...(brought ? { row: current ?? null } : {}), ...(gone ? { gone } : {}) };
    changes.push({ ...changeOf(edit.table, current, row, stamp, batch), at: now, ...whole });
    const first = touched.get(key);
    const before = first === undefined ? current : first.before;
    touched.set(key, { table: edit.table, id: row.id, before, after: row, ...(gone ? { gone } : {}) });
  }

  return { batch, ids, touched: [...touched.values()], changes, clock: ticking };
}

interface Made {
  row: Row;
  stamp: string;
  clock: Clock;
  changed: boolean;
  gone: boolean;
}

function madeOf(edit: Edit, current: Row | undefined, ticking: Clock, now: number): Made {
  if ("row" in edit) {
    const { row, changed } = join(current, edit.row);
    const stamp = highestStamp(edit.row);
    return { row, stamp, clock: changed ? seenStamp(ticking, stamp, now) : ticking, changed, gone: false };
  }
  if ("restore" in edit) {
    const { restore } = edit;
    const changed = canonical(restore ?? null) !== canonical(current ?? null);
    // To all that follows from a write, a row that never came is a removed one.
    const row = restore ?? { id: edit.id, $h: LOWEST, $del: true };
    return { row, ...nextStamp(ticking, now), changed, gone: restore === null };
  }
  const fields = "erase" in edit ? {} : edit.fields;
  const next = nextStamp(ticking, now, highestStamp(current, Object.keys(fields)));
  const row =
    "erase" in edit ? erased(edit.id, next.stamp) : withFields(current, edit.id ?? next.stamp, fields, next.stamp);
  return { row, ...next, changed: true, gone: false };
}

const LOWEST = "0".repeat(22);

/** An edit of a removed row brings it back: a removal elsewhere must not swallow what somebody still works on. */
function withFields(current: Row | undefined, id: string, given: Fields, stamp: string): Row {
  // Payloads may carry unknown members: a row's name, stamps and tombstone are never theirs to say.
  const { id: _id, $h: _h, $x: _x, ...fields } = given;
  const base = current?.$x === undefined ? current : undefined;
  return edited(base, id, base === undefined ? fields : { $del: false, ...fields }, stamp);
}

function changeOf(table: TableName, before: Row | undefined, after: Row, stamp: string, batch: string): Change {
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

/** The rows that edits are about, by table and id. */
export async function readRowsOf(target: RecordTables, edits: readonly Edit[]): Promise<Map<string, Row>> {
  const rows = new Map<string, Row>();
  for (const table of TABLES) {
    const ids = edits.flatMap((edit) => (edit.table === table ? (("row" in edit ? edit.row.id : edit.id) ?? []) : []));
    if (ids.length === 0) continue;
    for (const row of await target[table].bulkGet(await idsThere(target[table], [...new Set(ids)])))
      if (row !== undefined) rows.set(`${table} ${row.id}`, row);
  }
  return rows;
}

/** Of an import most rows are new: which are known is read at once, not asked of each. */
async function idsThere(table: Table<Row, string>, ids: string[]): Promise<string[]> {
  if (ids.length < MANY) return ids;
  const sorted = [...ids].sort();
  const range = table.where(":id").between(sorted[0], sorted.at(-1), true, true);
  const known = new Set(await range.primaryKeys());
  return ids.filter((id) => known.has(id));
}
