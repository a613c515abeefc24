// A page declared that its company takes part, and the toolbar button shows it. Nothing else happens without the user's
// setting.
import { Refusal } from "../../core/commands/errors.ts";
import type { Sender } from "../../core/commands/senders.ts";
import { Buckets } from "../../core/commands/token-bucket.ts";
import { type Site, siteOf } from "../../core/companies/company.ts";
import { nameWithDomain } from "../../core/companies/company-name.ts";
import { isEverySitePermitted } from "../../platform/browser/permissions.ts";
import { markTab } from "../../platform/browser/toolbar.ts";
import { clock } from "../../platform/clock.ts";
import { mayBeAllowed } from "../../record/automatic.ts";
import { readCompanyName } from "../../record/company-links.ts";
import { readProfile } from "../../record/read-record.ts";

export interface MarkedSite {
  site: Site;
  tab: number;
  /** The company may be allowed once a person has used the page. */
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
  return { site, tab, automatic: await mayBeAllowed(site.company) };
}
