// Running totals of one company's feelings, and the steps by which a feeling moves them. Pure: counters.ts and
// recount.ts read and write the tables.
import { dayOfFeeling, type MonthTally, tallyOf } from "../core/insight/month-tally.ts";
import { type MonthsText, withMonth } from "../core/insight/months-text.ts";
import type { DayOf, NotedFeeling } from "../core/insight/rating.ts";
import { isVisible, type Row } from "../core/record/change.ts";
import { entityOf } from "../core/record/tables.ts";
import { localDate, timeZoneOf } from "../platform/clock.ts";
import type { Value } from "../signal/feeling-vocabulary.ts";

/** Totals of a company's feelings, updated in the transaction of each feeling, so that no page reads the whole diary. */
export interface CompanyCounter {
  id: string;
  /** Numbers of feelings. */
  good: number;
  neither: number;
  bad: number;
  /** Instant of the newest visible feeling; "" if there is none. */
  latestAt: string;
  /** Number of local days with a rating, of which the last one counts; and how many of these days are good and bad. */
  days: number;
  goodDays: number;
  badDays: number;
  /** The same three numbers for each local month. */
  months: MonthsText;
}

/** The time zone that defines the local days and months of all counters. */
export interface CountedIn {
  key: "counted-in";
  timeZone: string;
}

export const emptyCounter = (id: string): CompanyCounter => ({
  id,
  good: 0,
  neither: 0,
  bad: 0,
  latestAt: "",
  days: 0,
  goodDays: 0,
  badDays: 0,
  months: "",
});

/**
 * Sum of the counters of two domains of one company. Computed when read, so that linking and splitting domains change no
 * counter. A day with a rating at both domains counts twice; `months` are those of the first.
 */
export function addCounters(one: CompanyCounter, other: CompanyCounter): CompanyCounter {
  const sum = { ...one, latestAt: one.latestAt > other.latestAt ? one.latestAt : other.latestAt };
  for (const member of ["good", "neither", "bad", "days", "goodDays", "badDays"] as const) sum[member] += other[member];
  return sum;
}

/** Adds (1) or removes (-1) one feeling. */
export function countFeeling(counter: CompanyCounter, value: number, step: 1 | -1): void {
  counter[value > 0 ? "good" : value < 0 ? "bad" : "neither"] += step;
}

/** Adds (1) or removes (-1) the days of one month. */
export function countDays(counter: CompanyCounter, month: MonthTally, step: 1 | -1): void {
  const { n, good, bad } = tallyOf([month]);
  counter.days += step * n;
  counter.goodDays += step * good;
  counter.badDays += step * bad;
  counter.months = withMonth(counter.months, month.month, { n: step === 1 ? n : 0, good, bad });
}

export const zoneOf = (profile: Row | undefined): string => timeZoneOf(entityOf("profiles", profile));

/** Local date of an instant. */
export const daysOf =
  (timeZone: string): DayOf =>
  (instant) =>
    localDate(timeZone, Date.parse(instant));

/** True if the feeling is visible: not removed, and with a valid instant. */
export const isCounted = (row: Row | undefined): row is Row => isVisible(row) && entityOf("feelings", row) !== null;

/** The members of a feeling's row that counters use. */
export const markOf = ({ id, at, company, value }: Row): NotedFeeling => ({
  id,
  at: String(at),
  company: String(company),
  // Validated by `isCounted`.
  value: Number(value) as Value,
});

/** A visible feeling, as counters see it. */
export interface Counted extends NotedFeeling {
  /** Null for an invalid instant, which no month counts. */
  day: string | null;
}

/** Null for a row that no counter counts. */
export function countedOf(row: Row | undefined, dayOf: DayOf): Counted | null {
  if (!isCounted(row)) return null;
  const mark = markOf(row);
  return { ...mark, day: dayOfFeeling(mark, dayOf) };
}
