// A date as three selects, year first; month and day are optional, which native date inputs do not allow. A future date
// may begin with the month.
import { Select } from "./controls.tsx";
import { monthName } from "./formats.ts";
import { t } from "./messages.ts";

const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

const twoDigits = (value: number): string => String(value).padStart(2, "0");

const upTo = (most: number): string[] => Array.from({ length: most }, (_, index) => twoDigits(index + 1));

/** `value` and the picked date: 2027, 2027-05, 2027-05-31, or undefined for no date. */
export function DateSelect(props: {
  label: string;
  value: string | undefined;
  testId: string;
  /** Years to choose from. A value outside of them is added. */
  first: number;
  last: number;
  /** Today. A month that is picked before a year is the next month of that name. */
  after?: string | undefined;
  onPick: (date: string | undefined) => void;
}) {
  const [year = "", month = "", day = ""] = (props.value ?? "").split("-");
  const offered = Array.from({ length: props.last - props.first + 1 }, (_, index) => String(props.first + index));
  const years = year === "" || offered.includes(year) ? offered : [...offered, year].sort();
  return (
    <fieldset class="stack tight">
      <legend class="plain">{props.label}</legend>
      <div class="date-select">
        <Select
          label={t("date_year")}
          value={year}
          options={[{ value: "", label: t("date_none") }, ...years.map((value) => ({ value, label: value }))]}
          testId={`${props.testId}-year`}
          onPick={(picked) => props.onPick(joined(picked, month, day))}
        />
        <Select
          label={t("date_month")}
          value={month}
          disabled={year === "" && props.after === undefined}
          options={[
            { value: "", label: t("date_any") },
            ...upTo(12).map((value, index) => ({ value, label: monthName(index) })),
          ]}
          testId={`${props.testId}-month`}
          onPick={(picked) => props.onPick(joined(year || yearOfNext(picked, props.after), picked, day))}
        />
        <Select
          label={t("date_day")}
          value={day}
          disabled={month === ""}
          options={[
            { value: "", label: t("date_any") },
            ...upTo(month === "" ? 31 : daysIn(Number(year), Number(month))).map((value) => ({
              value,
              label: String(Number(value)),
            })),
          ]}
          testId={`${props.testId}-day`}
          onPick={(picked) => props.onPick(joined(year, month, picked))}
        />
      </div>
    </fieldset>
  );
}

/** "" if there is no month or day to start from. */
function yearOfNext(month: string, after = ""): string {
  if (month === "" || after === "") return "";
  return month >= after.slice(5, 7) ? after.slice(0, 4) : String(Number(after.slice(0, 4)) + 1);
}

/** A day that the month does not have becomes its last day. */
function joined(year: string, month: string, day: string): string | undefined {
  if (year === "") return undefined;
  if (month === "") return year;
  if (day === "") return `${year}-${month}`;
  return `${year}-${month}-${twoDigits(Math.min(Number(day), daysIn(Number(year), Number(month))))}`;
}
