// Card "How it has been": one mark for each visit of the last weeks, above the line if it felt good, below if bad.
import type { Week } from "../../core/insight/weeks.ts";
import { VALUES, type Value } from "../../signal/feeling-vocabulary.ts";
import { date } from "../../ui/formats.ts";
import { useLive } from "../../ui/live.ts";
import { plural, t } from "../../ui/messages.ts";
import { DataTable } from "./data-table.tsx";
import { feltText, periodText } from "./insight-text.ts";
import { readLastWeeks } from "./read-weeks.ts";

/** Higher columns wrap into several smaller marks a row: no mark is ever left out. */
const TALL = 5;
/** Even higher columns get tiny marks. */
const VERY_TALL = 30;

const good = (value: Value): boolean => value > 0;
const bad = (value: Value): boolean => value < 0;
const countOf = (weeks: readonly Week[], felt: (value: Value) => boolean): number =>
  weeks.reduce((sum, { values }) => sum + values.filter(felt).length, 0);

const Mark = ({ value }: { value: Value }) => <i class={`visit-dot face${value}`} />;

function Column({ week, isNow }: { week: Week; isNow: boolean }) {
  const { values } = week;
  return (
    <div class={`week ${isNow ? "now" : ""}`}>
      {/* The best ones stand farthest from the line. */}
      <span class="week-side">
        {values.filter(good).map((value, index) => (
          <Mark key={index} value={value} />
        ))}
      </span>
      <span class="week-line">
        {values.includes(0)
          ? values.filter((value) => value === 0).map((_, index) => <Mark key={index} value={0} />)
          : null}
      </span>
      <span class="week-side below">
        {values.filter(bad).map((value, index) => (
          <Mark key={index} value={value} />
        ))}
      </span>
    </div>
  );
}

/** `weeks`: oldest first. A sentence beside it says the same. Draws time from left to right in every language. */
export function WeekColumns({ weeks }: { weeks: readonly Week[] }) {
  const tallest = Math.max(...weeks.flatMap(({ values }) => [values.filter(good).length, values.filter(bad).length]));
  return (
    <div
      class={`weeks ${tallest > TALL ? "crowded" : ""} ${tallest > VERY_TALL ? "dense" : ""}`}
      aria-hidden="true"
      dir="ltr"
    >
      {weeks.map((week, index) => (
        <Column key={week.from} week={week} isNow={index === weeks.length - 1} />
      ))}
    </div>
  );
}

export const WeekLegend = () => (
  // Screen readers get the sentence and the table instead.
  <ul class="legend" aria-hidden="true">
    {VALUES.toReversed().map((value) => (
      <li key={value}>
        <Mark value={value} /> {feltText(value)}
      </li>
    ))}
  </ul>
);

/** Renders nothing before the first note of these weeks. */
export function LastWeeksCard() {
  const known = useLive(readLastWeeks, []);
  if (known === undefined) return null;
  const { weeks, today, cut } = known;
  const count = countOf(weeks, () => true);
  if (count === 0) return null;
  const [goods, bads] = [countOf(weeks, good), countOf(weeks, bad)];
  const summary = plural("weeks_summary", count, { good: goods, bad: bads, neither: count - goods - bads });
  const first = weeks[0]?.from ?? today;
  return (
    <section class="card" aria-labelledby="weeks" data-testid="home-weeks" data-count={count}>
      <div class="card-head">
        <h2 id="weeks">{t("weeks_title")}</h2>
        <small class="muted">{periodText({ from: first, until: today })}</small>
      </div>
      <p data-testid="weeks-summary">{summary}</p>
      <WeekColumns weeks={weeks} />
      <p class="week-days muted" dir="ltr" aria-hidden="true">
        <span>{date(first)}</span>
        <span>{t("weeks_now")}</span>
      </p>
      <WeekLegend />
      {cut && <small class="muted">{t("weeks_cut")}</small>}
      <DataTable
        testId="weeks-table"
        head={[t("weeks_column_from"), ...VALUES.toReversed().map(feltText)]}
        rows={weeks.map(({ from, values }) => [
          date(from),
          ...VALUES.toReversed().map((value) => values.filter((one) => one === value).length),
        ])}
      />
    </section>
  );
}
