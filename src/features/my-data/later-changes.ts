// Changes since the one that Undo reverts: they decide whether it restores a whole row, and which of its fields.
import { type Change, type Fields, type Row, stampOf, writtenAt } from "../../core/record/change.ts";
import { stampParts } from "../../core/record/stamp.ts";
import { ungrouped } from "../../record/change-log.ts";
import { database } from "../../record/database.ts";
import type { LogRow } from "../../record/local-tables.ts";
import { readLastSent } from "../../record/sync-status.ts";

export const keyOf = ({ table, id }: { table: string; id: string }): string => `${table} ${id}`;

/** State of an import's rows after it. */
export interface Later {
  /** Rows that have changed since, or that other devices may have: Undo reverts only their imported members. */
  changed: ReadonlySet<string>;
  /** Changes of each row by imports since. */
  imports: ReadonlyMap<string, readonly Change[]>;
}

export async function laterThan(kept: readonly LogRow[]): Promise<Later> {
  const last = Math.max(0, ...kept.map(({ seq = 0 }) => seq));
  if (!kept.some(({ row }) => row !== undefined)) return { changed: new Set(), imports: new Map() };
  const later = ungrouped(await database.changes.where(":id").above(last).toArray());
  const lastSent = await readLastSent();
  const isSent = kept.some((change) => writtenAt(change) <= lastSent);
  return {
    changed: new Set([...later, ...(isSent ? sentWith(kept) : [])].map(keyOf)),
    imports: byRow(later.filter(({ row }) => row !== undefined)),
  };
}

function byRow(changes: readonly Change[]): Map<string, Change[]> {
  const rows = new Map<string, Change[]>();
  for (const change of changes) rows.set(keyOf(change), [...(rows.get(keyOf(change)) ?? []), change]);
  return rows;
}

/**
 * Changes that other devices may have. They prefer their stamps to the older ones of a restored row, so only a new edit
 * reverts them there too. No edit reverts an erasure.
 */
function sentWith(kept: readonly LogRow[]): Change[] {
  const changes = ungrouped(kept);
  const isErasure = ({ before, row }: Change) => Object.keys(before).length === 0 || row?.$x !== undefined;
  const erased = new Set(changes.filter(isErasure).map(keyOf));
  return changes.filter((change) => !erased.has(keyOf(change)));
}

/** Undo reverts the edits of this device: a field that another device has edited since keeps its value. */
export function withoutOthersEdits(
  row: Row | undefined,
  fields: Fields,
  { change, later }: { change: Change; later: Later },
): Fields {
  // The batch always belongs to this device; the stamp of an imported row may belong to another.
  const { device } = stampParts(change.batch);
  const isOthers = (field: string): boolean => {
    const current = row === undefined ? "" : stampOf(row, field);
    if (current <= change.stamp || stampParts(current).device === device) return false;
    return !later.imports.get(keyOf(change))?.some((one) => repeats(one, field, current));
  };
  return Object.fromEntries(Object.entries(fields).filter(([field]) => !isOthers(field)));
}

/** True if an import gave the field the stamp `current`, but no other value. */
const repeats = ({ row, fields, stamp }: Change, field: string, current: string): boolean =>
  row !== undefined && row !== null && !fields.includes(field) && stampOf(row, field) < current && current <= stamp;
