// Home: the latest entries, and links to the rest.
import { FeelingItem } from "../../features/feelings/feeling-item.tsx";
import { HoldsNow } from "../../features/preferences/holds-now.tsx";
import { SyncOffer } from "../../features/sync/sync-offer.tsx";
import { readFeelings } from "../../features/timeline/read-timeline.ts";
import { readCompanyNames, readMainDomains } from "../../record/company-links.ts";
import { database, entitiesOf } from "../../record/database.ts";
import { Guard } from "../../ui/guard.tsx";
import { useLive } from "../../ui/live.ts";
import { plural, t } from "../../ui/messages.ts";
import { NeedsLookingAt } from "./attention.tsx";

const LATEST = 8;
/** Not more than LATEST. */
const NOTES_BEFORE_SYNC = 5;

async function readHome() {
  const [feelings, domains, mains, grants] = await Promise.all([
    readFeelings(null, LATEST),
    database.companies.count(),
    readMainDomains(),
    database.grants.toArray(),
  ]);
  const names = await readCompanyNames(feelings.map(({ company }) => company));
  const companies = domains - mains.size;
  const allowed = entitiesOf("grants", grants).filter(({ revokedAt }) => revokedAt === undefined).length;
  return { feelings, companies, allowed, names };
}

export function Home() {
  const home = useLive(readHome, []);
  if (home === undefined) return <h1>{t("nav_home")}</h1>;
  return (
    <div class="stack wide">
      <h1>{t("home_title")}</h1>
      <p data-testid="home-summary">
        {home.companies > 0 && plural("home_companies", home.companies)}{" "}
        {home.allowed > 0 && plural("home_allowed", home.allowed)} {t("home_local")}
      </p>
      <HoldsNow />
      <NeedsLookingAt />
      {home.feelings.length >= NOTES_BEFORE_SYNC && <SyncOffer />}
      <section class="stack" aria-labelledby="latest">
        <h2 id="latest">{t("home_latest")}</h2>
        {home.feelings.length === 0 ? (
          <p class="card">{t("home_empty")}</p>
        ) : (
          <ul class="entries">
            {home.feelings.map((feeling) => (
              <Guard key={feeling.id}>
                <FeelingItem feeling={feeling} company={home.names.get(feeling.company) ?? feeling.company} />
              </Guard>
            ))}
          </ul>
        )}
      </section>
      <section class="stack" aria-labelledby="next">
        <h2 id="next">{t("home_next")}</h2>
        <div class="row">
          <a class="button" href="#/preferences">
            {t("home_to_preferences")}
          </a>
          {home.companies > 0 && (
            <a class="button" href="#/companies">
              {t("home_to_companies")}
            </a>
          )}
          <a class="button" href="#/my-data">
            {t("home_to_data")}
          </a>
        </div>
      </section>
    </div>
  );
}
