// The months of a diary, one column each, with one mark for each rating. The first column is the first month with a
// visit, so that no picture is half empty.
import type { Value } from "../../signal/feeling-vocabulary.ts";
import { type DayRange, isDayInRange, shiftMonths } from "./day-range.ts";

export interface Month {
  /** YYYY-MM. */
  month: string;
  /** Best first. */
  values: Value[];
}

interface Noted {
  day: string;
  value: Value;
}

/**
 * Oldest first, up to the last month of `period`. `isCut`: the list leaves out older ratings, and the first month,
 * which may be incomplete.
 */
export function monthsOf(ratings: readonly Noted[], period: DayRange, isCut = false): Month[] {
  const within = ratings.filter(({ day }) => isDayInRange(day, period));
  const first = within.reduce((earliest, { day }) => (day < earliest ? day : earliest), period.until).slice(0, 7);
  const months: Month[] = [];
  const last = period.until.slice(0, 7);
  for (let month = isCut ? nextOf(first) : first; month <= last; month = nextOf(month)) {
    const values = within.filter(({ day }) => day.startsWith(month)).map(({ value }) => value);
    months.push({ month, values: values.sort((one, other) => other - one) });
  }
  return months;
}

const nextOf = (month: string): string => shiftMonths(`${month}-01`, 1).slice(0, 7);

/** Ratings of one company or about one subject. */
export interface Felt {
  n: number;
  good: number;
  bad: number;
}

/** Number of ratings for each of the given names, in their order. */
export function feltBy(
  names: readonly string[],
  ratings: readonly { value: Value; names: readonly string[] }[],
): (Felt & { name: string })[] {
  return names.map((name) => {
    const values = ratings.filter((rating) => rating.names.includes(name)).map(({ value }) => value);
    const many = (test: (value: Value) => boolean) => values.filter(test).length;
    return { name, n: values.length, good: many((value) => value > 0), bad: many((value) => value < 0) };
  });
}
