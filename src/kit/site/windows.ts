// Windows of local time in English, and dates of reduced precision. Knows no rule and no company.
import type { LocalTime } from "../../signal/local-time.ts";
import type { TimeWindow } from "../../signal/time-window.ts";
import { DAYS, type Day } from "../../signal/vocabulary.ts";

const DAY_NAMES: Record<Day, string> = { mo: "Mon", tu: "Tue", we: "Wed", th: "Thu", fr: "Fri", sa: "Sat", su: "Sun" };

/** In English: "Mon–Fri 17:30–19:30", "Sat 08:00–11:00", "every day 21:00–08:00", "every day all day", "Sun all day from 08:00". */
export function describeWindow({ days, from, to }: TimeWindow): string {
  const named = DAYS.filter((day) => days.includes(day));
  const [first, last] = [named[0], named.at(-1)];
  const whole = from === "00:00" || named.length === DAYS.length ? "all day" : `all day from ${from}`;
  const hours = from === to ? whole : `${from}–${to}`;
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
