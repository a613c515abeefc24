// Reads the rows that edits refer to.
import type { Row } from "../core/record/change.ts";
import { TABLES } from "../core/record/tables.ts";
import type { Edit } from "./edit.ts";
import type { ReadonlyTable, RecordReader } from "./record-reader.ts";

/** From this many rows on, one range read finds the known ids. */
const MANY_ROWS = 200;

/** The current rows that edits refer to, by table and id. */
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
