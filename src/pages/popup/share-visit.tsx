// Shares the feeling of this visit with the company, if it takes part, accepts feelings and has permission.
import { useEffect, useState } from "preact/hooks";
import type { SiteView } from "../../core/commands/companies.ts";
import type { FeelingRecipient } from "../../core/commands/sharing.ts";
import type { Feeling } from "../../core/record/tables.ts";
import { acceptsFeelings } from "../../features/companies/participation-text.ts";
import { ShareFeeling } from "../../features/sharing/share-feeling-panel.tsx";
import { send } from "../../platform/messages/send.ts";
import { attempt } from "../../ui/refusals.ts";

export function ShareVisit({ site, feeling }: { site: SiteView; feeling: Feeling }) {
  const [shares, setShares] = useState<FeelingRecipient | null>(null);
  const offered = site.grant === "live" && acceptsFeelings(site);
  // Every write refreshes `site`.
  useEffect(() => {
    if (!offered) return setShares(null);
    let current = true;
    void attempt(send("look-at-shares", { company: site.company })).then((seen) => current && setShares(seen));
    return () => {
      current = false;
    };
  }, [site, offered]);
  return shares === null ? null : <ShareFeeling key={feeling.id} feeling={feeling} shares={shares} />;
}
