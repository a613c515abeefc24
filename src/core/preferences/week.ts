// Windows of local time as sets of minutes of a week. Knows no rule and no company.
import { DAYS } from "../../signal/vocabulary.ts";

export interface WeekWindow {
  days: readonly string[];
  from: string;
  to: string;
}

const WEEKDAYS: readonly string[] = DAYS;
const DAY_MINUTES = 1440;
const WEEK_MINUTES = DAYS.length * DAY_MINUTES;

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** One byte for each minute from Monday 00:00. `from` is inclusive, `to` exclusive; if `from` is not before `to`, overnight. */
export function minutesOfWeek(windows: readonly WeekWindow[]): Uint8Array {
  const week = new Uint8Array(WEEK_MINUTES);
  for (const { days, from, to } of windows) {
    const [start, end] = [minutesOf(from), minutesOf(to)];
    for (const day of days) {
      const midnight = WEEKDAYS.indexOf(day) * DAY_MINUTES;
      const last = midnight + end + (start < end ? 0 : DAY_MINUTES);
      for (let minute = midnight + start; minute < last; minute++) week[minute % WEEK_MINUTES] = 1;
    }
  }
  return week;
}

/** True if a window contains a local time (HH:MM) of a local date. */
export function holdsTime(windows: readonly WeekWindow[], date: string, time: string): boolean {
  const weekday = (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % DAYS.length;
  return minutesOfWeek(windows)[weekday * DAY_MINUTES + minutesOf(time)] === 1;
}

/** True when every minute of `inner` is a minute of `outer`. */
export function isWithin(inner: readonly WeekWindow[], outer: readonly WeekWindow[]): boolean {
  const wide = minutesOfWeek(outer);
  return minutesOfWeek(inner).every((held, minute) => held === 0 || wide[minute] === 1);
}

/** True when the two have no minute in common. */
export function isApart(one: readonly WeekWindow[], other: readonly WeekWindow[]): boolean {
  const held = minutesOfWeek(other);
  return minutesOfWeek(one).every((mine, minute) => mine === 0 || held[minute] === 0);
}
