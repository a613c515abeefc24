// Calendar dates of full and reduced precision: 2027, 2027-05, 2027-05-31. Knows no clock and no time zone.

/** The last day that four digits of a year can write: nothing here counts beyond it. */
const END = "9999-12-31";

/** Not `Date.UTC`, which takes the years 0 to 99 for those of the last century. */
function instantOf(year: number, month: number, day: number): Date {
  const instant = new Date(0);
  instant.setUTCFullYear(year, month - 1, day);
  return instant;
}

function dayOf(instant: Date): string {
  const text = instant.toISOString();
  return text.startsWith("+") ? END : text.slice(0, 10);
}

const daysIn = (year: number, month: number): number => instantOf(year, month + 1, 0).getUTCDate();

function partsOf(date: string): { year: number; month: number; day: number } {
  const [year = 1970, month = 1, day = 1] = date.split("-").map(Number);
  return { year, month, day };
}

/** Whether a text is a day that the calendar has, YYYY-MM-DD. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const { year, month, day } = partsOf(text);
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
}

/** 2027 → 2027-01-01, 2027-05 → 2027-05-01; for a day that no calendar has, the first that it has after it. */
export function firstDay(date: string): string {
  const day = (date + "-01-01".slice(date.length - 4)).slice(0, 10);
  const { year, month, day: number } = partsOf(day);
  return number > daysIn(year, month) ? dayAfter(day) : day;
}

/** 2027 → 2027-12-31, 2027-05 → 2027-05-31; for a day that no calendar has, the last that it has before it. */
export function lastDay(date: string): string {
  const [year = 1970, month = 12, day = 31] = date.split("-").map(Number);
  return dayOf(instantOf(year, month, Math.min(day, daysIn(year, month))));
}

/** The first day on which a date is over: 2027 → 2028-01-01, 2027-05 → 2027-06-01. */
export const dayAfter = (date: string): string => addDays(lastDay(date), 1);

/** A full date so many days later. */
export function addDays(date: string, days: number): string {
  const { year, month, day } = partsOf(date);
  return dayOf(instantOf(year, month, day + days));
}

/** The same day of the next month or, where it has none, its last. */
export function monthAfter(date: string): string {
  const { year, month, day } = partsOf(date);
  return dayOf(instantOf(year, month + 1, Math.min(day, daysIn(year, month + 1))));
}

const SUNDAY = 0;
const SATURDAY = 6;

/**
 * The date itself or, where it is a Saturday or a Sunday, the Monday after it. Knows no public holiday: they differ from
 * place to place.
 */
export function workdayFrom(date: string): string {
  const { year, month, day } = partsOf(date);
  const weekday = instantOf(year, month, day).getUTCDay();
  return addDays(date, weekday === SATURDAY ? 2 : weekday === SUNDAY ? 1 : 0);
}
