// Windows of local time, and dates of reduced precision. Knows a time zone, no rule and no company.
import type { Window } from "../core/signal/document.ts";
import { DAYS, type Day } from "../core/signal/vocabulary.ts";

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

/** `from` counts from its first day, `until` to its last: "until 2027-05" ends with 31 May 2027. */
export function isInForce(rule: { from?: string | undefined; until?: string | undefined }, date: string): boolean {
  const started = rule.from === undefined || date.slice(0, rule.from.length) >= rule.from;
  const ended = rule.until !== undefined && date.slice(0, rule.until.length) > rule.until;
  return started && !ended;
}

const DAY_NAMES: Record<Day, string> = { mo: "Mon", tu: "Tue", we: "Wed", th: "Thu", fr: "Fri", sa: "Sat", su: "Sun" };

/** In English: "Mon–Fri 17:30–19:30", "Sat 08:00–11:00", "every day 21:00–08:00". */
export function describeWindow({ days, from, to }: Window): string {
  const named = DAYS.filter((day) => days.includes(day));
  const [first, last] = [named[0], named.at(-1)];
  const hours = `${from}–${to}`;
  if (first === undefined || last === undefined) return `never ${hours}`;
  if (named.length === DAYS.length) return `every day ${hours}`;
  const isRun = named.length > 2 && DAYS.indexOf(last) - DAYS.indexOf(first) === named.length - 1;
  const names = isRun ? `${DAY_NAMES[first]}–${DAY_NAMES[last]}` : named.map((day) => DAY_NAMES[day]).join(", ");
  return `${names} ${hours}`;
}

/** In English: "Sun 14:05". */
export function describeTime({ day, minutesOfDay }: LocalTime): string {
  const padded = (number: number) => String(number).padStart(2, "0");
  return `${DAY_NAMES[day]} ${padded(Math.floor(minutesOfDay / 60))}:${padded(minutesOfDay % 60)}`;
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}
