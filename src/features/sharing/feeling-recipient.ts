// Recipient of feelings: its readiness to receive them, the feelings shared with it, and its name for the user.
import type { FeelingRecipient } from "../../core/commands/sharing.ts";
import { companyName } from "../../core/companies/company-name.ts";
import { isLive } from "../../core/sharing/grant.ts";
import { instantNow } from "../../platform/clock.ts";
import { readCompanyFile } from "../../record/company-file.ts";
import { readCompanyName } from "../../record/company-links.ts";
import { readDeliveries, readGrant } from "../../record/read-record.ts";
import { endpointFor } from "./company-endpoint.ts";
import { readSentHere } from "./may-deliver.ts";

export async function readFeelingRecipient(company: string): Promise<FeelingRecipient> {
  const [stored, own, grant, deliveries, sentHere] = await Promise.all([
    readCompanyFile(company),
    readCompanyName(company),
    readGrant(company),
    readDeliveries("company", company),
    readSentHere(),
  ]);
  const parts = isLive(grant ?? undefined, instantNow()) ? (grant?.parts ?? null) : null;
  const name = companyName(company, own, stored?.participation.company.name);
  const takes = parts !== null && endpointFor(stored, "feelings") !== null;
  return { company, name, parts, deliveries, sentHere, takes, withdrawAt: endpointFor(stored, "withdraw") };
}

/** True if the company's file accepts feelings, with or without a grant. */
export const takesFeelings = async (company: string): Promise<boolean> =>
  endpointFor(await readCompanyFile(company), "feelings") !== null;
