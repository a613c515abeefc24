// The last weeks of a diary, one column each, with one mark for each rating. The picture aggregates nothing further, so
// that it is honest from the first visit.
import type { Value } from "../../signal/feeling-vocabulary.ts";
import { addDays } from "../time/calendar.ts";
import { type DayOf, type NotedFeeling, ratingsOf } from "./rating.ts";

export const WEEKS = 12;
const DAYS = 7;

export interface Week {
  /** Its first day, YYYY-MM-DD. The last week ends today. */
  from: string;
  /** Best first. */
  values: Value[];
}

/** First day of the oldest week. */
export const firstOfWeeks = (today: string): string => addDays(today, 1 - WEEKS * DAYS);

/** Oldest first. Of several feelings about one company on one day, the last one counts. */
export function weeksOf(feelings: readonly NotedFeeling[], today: string, dayOf: DayOf): Week[] {
  const first = firstOfWeeks(today);
  const weeks = Array.from({ length: WEEKS }, (_, index): Week => ({ from: addDays(first, index * DAYS), values: [] }));
  for (const { day, value } of ratingsOf(feelings, dayOf)) {
    const week = day > today ? undefined : weeks.findLast(({ from }) => from <= day);
    week?.values.push(value);
  }
  for (const { values } of weeks) values.sort((one, other) => other - one);
  return weeks;
}
