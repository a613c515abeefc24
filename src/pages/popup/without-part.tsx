// Panel of a company that, as far as is known, does not take part: the acts that are still possible.
import type { SiteView, TabView } from "../../core/commands/companies.ts";
import { participationText } from "../../features/companies/participation-text.ts";
import { readingText } from "../../features/sharing/reading-text.ts";
import { ICONS } from "../../ui/icons.tsx";
import { t } from "../../ui/messages.ts";
import { say } from "../../ui/toast.tsx";
import { ActText } from "./act-row.tsx";
import { Contacted } from "./contacted.tsx";
import { AskToDelete, dashboardLink } from "./frame.tsx";
import { LastEntries } from "./last-entries.tsx";

/** True if no grant and no file of the company gives the popup anything to show. */
export const isWithoutPart = ({ grant, participation }: SiteView): boolean =>
  grant !== "live" && grant !== "paused" && participation.state !== "takes-part";

export function WithoutPart({ site, again }: { site: SiteView; again: (check?: boolean) => Promise<TabView | null> }) {
  const { company, name, participation, readUntil, feeling } = site;
  const check = async () => {
    const found = await again(true);
    // Reports the result even if nothing changed, since otherwise the press would seem to have failed.
    if (found?.kind === "site") say(t("checked", { found: participationText(found) }));
  };
  return (
    <>
      <LastEntries company={company} except={feeling?.id ?? null} />
      <section class="card" aria-labelledby="panel-title">
        <h2 id="panel-title">{t("can_do_title")}</h2>
        <div class="act-rows">
          <a class="act-row" data-testid="tell-anyway" {...dashboardLink(`companies/${company}/letters`)}>
            <ActText icon={ICONS.write} text={t("tell_them")} hint={t("tell_anyway_hint")} />
          </a>
          <Contacted key={company} site={site} />
        </div>
      </section>
      {readUntil !== null && <AskToDelete company={company} />}
      <div class="hint muted">
        <p>
          <span data-testid="participation" data-state={participation.state}>
            {participationText(site)}
          </span>{" "}
          <span data-testid="reading">{readingText(name, readUntil)}</span>
        </p>
        <button type="button" class="link start" data-testid="check-participation" onClick={() => void check()}>
          {t("check_participation")}
        </button>
      </div>
    </>
  );
}
