// Calendar dates of full and reduced precision: 2027, 2027-05, 2027-05-31. Knows no clock and no time zone. The calendar
// ends with the 31 December 9999: dates are compared as text, and a year of five digits would come before all others.

const DAY_MILLISECONDS = 86_400_000;
const FIRST_DAY = "0000-01-01";
const LAST_DAY = "9999-12-31";

/** Not by Date.UTC, which takes the years below 100 for those of the last century. */
function daysIn(year: number, month: number): number {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

const daysInMonthOf = (day: string): number => daysIn(Number(day.slice(0, 4)), Number(day.slice(5, 7)));

/** True for a date of any precision whose month and day a calendar has. */
export function isCalendarDate(date: string): boolean {
  if (!/^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?$/.test(date)) return false;
  return date.length < 10 || Number(date.slice(8)) <= daysInMonthOf(date);
}

/** 2027 → 2027-01-01, 2027-05 → 2027-05-01; for a day that no calendar has, the first that it has after it. */
export function firstDay(date: string): string {
  const day = (date + "-01-01".slice(date.length - 4)).slice(0, 10);
  return Number(day.slice(8)) > daysInMonthOf(day) ? dayAfter(day) : day;
}

/** 2027 → 2027-12-31, 2027-05 → 2027-05-31; for a day that no calendar has, the last that it has before it. */
export function lastDay(date: string): string {
  const month = (date.length === 4 ? `${date}-12` : date).slice(0, 7);
  const last = daysInMonthOf(month);
  const day = date.length === 10 ? Math.min(Number(date.slice(8)), last) : last;
  return `${month}-${String(day).padStart(2, "0")}`;
}

/** The first day on which a date is over: 2027 → 2028-01-01, 2027-05 → 2027-06-01. Of the year 9999 it is its last day. */
export const dayAfter = (date: string): string => addDays(lastDay(date), 1);

/** A full date so many days later. */
export function addDays(day: string, days: number): string {
  const moved = new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MILLISECONDS).toISOString();
  if (moved.startsWith("-")) return FIRST_DAY;
  return moved.startsWith("+") ? LAST_DAY : moved.slice(0, 10);
}
