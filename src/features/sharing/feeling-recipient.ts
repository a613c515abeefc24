// Recipient of feelings: whether a company accepts them, the feelings shared with it, and its name for the user.
import type { FeelingRecipient } from "../../core/commands/sharing.ts";
import { companyName } from "../../core/companies/company-name.ts";
import { isLive } from "../../core/sharing/grant.ts";
import { instantNow } from "../../platform/clock.ts";
import { readCompanyFile } from "../../record/company-file.ts";
import { readCompanyName } from "../../record/company-links.ts";
import type { StoredParticipation } from "../../record/database.ts";
import { readDeliveries, readGrant } from "../../record/read-record.ts";
import { endpointUrl } from "../../signal/endpoint.ts";
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
  return { company, name, parts, deliveries, sentHere, takes: parts !== null && feelingsEndpoint(stored) !== null };
}

/** True if the company's file accepts feelings, granted or not. */
export const takesFeelings = async (company: string): Promise<boolean> =>
  feelingsEndpoint(await readCompanyFile(company)) !== null;

/** The endpoint for feelings in the company's file; null if it accepts none. */
export function feelingsEndpoint(stored: StoredParticipation | undefined): string | null {
  const { honours, endpoints } = stored?.participation ?? {};
  if (stored === undefined || honours?.feelings !== true || endpoints?.feelings === undefined) return null;
  return endpointUrl(endpoints.feelings, { host: stored.id, origin: stored.origin });
}
