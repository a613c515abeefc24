// Calendar dates of full and reduced precision: 2027, 2027-05, 2027-05-31. Knows no clock and no time zone. The
// calendar ends with 31 December 9999: dates compare as text, and a year of five digits would sort before all others.
import { daysIn } from "../../signal/dates.ts";
import { DAY_MILLISECONDS } from "./durations.ts";

const FIRST_DAY = "0000-01-01";
const LAST_DAY = "9999-12-31";

const daysInMonthOf = (day: string): number => daysIn(Number(day.slice(0, 4)), Number(day.slice(5, 7)));

/** 2027 → 2027-01-01, 2027-05 → 2027-05-01. A day that does not exist gives the first existing day after it. */
export function firstDay(date: string): string {
  const day = (date + "-01-01".slice(date.length - 4)).slice(0, 10);
  return Number(day.slice(8)) > daysInMonthOf(day) ? dayAfter(day) : day;
}

/** 2027 → 2027-12-31, 2027-05 → 2027-05-31. A day that does not exist gives the last existing day before it. */
export function lastDay(date: string): string {
  const month = (date.length === 4 ? `${date}-12` : date).slice(0, 7);
  const last = daysInMonthOf(month);
  const day = date.length === 10 ? Math.min(Number(date.slice(8)), last) : last;
  return `${month}-${String(day).padStart(2, "0")}`;
}

/** The first day after a date: 2027 → 2028-01-01, 2027-05 → 2027-06-01. For the year 9999, its last day. */
export const dayAfter = (date: string): string => addDays(lastDay(date), 1);

/** The same day of the next year: 28 February after 29 February. */
export const yearAfter = (day: string): string =>
  lastDay(`${String(Number(day.slice(0, 4)) + 1).padStart(4, "0")}${day.slice(4)}`);

/**
 * The date `days` days after a full date. For text that is no date, the first date of all, so that an unfinished form
 * is long past.
 */
export function addDays(day: string, days: number): string {
  const from = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(from)) return FIRST_DAY;
  const moved = new Date(from + days * DAY_MILLISECONDS).toISOString();
  if (moved.startsWith("-")) return FIRST_DAY;
  return moved.startsWith("+") ? LAST_DAY : moved.slice(0, 10);
}
