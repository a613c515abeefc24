// The next state of one row: an edit stamps it, a row from a file or another device joins it, a restored row replaces
// it.
import { canonical, edited, erased, type Fields, join, type Lost, type Row, stampOf } from "../core/record/change.ts";
import { type Clock, nextStamp, seenStamp } from "../core/record/stamp.ts";
import type { Edit } from "./edit.ts";

export interface NextState {
  row: Row;
  stamp: string;
  clock: Clock;
  changed: boolean;
  gone: boolean;
  lost?: Lost[];
}

export function nextState(
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

/** Edits a row. Restores a removed row: a removal on another device must not discard a later edit. */
function withFields(current: Row | undefined, given: Fields, key: { id: string; stamp: string }): Row {
  // Payloads may carry unknown members, and must not set a row's id, stamps or tombstone.
  const { id: _id, $h: _h, $x: _x, ...fields } = given;
  const base = current?.$x === undefined ? current : undefined;
  return edited(base, base === undefined ? fields : { $del: false, ...fields }, key);
}

const highestStamp = (row: Row | undefined, fields?: readonly string[]): string =>
  row === undefined
    ? ""
    : (row.$x ??
      (fields ?? Object.keys(row))
        .map((field) => stampOf(row, field))
        .reduce((one, other) => (one > other ? one : other), ""));
