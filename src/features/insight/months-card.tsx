// Card "Month by month": one mark for each visit, from the first month that has one.
import type { Month } from "../../core/insight/months.ts";
import { VALUES, type Value } from "../../signal/feeling-vocabulary.ts";
import { month as monthText } from "../../ui/formats.ts";
import { plural, t } from "../../ui/messages.ts";
import { DataTable } from "./data-table.tsx";
import { feltText } from "./insight-text.ts";
import { WeekColumns, WeekLegend } from "./week-columns.tsx";

/** From this many visits on, there is a picture of counts. */
const ENOUGH = 5;

/**
 * Renders nothing for a single month, which has nothing to compare with, nor for few visits, which the page shows one
 * by one.
 */
export function MonthsCard({ months }: { months: readonly Month[] }) {
  const [first, last] = [months[0], months.at(-1)];
  if (first === undefined || last === undefined || first === last) return null;
  const values = months.flatMap((one) => one.values);
  if (values.length < ENOUGH) return null;
  const many = (test: (value: Value) => boolean): number => values.filter(test).length;
  const [good, bad] = [many((value) => value > 0), many((value) => value < 0)];
  const label = plural("overview_months_summary", values.length, { good, bad, neither: values.length - good - bad });
  return (
    <section class="card" aria-labelledby="insight-months" data-testid="insight-months" data-count={months.length}>
      <h2 id="insight-months">{t("overview_months")}</h2>
      <p>{label}</p>
      <WeekColumns weeks={months.map((one) => ({ from: one.month, values: one.values }))} />
      <p class="week-days muted" dir="ltr" aria-hidden="true">
        <span>{nameOf(first)}</span>
        <span>{nameOf(last)}</span>
      </p>
      <WeekLegend />
      <DataTable
        testId="insight-months-table"
        head={[t("overview_column_month"), ...VALUES.toReversed().map(feltText)]}
        rows={months.map((one) => [
          nameOf(one),
          ...VALUES.toReversed().map((value) => one.values.filter((felt) => felt === value).length),
        ])}
      />
    </section>
  );
}

/** Noon of a middle day belongs to the month in every time zone. */
const nameOf = ({ month }: Month): string => monthText(`${month}-15T12:00:00Z`);
