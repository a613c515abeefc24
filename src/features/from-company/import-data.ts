// Stores the entries that the user saw in the preview, in one write, which one Undo reverts.
import { Refusal } from "../../core/commands/errors.ts";
import type { Payload } from "../../core/commands/index.ts";
import { companyOf } from "../../core/companies/company.ts";
import { entityOf } from "../../core/record/tables.ts";
import { dataFields, saysTheSame } from "../../core/timeline/company-data.ts";
import { ensureCompany } from "../../record/ensure-company.ts";
import { type Edit, readRowsOf, write } from "../../record/write.ts";
import { idsOf } from "./data-ids.ts";

/** Does not store an entry again that the timeline already has; restores a removed one. */
export async function importData({
  company,
  host,
  entries,
}: Payload<"import-data">): Promise<{ batch: string | null; rows: number }> {
  if (companyOf(host) !== company) throw new Refusal("bad-command", host);
  const ids = await idsOf(company, entries);
  const edits = entries.map((entry, index) => ({
    table: "events" as const,
    id: ids[index] ?? "",
    fields: dataFields(entry, company, host),
  }));
  let rows = 0;
  const { batch } = await write(async (tables): Promise<Edit[]> => {
    const here = await readRowsOf(tables, edits);
    const news = edits.filter(({ id, fields }) => {
      const event = entityOf("events", here.get(`events ${id}`));
      return event === null || !saysTheSame(event, fields);
    });
    rows = news.length;
    return news.length === 0 ? [] : [...(await ensureCompany(tables, company)), ...news];
  });
  return { batch, rows };
}
