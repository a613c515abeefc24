// The log of changes: what stood before each edit, for undo and for earlier versions.
import type { Change } from "../core/change.ts";
import type { TableName } from "../core/entities.ts";
import type { Touched } from "./after-write.ts";
import type { Database, KeptChange } from "./database.ts";

/** Nobody asks when one of these rows came here: so many that are new at once are one row of the log. */
const TOGETHER: readonly string[] = ["feelings", "receipts", "events"] satisfies TableName[];
const [FEWEST, MOST] = [100, 5000];

/** What is gone for good is gone from the history too, whichever device erased it. */
export async function keepChanges(
  target: Database,
  changes: readonly Change[],
  touched: readonly Touched[],
): Promise<void> {
  const erased = new Set<string>();
  for (const { table, id, after } of touched) {
    if (after.$x === undefined) continue;
    erased.add(`${table} ${id}`);
    await target.changes.where("[table+id]").equals([table, id]).delete();
  }
  const kept = changes.map((change) =>
    erased.has(`${change.table} ${change.id}`) ? { ...change, fields: [], before: {} } : change,
  );
  await target.changes.bulkAdd(together(kept));
}

/** A write of few rows as it is; of many, the new ones of one table in one row. */
function together(changes: readonly Change[]): KeptChange[] {
  const fresh = changes.filter(({ table, before }) => before.$del === true && TOGETHER.includes(table));
  if (fresh.length < FEWEST) return [...changes];
  const joined = new Set(fresh);
  const blocks = TOGETHER.flatMap((table) => {
    const own = fresh.filter((change) => change.table === table);
    return Array.from({ length: Math.ceil(own.length / MOST) }, (_, number): KeptChange[] => {
      const part = own.slice(number * MOST, (number + 1) * MOST);
      const ids = part.map(({ id }) => id);
      return part.slice(0, 1).map((first) => ({ ...first, id: "", fields: [], ids }));
    }).flat();
  });
  return [...blocks, ...changes.filter((change) => !joined.has(change))];
}

/** Each change by itself. */
export const apart = (changes: readonly KeptChange[]): Change[] =>
  changes.flatMap(({ ids, ...change }) => (ids === undefined ? [change] : ids.map((id) => ({ ...change, id }))));
