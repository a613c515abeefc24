// Lists the company that a company's own layer is about.
import { companyOfLayer } from "../../core/preferences/layers.ts";
import { ensureCompany } from "../../record/ensure-company.ts";
import type { RecordReader } from "../../record/record-reader.ts";
import type { Edit } from "../../record/write.ts";

/** Empty for every other layer. */
export async function ensureLayerCompany(tables: RecordReader, layer: string): Promise<Edit[]> {
  const company = companyOfLayer(layer);
  return company === null ? [] : ensureCompany(tables, company);
}
