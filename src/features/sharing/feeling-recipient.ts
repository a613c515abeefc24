// Whether one company can be told how a dealing felt, what it was told, and by which name it knows the user.
import type { FeelingRecipient } from "../../core/commands/sharing.ts";
import { companyName } from "../../core/companies/company-name.ts";
import { endpointUrl } from "../../core/companies/endpoint.ts";
import { isLive } from "../../core/sharing/grant.ts";
import { Acknowledgement } from "../../core/sharing/receipt.ts";
import { instantNow } from "../../platform/clock.ts";
import { readCompanyFile } from "../../record/company-file.ts";
import { readCompanyName } from "../../record/company-links.ts";
import { database, entitiesOf, type StoredParticipation } from "../../record/database.ts";
import { readDeliveries, readGrant } from "../../record/read-record.ts";

export async function readFeelingRecipient(company: string): Promise<FeelingRecipient> {
  const [stored, own, grant, deliveries] = await Promise.all([
    readCompanyFile(company),
    readCompanyName(company),
    readGrant(company),
    readDeliveries("company", company),
  ]);
  const parts = isLive(grant ?? undefined, instantNow()) ? (grant?.parts ?? null) : null;
  const name = companyName(company, own, stored?.participation.company.name);
  return { company, name, parts, deliveries, takes: parts !== null && feelingsEndpoint(stored) !== null };
}

/** Whether the company's file says that it takes them, allowed or not. */
export const takesFeelings = async (company: string): Promise<boolean> =>
  feelingsEndpoint(await readCompanyFile(company)) !== null;

/** Where the company's file says that feelings go; null when it takes none. */
export function feelingsEndpoint(stored: StoredParticipation | undefined): string | null {
  const { honours, endpoints } = stored?.participation ?? {};
  if (stored === undefined || honours?.feelings !== true || endpoints?.feelings === undefined) return null;
  return endpointUrl(endpoints.feelings, { host: stored.id, origin: stored.origin });
}

/** The name that the company itself gave the user, the newest; null when it gave none. */
export async function readHandle(company: string): Promise<string | null> {
  const rows = database.events.where("[company+at]").between([company, ""], [company, "\uffff"]).reverse();
  for (const { type, detail } of entitiesOf("events", await rows.filter((row) => row.type === "answered").toArray())) {
    const said = Acknowledgement.safeParse(type === "answered" ? detail.said : null);
    if (said.success && said.data.handle !== undefined) return said.data.handle;
  }
  return null;
}
