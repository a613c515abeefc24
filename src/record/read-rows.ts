// Bulk reads of rows by id.
import type { Row } from "../core/record/change.ts";
import type { ReadonlyTable } from "./record-reader.ts";

/** From this many rows on, one range read is faster than a get for each, if the range holds few others. */
const MANY_ROWS = 200;

/** The rows with these ids that exist, in any order. */
export async function readRowsById(table: ReadonlyTable, ids: readonly string[]): Promise<Row[]> {
  if (ids.length < MANY_ROWS) return present(await table.bulkGet([...ids]));
  const sorted = [...ids].sort();
  const range = () => table.where(":id").between(sorted[0], sorted.at(-1), true, true);
  if ((await range().count()) > ids.length * 2) return present(await table.bulkGet([...ids]));
  const wanted = new Set(ids);
  return (await range().toArray()).filter(({ id }) => wanted.has(id));
}

const present = (rows: readonly (Row | undefined)[]): Row[] => rows.filter((row) => row !== undefined);
