// Counters of one company and month that move with each feeling, so that no screen has to read the whole diary.
import { VALUES } from "../feelings/feeling.ts";
import { type DayRange, isDayInRange } from "./day-range.ts";
import { type DayOf, earlierFirst, type NotedFeeling } from "./rating.ts";

/** A feeling as a counter remembers it: enough to know which of a day counts after another was removed. */
export type Mark = Omit<NotedFeeling, "company">;

/** Plain JSON. Equals a recount at any time, as long as the user's zone is the same; another zone needs a recount. */
export interface MonthTally {
  company: string;
  /** YYYY-MM, local. */
  month: string;
  /** How many days with a rating: one a day counts. */
  n: number;
  /** Of those, how many had each value, in the order of VALUES. */
  counts: readonly number[];
  /** By local date, earliest first. */
  days: Readonly<Record<string, readonly Mark[]>>;
}

export const emptyMonthTally = (company: string, month: string): MonthTally => ({
  company,
  month,
  n: 0,
  counts: VALUES.map(() => 0),
  days: {},
});

/** Null for a feeling with no readable instant: it counts nowhere. */
export const dayOfFeeling = ({ at }: Pick<NotedFeeling, "at">, dayOf: DayOf): string | null =>
  Number.isNaN(Date.parse(at)) ? null : dayOf(at);

/** The month with this feeling; the same feeling again takes the place of what was known of it on that day. */
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

/** The same month of one company under two domains: of a day the last feeling counts, wherever it was noted. */
export const joinMonthTallies = (one: MonthTally, other: MonthTally): MonthTally =>
  Object.entries(other.days).reduce(
    (joined, [day, marks]) => withDay(joined, day, [...(joined.days[day] ?? []), ...marks].sort(earlierFirst)),
    one,
  );

/** Of several months, for lists and their order. */
export function tallyOf(months: readonly MonthTally[]): { n: number; good: number; neither: number; bad: number } {
  const tally = { n: 0, good: 0, neither: 0, bad: 0 };
  for (const { n, counts } of months) {
    tally.n += n;
    for (const [index, value] of VALUES.entries())
      tally[value > 0 ? "good" : value < 0 ? "bad" : "neither"] += counts[index] ?? 0;
  }
  return tally;
}

/** A month with only its days in a period: the first and the last month of one are seldom whole. */
export function monthWithin(month: MonthTally, period: DayRange): MonthTally {
  if (Object.keys(month.days).every((day) => isDayInRange(day, period))) return month;
  const days = Object.entries(month.days).filter(([day]) => isDayInRange(day, period));
  const last = days.map(([, marks]) => marks.at(-1)?.value);
  const counts = VALUES.map((value) => last.filter((one) => one === value).length);
  return { ...month, n: days.length, counts, days: Object.fromEntries(days) };
}

/** What the days of some months remember, as feelings without what was said of them. */
export const notedFeelingsOf = (months: readonly MonthTally[]): NotedFeeling[] =>
  months.flatMap(({ company, days }) =>
    Object.values(days).flatMap((marks) => marks.map((mark) => ({ ...mark, company }))),
  );
