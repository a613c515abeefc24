// Windows of local time.
import type { LocalTime } from "./local-time.ts";
import { DAYS, type Day } from "./vocabulary.ts";

/**
 * Local times "HH:MM". With `from` later than `to`, the window runs overnight and belongs to the day on which it
 * starts.
 */
export type TimeWindow = {
  days: Day[];
  from: string;
  to: string;
};

/**
 * `from` is inclusive, `to` exclusive. If `from` is not before `to`, the window runs overnight from each of its days.
 */
export function isInside({ days, from, to }: TimeWindow, { day, minutesOfDay }: LocalTime): boolean {
  const [start, end] = [minutesOf(from), minutesOf(to)];
  const startsToday = days.includes(day) && minutesOfDay >= start;
  if (start < end) return startsToday && minutesOfDay < end;
  const yesterday = DAYS[(DAYS.indexOf(day) + 6) % 7];
  return startsToday || (yesterday !== undefined && days.includes(yesterday) && minutesOfDay < end);
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}
