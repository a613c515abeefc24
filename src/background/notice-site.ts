// A page that takes part: marks its tab and, if the user turned that on, allows its company after a person has used the
// page.
import type { Payload } from "../core/commands/index.ts";
import type { Sender } from "../core/commands/sender.ts";
import { checkParticipation } from "../features/companies/check-participation.ts";
import { markSite } from "../features/notice/mark-site.ts";
import { grantAutomatically } from "../features/sharing/grant-automatically.ts";
import { isActiveTab } from "../platform/browser/tabs.ts";

/** True if the page may be allowed automatically once a person has used it. Fetches nothing before that. */
export async function noticeSite({ used }: Payload<"notice-site">, sender: Sender): Promise<boolean> {
  const { site, tab, automatic } = await markSite(sender);
  if (!automatic || used !== true || !(await isActiveTab(tab))) return automatic;
  const { participation } = await checkParticipation(site, tab, {});
  if (participation.state === "takes-part" && !participation.testing) await grantAutomatically(site.company, site.host);
  return false;
}
