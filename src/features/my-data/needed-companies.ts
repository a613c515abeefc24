// Companies that other entries need. They stay in the list when Undo reverts the write that added them.
import { isVisible } from "../../core/record/change.ts";
import { keysWithin } from "../../record/key-range.ts";
import type { RecordReader } from "../../record/record-reader.ts";

/** The companies that rows other than `leaving` (by table and id) need. */
export async function neededCompanies(
  tables: RecordReader,
  companies: readonly { id: string }[],
  leaving: ReadonlySet<string>,
): Promise<string[]> {
  const needed = await Promise.all(companies.map(({ id }) => isNeeded(tables, id, leaving)));
  return companies.flatMap(({ id }, index) => (needed[index] === true ? [id] : []));
}

async function isNeeded(tables: RecordReader, id: string, leaving: ReadonlySet<string>): Promise<boolean> {
  const about = {
    feelings: tables.feelings.where("[company+at]").between(...keysWithin(id)),
    events: tables.events.where("[company+at]").between(...keysWithin(id)),
    receipts: tables.receipts.where("company").equals(id),
    deliveries: tables.deliveries.where("company").equals(id),
    rules: tables.rules.where("layer").equals(`company:${id}`),
    layers: tables.layers.where("id").equals(`company:${id}`),
    grants: tables.grants.where("id").equals(id),
    companies: tables.companies.where("sameAs").equals(id),
  };
  for (const [table, rows] of Object.entries(about)) {
    const found = await rows.filter((row) => isVisible(row) && !leaving.has(`${table} ${row.id}`)).first();
    if (found !== undefined) return true;
  }
  return false;
}
