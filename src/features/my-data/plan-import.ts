// The edits of an import: the rows of the file, the pauses of its permissions, and companies that no list would show.

import { fieldsOf, isVisible, join, type Row, writtenAt } from "../../core/record/change.ts";
import { entityOf, type TableName } from "../../core/record/tables.ts";
import { reachesFurther } from "../../core/sharing/grant.ts";
import { instantOf } from "../../core/time/instant.ts";
import { instantNow } from "../../platform/clock.ts";
import { database } from "../../record/database.ts";
import type { RecordReader } from "../../record/record-reader.ts";
import { type Edit, readRowsOf } from "../../record/write.ts";

export type Given = readonly [TableName, Row];

export interface ImportPlan {
  rows: readonly Given[];
  /** Also restores rows removed here since. */
  revive: boolean;
  /** Other devices read what this import writes. */
  isSynced: boolean;
}

interface Planned {
  edits: Edit[];
  paused: string[];
  /** Rows that the file shows and the record hides. */
  removed: Given[];
}

export async function planImport(tables: RecordReader, { rows, revive, isSynced }: ImportPlan): Promise<Planned> {
  const here = await readRowsOf(
    tables,
    rows.map(([table, row]) => ({ table, row })),
  );
  const edits = rows.flatMap(([table, row]) => {
    const held = here.get(`${table} ${row.id}`);
    return isStranger(row, held) && isSynced ? [] : editsFor(table, row, held);
  });
  const joined = new Map<string, Row>();
  for (const [table, row] of rows) {
    const key = `${table} ${row.id}`;
    joined.set(key, join(joined.get(key) ?? here.get(key), row).row);
  }
  const removed = rows.filter(([table, row]) => isVisible(row) && !isVisible(joined.get(`${table} ${row.id}`)));
  const revived = revive ? removed.map(([table, row]) => revival(table, row, joined.get(`${table} ${row.id}`))) : [];
  const paused = rows.flatMap(([table, row]) => {
    if (table !== "grants") return [];
    const [held, joint] = [here.get(`grants ${row.id}`), joined.get(`grants ${row.id}`)];
    // A revived grant takes its fields from the file or from the record here: either may reach further.
    const results = revive && isVisible(row) ? [row, { ...(joint ?? row), $del: false }] : [joint];
    const [before, ...after] = [held, ...results].map((one) => entityOf("grants", one) ?? undefined);
    return after.some((grant) => reachesFurther(before, grant, instantNow())) ? [row.id] : [];
  });
  const pauses = [...new Set(paused)].map((id): Edit => ({ table: "grants", id, fields: { paused: true } }));
  edits.push(...revived, ...pauses, ...(await unlisted(tables, rows)));
  return { edits, paused: [...new Set(paused)], removed };
}

/** A removed row that is unknown here could still be another device's, where no Undo of this import would restore it. */
const isStranger = (row: Row, held: Row | undefined): boolean => held === undefined && !isVisible(row);

/**
 * A tombstone of a row with content becomes a removal by this device, which Undo can revert on every device: no device
 * would give up the tombstone itself.
 */
function editsFor(table: TableName, row: Row, held: Row | undefined): Edit[] {
  if (row.$x === undefined || held === undefined || held.$x !== undefined) return [{ table, row }];
  return isVisible(held) ? [{ table, id: row.id, fields: { $del: true }, thenErase: true }] : [];
}

/** Restores a row: an erased one from the file, a removed one with its own content. */
const revival = (table: TableName, row: Row, held: Row | undefined): Edit => ({
  table,
  id: row.id,
  fields: { ...(held?.$x === undefined ? {} : fieldsOf(row)), $del: false },
});

/** Adds rows for unknown companies in the file's entries, since no list shows a company without a row. */
async function unlisted(tables: RecordReader, rows: readonly Given[]): Promise<Edit[]> {
  const about = rows.filter(([table, row]) => (table === "feelings" || table === "events") && isVisible(row));
  const ids = [...new Set(about.map(([, { company }]) => String(company)))];
  const given = new Set(rows.flatMap(([table, { id }]) => (table === "companies" ? [id] : [])));
  const known = await tables.companies.bulkGet(ids);
  return ids.flatMap((id, index) =>
    given.has(id) || known[index] !== undefined ? [] : [{ table: "companies" as const, id, fields: { name: id } }],
  );
}

const LOOKED_AT = 20;

/** Null if it is unknown. */
export async function lastRemoval(removed: readonly Given[]): Promise<string | null> {
  const found = await Promise.all(
    removed.slice(0, LOOKED_AT).map(async ([table, { id }]) => {
      const changes = await database.changes.where("[table+id]").equals([table, id]).toArray();
      return changes.filter(({ before }) => before.$del !== true).map(writtenAt);
    }),
  );
  const times = found.flat();
  return times.length === 0 ? null : instantOf(Math.max(...times));
}
