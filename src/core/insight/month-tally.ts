// Tallies of one company and month that move with each feeling, so that no screen has to read the whole diary.
import { VALUES } from "../../signal/feeling-vocabulary.ts";
import { type DayRange, isDayInRange } from "./day-range.ts";
import { type DayOf, earlierFirst, type NotedFeeling } from "./rating.ts";

/** A feeling as the tally stores it: enough to find a day's rating after the removal of another feeling. */
export type Mark = Omit<NotedFeeling, "company">;

/** Plain JSON. Always equals a recount in the same time zone of the user; another zone needs a recount. */
export interface MonthTally {
  company: string;
  /** Local month, YYYY-MM. */
  month: string;
  /** Number of days with a rating: one rating for each day. */
  n: number;
  /** Number of those days with each value, in the order of VALUES. */
  counts: readonly number[];
  /** Marks by local date, earliest first. */
  days: Readonly<Record<string, readonly Mark[]>>;
}

export const emptyMonthTally = (company: string, month: string): MonthTally => ({
  company,
  month,
  n: 0,
  counts: VALUES.map(() => 0),
  days: {},
});

/** Null for a feeling without a readable instant, which no tally counts. */
export const dayOfFeeling = ({ at }: Pick<NotedFeeling, "at">, dayOf: DayOf): string | null =>
  Number.isNaN(Date.parse(at)) ? null : dayOf(at);

/** The month with this feeling, in place of an earlier mark of the same feeling on that day. */
export function withFeeling(month: MonthTally, { id, at, value }: Mark, day: string): MonthTally {
  const others = (month.days[day] ?? []).filter((mark) => mark.id !== id);
  return withDay(month, day, [...others, { id, at, value }].sort(earlierFirst));
}

/** The month without this feeling. */
export function withoutFeeling(month: MonthTally, { id }: Pick<Mark, "id">, day: string): MonthTally {
  return withDay(
    month,
    day,
    (month.days[day] ?? []).filter((mark) => mark.id !== id),
  );
}

function withDay(month: MonthTally, day: string, marks: readonly Mark[]): MonthTally {
  const { [day]: before = [], ...rest } = month.days;
  const days = marks.length === 0 ? rest : { ...rest, [day]: marks };
  const gone = before.at(-1);
  const come = marks.at(-1);
  const counts = VALUES.map(
    (value, index) => (month.counts[index] ?? 0) - Number(gone?.value === value) + Number(come?.value === value),
  );
  return { ...month, n: month.n - Number(gone !== undefined) + Number(come !== undefined), counts, days };
}

/** One month of a company with two domains. The last feeling of a day counts, at whichever domain. */
export const joinMonthTallies = (one: MonthTally, other: MonthTally): MonthTally =>
  Object.entries(other.days).reduce(
    (joined, [day, marks]) => withDay(joined, day, [...(joined.days[day] ?? []), ...marks].sort(earlierFirst)),
    one,
  );

/** Totals of several months, for lists and their order. */
export function tallyOf(months: readonly MonthTally[]): { n: number; good: number; neither: number; bad: number } {
  const tally = { n: 0, good: 0, neither: 0, bad: 0 };
  for (const { n, counts } of months) {
    tally.n += n;
    for (const [index, value] of VALUES.entries())
      tally[value > 0 ? "good" : value < 0 ? "bad" : "neither"] += counts[index] ?? 0;
  }
  return tally;
}

/** The part of a month inside a range, whose first and last month are seldom complete. */
export function monthWithin(month: MonthTally, period: DayRange): MonthTally {
  if (Object.keys(month.days).every((day) => isDayInRange(day, period))) return month;
  const days = Object.entries(month.days).filter(([day]) => isDayInRange(day, period));
  const last = days.map(([, marks]) => marks.at(-1)?.value);
  const counts = VALUES.map((value) => last.filter((one) => one === value).length);
  return { ...month, n: days.length, counts, days: Object.fromEntries(days) };
}

/** The marks of some months as feelings, without words or notes. */
export const notedFeelingsOf = (months: readonly MonthTally[]): NotedFeeling[] =>
  months.flatMap(({ company, days }) =>
    Object.values(days).flatMap((marks) => marks.map((mark) => ({ ...mark, company }))),
  );
