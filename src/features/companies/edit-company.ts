// What the user says of a company itself: its name and kind, what does not count there, and which other company it is.

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

/** Never a chain, never a circle: what was counted to this company moves with it, and its new one stands for itself. */
async function countedWith(tables: RecordReader, company: string, main: string): Promise<Edit[]> {
  const target = entityOf("companies", await tables.companies.get(main));
  const counted = (await readMainDomains(tables)).has(main);
  if (target === null || main === company || counted) throw new Refusal("not-found", main);
  const linked = entitiesOf("companies", await tables.companies.where("sameAs").equals(company).toArray());
  return linked.filter(({ id }) => id !== main).map(({ id }) => ({ table: "companies", id, fields: { sameAs: main } }));
}

/** A main company with a link of its own stands in a circle that several devices made: it is opened, or nothing comes apart. */
async function openedCircle(tables: RecordReader, company: string): Promise<Edit[]> {
  const main = (await readMainDomains(tables)).get(company) ?? company;
  const row = entityOf("companies", await tables.companies.get(main));
  const closes = main !== company && row?.sameAs !== undefined;
  return closes ? [{ table: "companies", id: main, fields: { sameAs: null } }] : [];
}

/** A company under several domains is one: `sameAs` counts this one to another, null splits it off again. */
export async function editCompany({
  company,
  confirmed = false,
  ...fields
}: Payload<"edit-company">): Promise<{ batch: string | null } | DisclosureQuestion> {
  const edits: EditPlan = async (tables) => {
    const own = await ensureCompany(tables, company, fields);
    if (fields.sameAs === undefined) return own;
    if (fields.sameAs === null) return [...own, ...(await openedCircle(tables, company))];
    return [...own, ...(await countedWith(tables, company, fields.sameAs))];
  };
  const done = await writeIfConfirmed(edits, confirmed);
  return "asks" in done ? done : { batch: done.batch };
}
