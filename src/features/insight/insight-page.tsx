// Insight over all companies: every visit is a mark that can be counted. The page claims nothing that few visits cannot
// support.
import { mostFirst } from "../../core/insight/wilson.ts";
import { CompanyName } from "../../ui/company-name.tsx";
import { useLive } from "../../ui/live.ts";
import { plural, t, word } from "../../ui/messages.ts";
import { PooledBeforeAfterView } from "./before-after-view.tsx";
import { CountList, VisitItem } from "./claim-view.tsx";
import { DotRows } from "./dot-rows.tsx";
import { medianText, periodText, summaryText } from "./insight-text.ts";
import { MonthsCard } from "./months-card.tsx";
import { readPooledBeforeAfter } from "./read-before-after.ts";
import { NEWEST, type Overview, type OverviewWords, readOverview, readOverviewWords } from "./read-overview.ts";
import { Tally } from "./tally-card.tsx";

export function InsightPage() {
  const overview = useLive(readOverview, []);
  // Content further down the page loads after the content above it.
  const said = useLive(overview === undefined ? null : readOverviewWords, [overview === undefined]);
  const pooled = useLive(said === undefined ? null : readPooledBeforeAfter, [said === undefined]);
  if (overview === undefined) return <h1>{t("nav_insight")}</h1>;
  return (
    <div class="stack wide">
      <header>
        <h1>{t("nav_insight")}</h1>
        <p class="muted">
          {t("overview_intro", { period: periodText(overview.period) })} {t("insight_intro")}
        </p>
      </header>
      {said?.n === 0 && <Empty />}
      <div class="columns">
        <div class="stack wide">
          {said?.n !== 0 && <CompanyRows {...overview} />}
          {said !== undefined && said.n > 0 && <AllVisits said={said} />}
          {said !== undefined && <MonthsCard months={said.months} />}
        </div>
        <div class="stack wide">
          {said !== undefined && said.n > 0 && <Said {...said} />}
          {pooled !== undefined && said !== undefined && said.n > 0 && (
            <PooledBeforeAfterView answer={pooled} preferences="#/preferences" />
          )}
        </div>
      </div>
    </div>
  );
}

const Empty = () => (
  <div class="empty" data-testid="insight-empty">
    <p>{t("overview_empty")}</p>
    <a class="button" href="#/">
      {t("overview_note")}
    </a>
  </div>
);

/** The companies most often good and most often bad, in one order. */
function CompanyRows({ mostGood, mostBad }: Overview) {
  const found = new Map([...mostGood, ...mostBad].map((one) => [one.company, one]));
  const rows = mostFirst([...found.values()], "good").map(({ company, name, ...felt }) => ({
    ...felt,
    key: company,
    label: (
      <a href={`#/companies/${company}/insight`}>
        <CompanyName name={name} />
      </a>
    ),
  }));
  return (
    <section class="card" aria-labelledby="insight-companies">
      <div class="card-head">
        <h2 id="insight-companies">{t("overview_companies")}</h2>
        <a class="button quiet" href="#/companies">
          {t("overview_to_companies")}
        </a>
      </div>
      {rows.length > 0 && <DotRows rows={rows} testId="insight-companies" />}
      <small class="muted" data-testid="insight-order">
        {t(rows.length === 0 ? "overview_place" : "overview_order")}
      </small>
    </section>
  );
}

/** Few visits one by one, more of them as counts. */
function AllVisits({ said: { claim, names, cut } }: { said: OverviewWords }) {
  const { counts, median, ratings } = claim;
  return (
    <section class="card" aria-labelledby="insight-all">
      <h2 id="insight-all">{t(counts === null ? "overview_first" : "overview_all")}</h2>
      <p data-testid="insight-summary">{summaryText(claim)}</p>
      {counts !== null ? (
        <Tally counts={counts} />
      ) : (
        <ul class="entries" data-testid="insight-list">
          {ratings.toReversed().map((rating) => (
            <VisitItem key={rating.feeling.id} rating={rating} company={names.get(rating.company) ?? rating.company} />
          ))}
        </ul>
      )}
      {median !== null && <p class="muted">{medianText(median)}</p>}
      {cut && <small class="muted">{t("insight_cut", { count: NEWEST })}</small>}
    </section>
  );
}

const MOST_WORDS = 8;

function Said({ words, felt, n }: OverviewWords) {
  const rows = felt.map(({ name, ...counts }) => ({ ...counts, key: name, label: <bdi>{word("tag", name)}</bdi> }));
  return (
    <>
      {rows.length > 0 && (
        <section class="card" aria-labelledby="insight-about">
          <h2 id="insight-about">{t("insight_tags_title")}</h2>
          <DotRows rows={rows} testId="insight-tags" />
        </section>
      )}
      {words.length > 0 && (
        <div class="card">
          <CountList
            title={t("insight_words_title")}
            counts={words.slice(0, MOST_WORDS)}
            name={(id) => word("word", id)}
            testId="insight-words"
          />
          <small class="muted">{plural("overview_words_of", n)}</small>
        </div>
      )}
    </>
  );
}
