// Erasures by other devices that are held back, because they would erase rows that are visible here.
import type { Row } from "../core/record/change.ts";
import { TABLES, type TableName } from "../core/record/tables.ts";
import type { TableRow } from "../core/sync/line.ts";
import { tooManyErasures } from "../core/sync/local-store.ts";
import type { Database } from "./database.ts";
import type { HeldErasure } from "./local-tables.ts";

/** Stores the erasures of rows that have content here, and returns their keys as text. */
export async function holdErasures(target: Database, rows: readonly TableRow[]): Promise<Set<string>> {
  const held = new Set<string>();
  const erasures = rows.filter(([, row]) => row.$x !== undefined);
  if (erasures.length === 0) return held;
  await target.transaction("rw", [...TABLES.map((name) => target[name]), target.erasures], async () => {
    for (const [table, { id, $x: stamp = "" }] of erasures) {
      const current = await target[table].get(id);
      if (current === undefined || current.$x !== undefined) continue;
      held.add(`${table} ${id}`);
      // If two devices erased it, the later erasure counts.
      const known = await target.erasures.get([table, id]);
      if (known === undefined || stamp > known.stamp) await target.erasures.put({ table, id, stamp });
    }
  });
  return held;
}

/** Erasures that may apply; none if there are too many and the user has not confirmed them. */
export async function readHeldErasures(target: Database, erasesMany: boolean): Promise<HeldErasure[]> {
  const held = await target.erasures.toArray();
  if (held.length === 0 || erasesMany) return held;
  const counts = await Promise.all(TABLES.map((name) => target[name].count()));
  const visible = counts.reduce((sum, count) => sum + count, 0);
  return tooManyErasures(held.length, visible) ? [] : held;
}

export const tombstoneOf = ({ table, id, stamp }: HeldErasure): { table: TableName; row: Row } => ({
  table,
  row: { id, $h: stamp, $x: stamp },
});
