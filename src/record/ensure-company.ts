// The company behind a note: it enters the list with the first one, and comes back when it had been removed.

import { Refusal } from "../core/commands/errors.ts";
import { companyOf } from "../core/companies/company.ts";
import { isVisible } from "../core/record/change.ts";
import type { RecordTables } from "./database.ts";
import type { Edit } from "./write.ts";

/** What must be written for a company to be in the list; nothing when it is. Refuses what is no company. */
export async function ensureCompanyEdits(tables: RecordTables, company: string): Promise<Edit[]> {
  if (companyOf(company) !== company) throw new Refusal("not-a-company", company);
  const known = await tables.companies.get(company);
  if (isVisible(known)) return [];
  return [{ table: "companies", id: company, fields: known === undefined ? { name: company } : {} }];
}
