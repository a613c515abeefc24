// Legal terms in calendar days: a month after a day, and the next working day. Knows no clock and no public holiday.
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
 * The date itself or, for a Saturday or a Sunday, the following Monday. Knows no public holidays, since they differ by
 * place.
 */
export function workdayFrom(date: string): string {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  return weekday === SATURDAY ? addDays(date, 2) : weekday === SUNDAY ? addDays(date, 1) : date;
}
