// Change log: the values before each edit, for undo and for earlier versions of a row.
import type { Change } from "../core/record/change.ts";
import { TABLES, type TableName } from "../core/record/tables.ts";
import type { Database } from "./database.ts";
import type { LogRow } from "./local-tables.ts";
import type { RowChange } from "./write-hooks.ts";

/** Tables whose new rows share log rows in a large write: no page shows when one such row arrived. */
const GROUPED: readonly string[] = ["feelings", "receipts", "events"] satisfies TableName[];
/** From the first number of new rows on, a write groups them; the second is the limit of a log row. */
const [MIN_GROUPED, MAX_GROUP] = [100, 5000];

/** Tables in which a removal by the user erases rows for good: none of their content may remain. */
const ERASED: readonly string[] = ["feelings", "receipts", "events", "deliveries"] satisfies TableName[];

/** Id of the trash row that marks a batch whose content the log still has to erase. */
export const trashOf = (batch: string): string => `batch ${batch}`;

export const batchOf = (id: string): string | null => (id.startsWith("batch ") ? id.slice("batch ".length) : null);

const ROW = /^row ([a-z]+) (.+)$/;

/** Id of the trash row that marks a removed row. */
export const trashOfRow = (table: string, id: string): string => (table === "feelings" ? id : `row ${table} ${id}`);

/** The removed row that a trash row marks. */
export function removedRowOf(trash: string): { table: TableName; id: string } {
  const [, name, id = ""] = ROW.exec(trash) ?? [];
  const table = TABLES.find((known) => known === name);
  return table === undefined ? { table: "feelings", id: trash } : { table, id };
}

/**
 * True if an import erased rows, or its Undo deleted rows: the log then keeps their content as long as that of a
 * removed feeling.
 */
export const isKeptForUndo = (touched: readonly RowChange[], changes: readonly Change[]): boolean =>
  changes.some(({ row }) => row !== undefined && row !== null) &&
  touched.some(({ before, after, gone }) => before !== undefined && (gone === true || after.$x !== undefined));

/** Owed work: removes the content of the rows that a batch erased or deleted. Idempotent. */
export async function forgetBatch(target: Database, batch: string): Promise<void> {
  await target.transaction("rw", [target.changes, target.trash, ...TABLES.map((table) => target[table])], async () => {
    const changes = await target.changes.where("batch").equals(batch).toArray();
    for (const { row, ...change } of changes) {
      if (row === undefined || row === null || !ERASED.includes(change.table)) continue;
      // ERASED contains only table names.
      const isErased = (await target[change.table as TableName].get(change.id))?.$x !== undefined;
      if (!isErased && change.gone !== true) continue;
      if (isErased) await target.changes.where("[table+id]").equals([change.table, change.id]).delete();
      await target.changes.put({ ...change, fields: [], before: {} });
    }
    await target.trash.delete(trashOf(batch));
  });
}

/**
 * Appends changes to the log. Removes erased rows from it, on any device; after an import, only once the Undo has
 * expired (forgetBatch).
 */
export async function appendChanges(
  target: Database,
  changes: readonly Change[],
  touched: readonly RowChange[],
): Promise<void> {
  const erased = new Set<string>();
  const brought = changes.some(({ row }) => row !== undefined);
  for (const { table, id, after } of touched) {
    if (after.$x === undefined || brought) continue;
    erased.add(`${table} ${id}`);
    await target.changes.where("[table+id]").equals([table, id]).delete();
  }
  const kept = changes.map((change) =>
    erased.has(`${change.table} ${change.id}`) ? { ...change, fields: [], before: {} } : change,
  );
  await target.changes.bulkAdd(grouped(kept));
}

/** Log rows of a write: one for each change; in a large write, one for many new rows of a table. */
function grouped(changes: readonly Change[]): LogRow[] {
  const fresh = changes.filter(({ table, before }) => before.$del === true && GROUPED.includes(table));
  if (fresh.length < MIN_GROUPED) return [...changes];
  const joined = new Set(fresh);
  const blocks = GROUPED.flatMap((table) => {
    const own = fresh.filter((change) => change.table === table);
    return Array.from({ length: Math.ceil(own.length / MAX_GROUP) }, (_, number): LogRow[] => {
      const part = own.slice(number * MAX_GROUP, (number + 1) * MAX_GROUP);
      const ids = part.map(({ id }) => id);
      return part.slice(0, 1).map((first) => ({ ...first, id: "", fields: [], ids }));
    }).flat();
  });
  return [...blocks, ...changes.filter((change) => !joined.has(change))];
}

/** Expands grouped log rows to one change for each row. */
export const ungrouped = (changes: readonly LogRow[]): Change[] =>
  changes.flatMap(({ ids, ...change }) => (ids === undefined ? [change] : ids.map((id) => ({ ...change, id }))));
