// Edits a company: its name and sector, its exceptions, and the main company it is merged into.
import { Refusal } from "../../core/commands/errors.ts";
import type { Payload } from "../../core/commands/index.ts";
import { entityOf } from "../../core/record/tables.ts";
import type { DisclosureQuestion } from "../../core/sharing/disclosure-diff.ts";
import { readMainDomains } from "../../record/company-links.ts";
import { writeIfConfirmed } from "../../record/confirm-disclosure.ts";
import { entitiesOf } from "../../record/database.ts";
import { ensureCompany } from "../../record/ensure-company.ts";
import type { RecordReader } from "../../record/record-reader.ts";
import type { Edit, EditPlan } from "../../record/write.ts";

/** Merge: moves the company's other domains along, so that no chain or cycle arises. Throws `not-found` unless `main` is a main company. */
async function mergeEdits(tables: RecordReader, company: string, main: string): Promise<Edit[]> {
  const target = entityOf("companies", await tables.companies.get(main));
  const isMerged = (await readMainDomains(tables)).has(main);
  if (target === null || main === company || isMerged) throw new Refusal("not-found", main);
  const linked = entitiesOf("companies", await tables.companies.where("sameAs").equals(company).toArray());
  return linked.filter(({ id }) => id !== main).map(({ id }) => ({ table: "companies", id, fields: { sameAs: main } }));
}

/** Split: a main company with a link of its own closes a cycle that several devices made. Removes that link too. */
async function openCycleEdits(tables: RecordReader, company: string): Promise<Edit[]> {
  const main = (await readMainDomains(tables)).get(company) ?? company;
  const row = entityOf("companies", await tables.companies.get(main));
  const closes = main !== company && row?.sameAs !== undefined;
  return closes ? [{ table: "companies", id: main, fields: { sameAs: null } }] : [];
}

/** `sameAs` merges the company into another; null splits it off again. */
export async function editCompany({
  company,
  confirmed = false,
  ...fields
}: Payload<"edit-company">): Promise<{ batch: string | null } | DisclosureQuestion> {
  const edits: EditPlan = async (tables) => {
    const own = await ensureCompany(tables, company, fields);
    if (fields.sameAs === undefined) return own;
    if (fields.sameAs === null) return [...own, ...(await openCycleEdits(tables, company))];
    return [...own, ...(await mergeEdits(tables, company, fields.sameAs))];
  };
  const done = await writeIfConfirmed(edits, confirmed);
  return "asks" in done ? done : { batch: done.batch };
}
