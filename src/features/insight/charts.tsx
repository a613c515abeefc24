// SVG charts: each has one sentence as its accessible name, and the same numbers as a table.
import type { Claim, Dot, ValueCount } from "../../core/insight/claim.ts";
import { DAY_MILLISECONDS } from "../../core/time/durations.ts";
import { VALUES, type Value } from "../../signal/feeling-vocabulary.ts";
import { date } from "../../ui/formats.ts";
import { t } from "../../ui/messages.ts";
import { DataTable } from "./data-table.tsx";
import { feltText } from "./insight-text.ts";

const WIDTH = 420;
/** Width of the words beside a chart. */
const LABELS = 120;
const ROW = 26;
const PLOT = WIDTH - LABELS - 40;

/** Worst at the bottom, as in the chart of dots. */
export function BarChart({
  counts,
  n,
  good,
  bad,
}: {
  counts: readonly ValueCount[];
  n: number;
  good: number;
  bad: number;
}) {
  const most = Math.max(1, ...counts.map(({ count }) => count));
  const rows = [...counts].reverse();
  return (
    <figure class="stack" data-testid="insight-bar">
      <svg
        class="chart"
        role="img"
        aria-label={t("insight_bar_label", { count: n, good, bad })}
        viewBox={`0 0 ${WIDTH} ${rows.length * ROW}`}
        direction="ltr"
      >
        {rows.map(({ value, count }, index) => (
          <g key={value} transform={`translate(0 ${index * ROW})`}>
            <text x={LABELS - 8} y={ROW / 2} class="chart-label">
              {feltText(value)}
            </text>
            <rect class={`feel${value}`} x={LABELS} y="4" width={(count / most) * PLOT} height={ROW - 8} rx="2" />
            <text x={LABELS + (count / most) * PLOT + 8} y={ROW / 2} class="chart-count">
              {count}
            </text>
          </g>
        ))}
        <path class="chart-axis" d={`M${LABELS} 0V${rows.length * ROW}`} />
      </svg>
      <DataTable
        testId="insight-bar-table"
        head={[t("insight_column_value"), t("insight_column_count")]}
        rows={rows.map(({ value, count }) => [feltText(value), count])}
      />
    </figure>
  );
}

const HEIGHT = 190;
const STEP = 34;
const rowOf = (value: Value): number => 16 + (2 - value) * STEP;
const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / DAY_MILLISECONDS;

/** The axis begins with the first visit and ends with the last one, so that no part of it is empty. */
export function DotsChart({ dots, n }: { dots: readonly Dot[]; n: number }) {
  const period = { from: dots[0]?.day ?? "", until: dots.at(-1)?.day ?? "" };
  const [first, last] = [dayNumber(period.from), dayNumber(period.until)];
  const place = (day: string): number =>
    LABELS + 8 + ((dayNumber(day) - first) / Math.max(1, last - first)) * (WIDTH - LABELS - 20);
  const line = dots.flatMap(({ day, middle }) => (middle === null ? [] : `${round(place(day))},${rowOf(middle)}`));
  const latest = dots.findLast(({ middle }) => middle !== null)?.middle ?? 0;
  const [from, until] = [date(period.from), date(period.until)];
  return (
    <figure class="stack" data-testid="insight-dots">
      <svg
        class="chart"
        role="img"
        aria-label={t("insight_dots_label", { count: n, from, until, value: feltText(latest) })}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        direction="ltr"
      >
        {VALUES.map((value) => (
          <g key={value}>
            <path class="chart-grid" d={`M${LABELS} ${rowOf(value)}H${WIDTH}`} />
            <text x={LABELS - 8} y={rowOf(value)} class="chart-label">
              {feltText(value)}
            </text>
          </g>
        ))}
        <polyline class="chart-line" points={line.join(" ")} />
        {dots.map(({ day, value }) => (
          <DotMark key={day} x={round(place(day))} value={value} />
        ))}
        <text x={LABELS} y={HEIGHT - 8} class="chart-count">
          {from}
        </text>
        <text x={WIDTH} y={HEIGHT - 8} class="chart-label">
          {until}
        </text>
      </svg>
      <figcaption class="muted">{t("insight_dots_line")}</figcaption>
      <DataTable
        testId="insight-dots-table"
        head={[t("insight_column_day"), t("insight_column_value"), t("insight_column_middle")]}
        rows={dots.map(({ day, value, middle }) => [
          date(day),
          feltText(value),
          middle === null ? "–" : feltText(middle),
        ])}
      />
    </figure>
  );
}

const round = (place: number): number => Math.round(place * 10) / 10;

/** Good visits are round, bad ones square, neutral ones hollow: the shape carries the meaning without the colour. */
function DotMark({ x, value }: { x: number; value: Value }) {
  const y = rowOf(value);
  if (value < 0) return <rect class={`feel${value}`} x={x - 4} y={y - 4} width="8" height="8" />;
  return <circle class={value === 0 ? "feel-hollow" : `feel${value}`} cx={x} cy={y} r="4.5" />;
}

/** The charts that a claim allows. */
export function Charts({ claim: { n, counts, dots, good, bad } }: { claim: Claim }) {
  return (
    <>
      {counts !== null && (
        <section class="stack" aria-label={t("insight_bar_title")}>
          <h2>{t("insight_bar_title")}</h2>
          <BarChart counts={counts} n={n} good={good ?? 0} bad={bad ?? 0} />
        </section>
      )}
      {dots !== null && (
        <section class="stack" aria-label={t("insight_dots_title")}>
          <h2>{t("insight_dots_title")}</h2>
          <DotsChart dots={dots} n={n} />
        </section>
      )}
    </>
  );
}
