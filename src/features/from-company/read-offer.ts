// Texts that a company's file offers to the user: their addresses, and the obstacles to fetching them.
import { companyName } from "../../core/companies/company-name.ts";
import { type Grant, isLive } from "../../core/sharing/grant.ts";
import { hostCoverage } from "../../platform/browser/permissions.ts";
import { instantNow } from "../../platform/clock.ts";
import { readCompanyFile } from "../../record/company-file.ts";
import { readHandle } from "../../record/company-handle.ts";
import { readCompanyDomains, readCompanyName } from "../../record/company-links.ts";
import type { StoredParticipation } from "../../record/local-tables.ts";
import { readGrant } from "../../record/read-record.ts";
import { endpointUrl } from "../../signal/endpoint.ts";
import { urlOf } from "../../signal/web-address.ts";

export interface Offer {
  company: string;
  name: string;
  address: string;
  host: string;
  /** Null unless the company is allowed now. */
  grant: Grant | null;
  /** False if the browser does not permit the host yet. */
  permitted: boolean;
}

export interface DataOffer extends Offer {
  /** The name by which the company knows the user; null if it gave none. */
  handle: string | null;
}

/** Null if the company's file has no such address. */
export async function readOffer(company: string, referenceIn: ReferenceIn): Promise<Offer | null> {
  const stored = await readCompanyFile(company);
  const address = stored === undefined ? null : addressIn(stored, referenceIn);
  const host = urlOf(address ?? "")?.hostname;
  if (address === null || host === undefined) return null;
  const [own, grant, covers] = await Promise.all([readCompanyName(company), readGrant(company), hostCoverage()]);
  const live = grant !== null && isLive(grant, instantNow()) ? grant : null;
  const name = companyName(company, own, stored?.participation.company.name);
  return { company, name, address, host, grant: live, permitted: covers(host) };
}

/** The reference of one text in a file. */
export type ReferenceIn = (file: StoredParticipation["participation"]) => string | undefined;

function addressIn(stored: StoredParticipation, referenceIn: ReferenceIn): string | null {
  const reference = referenceIn(stored.participation);
  return reference === undefined ? null : endpointUrl(reference, { host: stored.id, origin: stored.origin });
}

export async function readDataOffer(company: string): Promise<DataOffer | null> {
  const [offer, handle] = await Promise.all([
    readOffer(company, ({ endpoints }) => endpoints?.data),
    readHandle(company),
  ]);
  return offer === null ? null : { ...offer, handle };
}

/** The offers of all domains of a company. */
export async function readDataOffers(company: string): Promise<DataOffer[]> {
  const offers = await Promise.all((await readCompanyDomains(company)).map(readDataOffer));
  return offers.flatMap((offer) => offer ?? []);
}
