// A page declared that its company takes part, and the toolbar button shows it. Nothing else happens without the user's
// setting.
import { Refusal } from "../../core/commands/errors.ts";
import type { Sender } from "../../core/commands/senders.ts";
import { Buckets } from "../../core/commands/token-bucket.ts";
import { isTenant, type Site, siteOf } from "../../core/companies/company.ts";
import { nameWithDomain } from "../../core/companies/company-name.ts";
import { isEverySitePermitted } from "../../platform/browser/permissions.ts";
import { markTab } from "../../platform/browser/toolbar.ts";
import { clock } from "../../platform/clock.ts";
import { readCompanyDomains, readCompanyName } from "../../record/company-links.ts";
import { database, entitiesOf } from "../../record/database.ts";
import { readProfile } from "../../record/read-record.ts";

export interface MarkedSite {
  site: Site;
  tab: number;
  /** The setting that lets participating companies read the contact rules without asking. */
  automatic: boolean;
}

const buckets = new Buckets();

/** Refuses if the setting is off: a content script may outlive it. */
export async function markSite(sender: Sender): Promise<MarkedSite> {
  const [site, tab] = [siteOf(sender.url ?? ""), sender.tab?.id];
  const profile = await readProfile();
  if (site === null || tab === undefined || profile?.notice !== true || !(await isEverySitePermitted()))
    throw new Refusal("not-granted");
  if (!buckets.take(String(tab), clock.now())) throw new Refusal("too-many-requests");
  await markTab(tab, nameWithDomain(site.company, await readCompanyName(site.company)));
  return { site, tab, automatic: profile.autoGrant === true && (await mayBeAllowed(site.company)) };
}

/**
 * True if the user has decided nothing about this company or another domain of it, so that it may be allowed
 * automatically.
 */
async function mayBeAllowed(company: string): Promise<boolean> {
  if (isTenant(company)) return false;
  const domains = await readCompanyDomains(company);
  const [rows, refused, grants] = await Promise.all([
    database.companies.bulkGet(domains),
    database.meta.bulkGet(domains.map((domain) => `refused:${domain}`)),
    // Includes a revoked or undone grant, since the user has decided.
    database.grants.bulkGet(domains),
  ]);
  const known = entitiesOf(
    "companies",
    rows.flatMap((row) => row ?? []),
  );
  if (known.some(({ muted, autoOff }) => muted === true || autoOff === true)) return false;
  return [...refused, ...grants].every((row) => row === undefined);
}
