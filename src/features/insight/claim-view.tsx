// The claims about one company: no more than its number of visits supports, each with its actions.
import type { Claim, Count } from "../../core/insight/claim.ts";
import type { Rating } from "../../core/insight/rating.ts";
import { Face } from "../../ui/faces.tsx";
import { date } from "../../ui/formats.ts";
import { plural, t, word } from "../../ui/messages.ts";
import { Charts } from "./charts.tsx";
import { feltText, howText, medianText, summaryText } from "./insight-text.ts";
import type { CompanyClaim } from "./read-claim.ts";

/** Links from an insight to other pages, which the caller provides. */
export interface Ways {
  timeline: string;
  feelings: string;
  preferences: string;
  letters: string;
}

export function ClaimView({ known: { claim, cut }, ways }: { known: CompanyClaim; ways: Ways }) {
  const { n, level, ratings, worst, latest, median, counts, good } = claim;
  return (
    <>
      <section class="card" aria-label={t("section_insight")}>
        <p data-testid="insight-summary">{summaryText(claim)}</p>
        {median !== null && <p data-testid="insight-median">{medianText(median)}</p>}
        <small class="muted">
          {t("insight_one_a_day")} {cut !== null && t("insight_cut", { count: cut })}
        </small>
        <a class="button start" href={ways.timeline}>
          {t("insight_to_timeline")}
        </a>
      </section>
      <Charts claim={claim} />
      {n > 0 && (level === "list" || level === "counts") && (
        <section class="card" aria-labelledby="insight-visits">
          <h2 id="insight-visits">{t("insight_visits_title")}</h2>
          <ul class="entries" data-testid="insight-list">
            {[...ratings].reverse().map((rating) => (
              <VisitItem key={rating.feeling.id} rating={rating} />
            ))}
          </ul>
          <a class="button start" href={ways.feelings}>
            {t("insight_to_feelings")}
          </a>
        </section>
      )}
      {counts !== null && latest !== null && (
        <section class="card">
          <div class="insight-pair">
            {worst !== null && worst.value < 0 && worst !== latest && (
              <Single title={t("insight_worst")} rating={worst} testId="insight-worst" />
            )}
            <Single title={t("insight_latest")} rating={latest} testId="insight-latest" />
          </div>
          <a class="button start" href={ways.letters}>
            {t("insight_to_letter")}
          </a>
        </section>
      )}
      {(claim.words.length > 0 || claim.about.length > 0) && (
        <div class="card">
          <Counts claim={claim} />
          <a class="button start" href={ways.preferences}>
            {t("insight_to_preferences")}
          </a>
        </div>
      )}
      {good !== null && (
        <section class="card" aria-labelledby="insight-how">
          <h2 id="insight-how">{t("insight_how_title")}</h2>
          <p data-testid="insight-how">{howText(claim)}</p>
          <small class="muted">{t("insight_how_why")}</small>
        </section>
      )}
    </>
  );
}

function Single({ title, rating, testId }: { title: string; rating: Rating; testId: string }) {
  return (
    <div class="stack" data-testid={testId}>
      <h2>{title}</h2>
      <ul class="entries">
        <VisitItem rating={rating} />
      </ul>
    </div>
  );
}

/** `company`: its name, in a list of several companies. */
export function VisitItem({ rating: { day, value, feeling }, company }: { rating: Rating; company?: string }) {
  return (
    <li class="entry">
      <Face value={value} />
      <div class="entry-body">
        <p>
          {feltText(value)}
          {company !== undefined && (
            <>
              {" "}
              <bdi>{company}</bdi>
            </>
          )}{" "}
          <small class="muted">{date(day)}</small>
        </p>
        {feeling.note && <p class="note">{feeling.note}</p>}
      </div>
    </li>
  );
}

/** Words and tags as lists with counts. */
export function Counts({ claim }: { claim: Pick<Claim, "words" | "about"> }) {
  return (
    <div class="insight-pair">
      <CountList
        title={t("insight_words_title")}
        counts={claim.words}
        name={(id) => word("word", id)}
        testId="insight-words"
      />
      <CountList
        title={t("insight_tags_title")}
        counts={claim.about}
        name={(id) => word("tag", id)}
        testId="insight-tags"
      />
    </div>
  );
}

export function CountList(props: {
  title: string;
  counts: readonly Count[];
  name: (id: string) => string;
  testId: string;
}) {
  if (props.counts.length === 0) return null;
  return (
    <section class="stack" aria-label={props.title}>
      <h2>{props.title}</h2>
      <ul class="stack" data-testid={props.testId}>
        {props.counts.map(({ name, count }) => (
          <li key={name}>
            <bdi>{props.name(name)}</bdi> <span class="muted">{plural("insight_times", count)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
