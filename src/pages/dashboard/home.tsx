// Home: things that need the user now, recent ratings, coming dates, and companies that may read.
import { LastWeeksCard } from "../../features/insight/week-columns.tsx";
import { HoldsNow } from "../../features/preferences/holds-now.tsx";
import { SyncOffer } from "../../features/sync/sync-offer.tsx";
import { readFeelings } from "../../features/timeline/read-timeline.ts";
import { readCompanyNames, readMainDomains } from "../../record/company-links.ts";
import { database, entitiesOf } from "../../record/database.ts";
import { Guard } from "../../ui/guard.tsx";
import { ICONS, Icon } from "../../ui/icons.tsx";
import { useLive } from "../../ui/live.ts";
import { plural, t } from "../../ui/messages.ts";
import { NeedsYouNow, useAttention } from "./attention.tsx";
import { ComingUp } from "./coming-up.tsx";
import { DealingItem, useParts } from "./dealing-item.tsx";
import { FirstThings } from "./first-things.tsx";
import { openNote } from "./note-sheet.tsx";
import { WhoReads } from "./who-reads.tsx";

const LATEST = 8;
/** At most LATEST. */
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

type HomeData = Awaited<ReturnType<typeof readHome>>;

export function Home() {
  const home = useLive(readHome, []);
  const attention = useAttention();
  if (home === undefined) return <h1>{t("nav_home")}</h1>;
  const isEmpty = home.feelings.length === 0 && home.companies === 0;
  return (
    <div class="stack wide">
      <header class="page-head">
        <div>
          <h1>{t("home_title")}</h1>
          <p class="muted" data-testid="home-summary">
            {!isEmpty && attention !== undefined && needsText(attention.length)}{" "}
            {home.companies > 0 && plural("home_companies", home.companies)}{" "}
            {home.allowed > 0 && plural("home_allowed", home.allowed)} {t("home_local")}
          </p>
        </div>
        {!isEmpty && <NoteButton />}
      </header>
      {isEmpty && <FirstThings />}
      <div class="columns">
        <div class="stack wide">
          <HoldsNow />
          <NeedsYouNow found={attention ?? []} />
          <LastWeeksCard />
          {home.feelings.length >= NOTES_BEFORE_SYNC && <SyncOffer />}
          {!isEmpty && <Latest {...home} />}
        </div>
        <div class="stack wide">
          <ComingUp />
          <WhoReads />
        </div>
      </div>
    </div>
  );
}

const needsText = (count: number): string => (count === 0 ? t("home_quiet") : plural("home_needs", count));

const NoteButton = () => (
  <button type="button" data-testid="home-note" onClick={() => openNote()}>
    <Icon d={ICONS.plus} small />
    {t("note_title")}
  </button>
);

function Latest({ feelings, names }: HomeData) {
  const known = useParts(feelings);
  return (
    <section class="card" aria-labelledby="latest">
      <div class="card-head">
        <h2 id="latest">{t("home_latest")}</h2>
        <a class="button quiet" href="#/timeline">
          {t("nav_timeline")}
        </a>
      </div>
      {feelings.length === 0 ? (
        <p class="muted">{t("home_empty")}</p>
      ) : (
        <ul class="entries">
          {feelings.map((feeling) => (
            <Guard key={feeling.id}>
              <DealingItem feeling={feeling} company={names.get(feeling.company) ?? feeling.company} known={known} />
            </Guard>
          ))}
        </ul>
      )}
    </section>
  );
}
