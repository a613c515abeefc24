// Preview of an Allow in the popup, before the user presses it. Writes nothing.
import type { CompanyView } from "../../core/commands/companies.ts";
import type { Payload } from "../../core/commands/index.ts";
import { readGrantAfter } from "../../record/intents.ts";
import { companyView } from "./company-view.ts";

/** The company's view after an Allow of this choice, computed from the grant that the Allow would make. */
export async function previewCompany({ company, sector, ...choice }: Payload<"preview-company">): Promise<CompanyView> {
  return companyView(company, await readGrantAfter(company, choice), sector);
}
