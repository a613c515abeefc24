// Adds a company to the list with the first entry about it. The only check of a company's id, for all writes.
import { Refusal } from "../core/commands/errors.ts";
import { isCompanyId } from "../core/companies/company.ts";
import { type Fields, isVisible } from "../core/record/change.ts";
import type { RecordReader } from "./record-reader.ts";
import type { Edit } from "./write.ts";

/**
 * Edits that list a company and set `fields`. A new company gets its domain as name, a removed one its old name. Empty
 * if nothing changes. Throws `not-a-company` unless the id is a registrable domain.
 */
export async function ensureCompany(tables: RecordReader, company: string, fields: Fields = {}): Promise<Edit[]> {
  if (!isCompanyId(company)) throw new Refusal("not-a-company", company);
  const known = await tables.companies.get(company);
  if (isVisible(known) && Object.keys(fields).length === 0) return [];
  const named = known === undefined ? { name: company, ...fields } : fields;
  return [{ table: "companies", id: company, fields: named }];
}
