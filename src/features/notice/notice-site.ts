// A page said that its company takes part: the toolbar button shows it, and nothing else happens unless the user wants it.
import type { Payload } from "../../core/command.ts";
import { type Site, siteOf } from "../../core/company.ts";
import { Refusal } from "../../core/error.ts";
import type { Sender } from "../../core/sender.ts";
import { type Bucket, take } from "../../core/token-bucket.ts";
import { clock } from "../../platform/clock.ts";
import { isEverySitePermitted } from "../../platform/permissions.ts";
import { readCompany, readProfile } from "../../platform/record.ts";
import { markTab } from "../../platform/toolbar.ts";

export interface Noticed {
  site: Site;
  tab: number;
  /** The user wants companies that take part to read the contact rules without being asked each time. */
  automatic: boolean;
}

const buckets = new Map<number, Bucket>();

/** Refuses unless the user wants to notice sites: a script that outlived the setting changes nothing. */
export async function noticeSite(_said: Payload<"notice-site">, sender: Sender): Promise<Noticed> {
  const [site, tab] = [siteOf(sender.url ?? ""), sender.tab?.id];
  const profile = await readProfile();
  if (site === null || tab === undefined || profile?.notice !== true || !(await isEverySitePermitted()))
    throw new Refusal("not-granted");
  const bucket = buckets.get(tab) ?? { times: [] };
  buckets.set(tab, bucket);
  if (!take(bucket, clock.now())) throw new Refusal("too-many-requests");
  const company = await readCompany(site.company);
  await markTab(tab, company?.name ?? site.company);
  const excepted = company?.muted === true || company?.autoOff === true;
  return { site, tab, automatic: profile.autoGrant === true && !excepted };
}
