// Insight over all companies: most good and most bad, words and tags, and the pooled comparison before and after.
import { useLive } from "../../ui/live.ts";
import { plural, t } from "../../ui/messages.ts";
import { PooledBeforeAfterView } from "./before-after-view.tsx";
import { Counts } from "./claim-view.tsx";
import { periodText } from "./insight-text.ts";
import { readPooledBeforeAfter } from "./read-before-after.ts";
import { type Named, NEWEST, readOverview, readOverviewWords } from "./read-overview.ts";

export function InsightPage() {
  const overview = useLive(readOverview, []);
  // Content further down the page loads after the content above it.
  const said = useLive(overview === undefined ? null : readOverviewWords, [overview === undefined]);
  const pooled = useLive(said === undefined ? null : readPooledBeforeAfter, [said === undefined]);
  if (overview === undefined) return <h1>{t("nav_insight")}</h1>;
  const { period, mostGood, mostBad } = overview;
  return (
    <div class="stack wide">
      <h1>{t("nav_insight")}</h1>
      <p>
        {t("overview_intro", { period: periodText(period) })} {t("insight_intro")}
      </p>
      <div class="insight-pair">
        <Most side="good" companies={mostGood} />
        <Most side="bad" companies={mostBad} />
      </div>
      <small class="muted">{t("overview_order")}</small>
      <a class="button start" href="#/companies">
        {t("overview_to_companies")}
      </a>
      {said !== undefined && said.n > 0 && (
        <>
          <Counts claim={said} />
          <small class="muted">
            {plural("overview_words_of", said.n)} {said.cut && t("insight_cut", { count: NEWEST })}
          </small>
        </>
      )}
      {pooled !== undefined && <PooledBeforeAfterView answer={pooled} preferences="#/preferences" />}
    </div>
  );
}

function Most({ side, companies }: { side: "good" | "bad"; companies: readonly Named[] }) {
  const title = t(side === "good" ? "overview_most_good" : "overview_most_bad");
  return (
    <section class="stack" aria-label={title}>
      <h2>{title}</h2>
      {companies.length === 0 && <p class="card">{t("overview_nothing")}</p>}
      <ol class="entries" data-testid={`insight-most-${side}`}>
        {companies.map((one) => (
          <li key={one.company} class="entry">
            <div class="entry-body">
              <a href={`#/companies/${one.company}/insight`}>
                <bdi>{one.name}</bdi>
              </a>
              <small class="muted">
                {t(side === "good" ? "overview_good" : "overview_bad", { count: one[side], n: one.n })}
              </small>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
