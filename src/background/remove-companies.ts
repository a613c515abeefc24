// Removes companies from the record: ends their permissions, and removes everything that the user noted or wished about
// them, in one batch that one Undo restores. Receipts of what they read stay, as after every Undo.
import type { Payload } from "../core/commands/index.ts";
import { LetterDetail } from "../core/letters/letter.ts";
import { fieldsOf, isVisible, type Row } from "../core/record/change.ts";
import type { TableName } from "../core/record/tables.ts";
import { endReading } from "../features/sharing/revoke-company.ts";
import { dropGivenAnswer } from "../platform/session/given-answers.ts";
import { readCompanyDomains } from "../record/company-links.ts";
import { keysWithin } from "../record/key-range.ts";
import type { RecordReader } from "../record/record-reader.ts";
import type { Edit } from "../record/write.ts";
import { objectFrom } from "../signal/plain-objects.ts";

/** Each with all its domains, which the list shows as one company. */
export async function removeCompanies({ companies }: Payload<"remove-companies">): Promise<{ batch: string | null }> {
  const groups = await Promise.all(companies.map((company) => readCompanyDomains(company)));
  const domains = [...new Set(groups.flat())];
  const done = await endReading(domains, async (tables) => {
    const removed = await Promise.all(domains.map((domain) => removing(tables, domain)));
    return removed.flat();
  });
  await Promise.all(domains.map(dropGivenAnswer));
  return done;
}

async function removing(tables: RecordReader, domain: string): Promise<Edit[]> {
  const layer = `company:${domain}`;
  const [feelings, events, rules, own, company] = await Promise.all([
    tables.feelings
      .where("[company+at]")
      .between(...keysWithin(domain))
      .toArray(),
    tables.events
      .where("[company+at]")
      .between(...keysWithin(domain))
      .toArray(),
    tables.rules.where("layer").equals(layer).toArray(),
    tables.layers.get(layer),
    tables.companies.get(domain),
  ]);
  return [
    ...feelings.filter(isVisible).map(({ id }) => hidden("feelings", id)),
    ...events.filter(isOwnEntry).map(({ id }) => hidden("events", id)),
    ...rules.filter(isVisible).map(({ id }) => hidden("rules", id)),
    ...emptied("layers", own, []),
    ...emptied("companies", company, ["name"]),
  ];
}

const hidden = (table: TableName, id: string): Edit => ({ table, id, fields: { $del: true } });

/** The user's own notes, contacts and letters. Every other entry records what happened. */
function isOwnEntry(row: Row): boolean {
  const detail = objectFrom(row.detail);
  return isVisible(row) && (detail.by === "user" || LetterDetail.safeParse(detail).success);
}

/** Also empties the row: the next entry about this company restores the row, without its earlier content. */
function emptied(table: TableName, row: Row | undefined, kept: readonly string[]): Edit[] {
  if (row === undefined || !isVisible(row)) return [];
  const said = Object.keys(fieldsOf(row)).filter((field) => field !== "$del" && !kept.includes(field));
  return [{ table, id: row.id, fields: { ...Object.fromEntries(said.map((field) => [field, null])), $del: true } }];
}
