// Times that end on a day of the calendar: a month from a day, and the next working day. Knows no clock and no public holiday.
import { addDays, dayAfter, lastDay } from "./calendar.ts";

export { isDay } from "./instant.ts";

/** The same day of the next month, or that month's last day. */
export function monthAfter(date: string): string {
  const month = dayAfter(date.slice(0, 7)).slice(0, 7);
  const [same, last] = [`${month}-${date.slice(8)}`, lastDay(month)];
  return same < last ? same : last;
}

const SUNDAY = 0;
const SATURDAY = 6;

/**
 * The date itself or, where it is a Saturday or a Sunday, the Monday after it. Knows no public holiday: they differ from
 * place to place.
 */
export function workdayFrom(date: string): string {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  return weekday === SATURDAY ? addDays(date, 2) : weekday === SUNDAY ? addDays(date, 1) : date;
}
