// The wall clock of an IANA zone and the windows it falls into. Imports only the protocol's words: companies install it too.
import type { Window } from "./document.ts";
import { DAYS, type Day } from "./vocabulary.ts";

export interface LocalTime {
  /** YYYY-MM-DD */
  date: string;
  day: Day;
  minutesOfDay: number;
}

/** The wall clock in an IANA zone, daylight saving included; null when the zone or the instant is not known. */
export function localTime(at: Date, timeZone: string): LocalTime | null {
  try {
    const format = new Intl.DateTimeFormat("en-GB", {
      timeZone,
      calendar: "gregory",
      numberingSystem: "latn",
      hourCycle: "h23",
      weekday: "short",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
    });
    const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
    const weekday = parts.get("weekday")?.slice(0, 2).toLowerCase();
    const day = DAYS.find((known) => known === weekday);
    if (day === undefined) return null;
    const date = `${parts.get("year")}-${parts.get("month")}-${parts.get("day")}`;
    return { date, day, minutesOfDay: Number(parts.get("hour")) * 60 + Number(parts.get("minute")) };
  } catch {
    return null;
  }
}

/** `from` counts, `to` does not. Where `from` is not before `to` the window runs overnight from each day it names. */
export function isInside({ days, from, to }: Window, { day, minutesOfDay }: LocalTime): boolean {
  const [start, end] = [minutesOf(from), minutesOf(to)];
  const startsToday = days.includes(day) && minutesOfDay >= start;
  if (start < end) return startsToday && minutesOfDay < end;
  const yesterday = DAYS[(DAYS.indexOf(day) + 6) % 7];
  return startsToday || (yesterday !== undefined && days.includes(yesterday) && minutesOfDay < end);
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}
