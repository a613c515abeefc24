// One recorded edit, and the join of two states of a row: last writer wins per field, tombstones are final. Independent
// of order, and idempotent.
import { stampParts } from "./stamp.ts";

/** A stored row. `$h` has one stamp for all fields or one for each; `$x` marks a row erased for good. */
export interface Row {
  id: string;
  $h: string | Record<string, string>;
  $x?: string;
  /** Removed; an edit on another device or an undo may restore it. */
  $del?: boolean;
  [field: string]: unknown;
}

export type Fields = Record<string, unknown>;

/** A recorded edit: table, row, fields, time, device (the stamp's tail) and previous values. */
export interface Change {
  stamp: string;
  /** Id of the write, from this device's own clock, independent of the stamps of its rows. The unit of Undo. */
  batch: string;
  /** Time of the write on this device, in milliseconds since the epoch. Absent in older changes. */
  at?: number;
  table: string;
  id: string;
  fields: string[];
  before: Fields;
  /** The whole row before the change; null if there was none. Absent in writes that neither import nor restore rows. */
  row?: Row | null;
  /** The change removed the row as if it had never existed. */
  gone?: boolean;
}

/** Time of the change on this device. Without `at`, the time in its batch's stamp. */
export const writtenAt = ({ at, batch }: Pick<Change, "at" | "batch">): number => at ?? stampParts(batch).milliseconds;

export interface Lost {
  field: string;
  value: unknown;
  stamp: string;
}

export const isVisible = (row: Row | undefined): row is Row =>
  row !== undefined && row.$x === undefined && row.$del !== true;

export function fieldsOf(row: Row): Fields {
  const { id: _id, $h: _h, $x: _x, ...fields } = row;
  return fields;
}

export const stampOf = (row: Row, field: string): string =>
  typeof row.$h === "string" ? row.$h : Object.hasOwn(row.$h, field) ? (row.$h[field] ?? "") : "";

/** The greatest stamp on a row. */
export const latestStamp = (row: Row): string =>
  row.$x ??
  (typeof row.$h === "string" ? row.$h : Object.values(row.$h).reduce((one, other) => (one > other ? one : other), ""));

/** A row with fields overwritten under one stamp; a new row when there was none. */
export function edited(row: Row | undefined, fields: Fields, { id, stamp }: { id: string; stamp: string }): Row {
  if (row === undefined) return { id, ...fields, $h: stamp };
  const stamps: Record<string, string> = {};
  for (const field of Object.keys(fieldsOf(row))) stamps[field] = stampOf(row, field);
  for (const field of Object.keys(fields)) stamps[field] = stamp;
  return { ...row, ...fields, $h: compact(stamps) };
}

/** A row that is erased for good: drops the payload and keeps the tombstone. */
export const erased = (id: string, stamp: string): Row => ({ id, $h: stamp, $x: stamp });

/**
 * Joins two states of one row: commutative, associative, idempotent. A tombstone wins over any edit. On equal stamps
 * the greater canonical JSON wins, so that cloned device ids cannot diverge. `lost` are the values that were overruled.
 */
export function join(mine: Row | undefined, theirs: Row): { row: Row; changed: boolean; lost: Lost[] } {
  if (mine === undefined) {
    // A tombstone has no payload here, whoever wrote it.
    return { row: theirs.$x === undefined ? theirs : erased(theirs.id, theirs.$x), changed: true, lost: [] };
  }
  if (mine.$x !== undefined || theirs.$x !== undefined) {
    const [one, other] = [mine.$x ?? "", theirs.$x ?? ""];
    const stamp = one > other ? one : other;
    return stamp === mine.$x
      ? { row: mine, changed: false, lost: [] }
      : { row: erased(mine.id, stamp), changed: true, lost: [] };
  }
  const [fields, stamps, lost]: [Fields, Record<string, string>, Lost[]] = [{ ...fieldsOf(mine) }, {}, []];
  for (const field of Object.keys(fields)) stamps[field] = stampOf(mine, field);
  let changed = false;
  for (const [field, value] of Object.entries(fieldsOf(theirs))) {
    const stamp = stampOf(theirs, field);
    const known = Object.hasOwn(fields, field);
    const [ours, oursStamp] = known ? [fields[field], stamps[field] ?? ""] : [undefined, ""];
    const differs = !known || canonical(ours) !== canonical(value);
    if (!known || stamp > oursStamp || (stamp === oursStamp && canonical(value) > canonical(ours))) {
      if (known && differs) lost.push({ field, value: ours, stamp: oursStamp });
      if (differs || stamp !== oursStamp) changed = true;
      fields[field] = value;
      stamps[field] = stamp;
    } else if (differs) {
      lost.push({ field, value, stamp });
    }
  }
  return { row: changed ? { id: mine.id, ...fields, $h: compact(stamps) } : mine, changed, lost };
}

function compact(stamps: Record<string, string>): string | Record<string, string> {
  const distinct = new Set(Object.values(stamps));
  const [only] = distinct;
  return distinct.size === 1 && only !== undefined ? only : stamps;
}

/** JSON with object keys in order: equal values have equal text. */
export function canonical(value: unknown): string {
  if (value === undefined) return "null";
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  members.sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`).join(",")}}`;
}
