// Converts a local date and time to an instant in a time zone, across clock changes.
import { HOUR_MILLISECONDS } from "./durations.ts";
import { instantOf } from "./instant.ts";

const SECOND = 1000;
/** No zone is further from UTC. */
const FURTHEST = 16 * HOUR_MILLISECONDS;

const formats = new Map<string, Intl.DateTimeFormat>();

/** Cached for each zone: creating a formatter costs more than a hundred uses. An unknown zone is treated as UTC. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const digits = { month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit" } as const;
  const options = { calendar: "iso8601", hourCycle: "h23", year: "numeric", ...digits } as const;
  let made: Intl.DateTimeFormat;
  try {
    made = new Intl.DateTimeFormat("en-US", { ...options, timeZone });
  } catch {
    made = new Intl.DateTimeFormat("en-US", { ...options, timeZone: "UTC" });
  }
  formats.set(timeZone, made);
  return made;
}

/** Local wall-clock time of an instant, as milliseconds that represent it as if it were UTC. */
function wallAt(at: number, timeZone: string): number {
  const parts = formatOf(timeZone).formatToParts(at);
  const of = (type: string): number => Number(parts.find((part) => part.type === type)?.value);
  return Date.UTC(of("year"), of("month") - 1, of("day"), of("hour"), of("minute"), of("second"));
}

/** The first instant with this wall-clock time; if the clocks skip it, the first instant after the gap. */
function whenWallSays(wall: number, timeZone: string): number {
  const offsetAt = (at: number): number => wallAt(at, timeZone) - Math.floor(at / SECOND) * SECOND;
  const [before, after] = [offsetAt(wall - FURTHEST), offsetAt(wall + FURTHEST)];
  // The clocks were ahead with the greater offset, so its instant is the earlier one.
  for (const offset of [Math.max(before, after), Math.min(before, after)])
    if (offsetAt(wall - offset) === offset) return wall - offset;
  // In a gap: the clocks change between these two.
  let [early, late] = [wall - Math.max(before, after), wall - Math.min(before, after)];
  while (late - early > SECOND) {
    const middle = early + Math.floor((late - early) / 2 / SECOND) * SECOND;
    if (wallAt(middle, timeZone) < wall) early = middle;
    else late = middle;
  }
  return late;
}

/** The first instant of a local date; for a date that the zone skipped, of the next one. */
export const startOfDate = (date: string, timeZone: string): number =>
  whenWallSays(Date.parse(`${date}T00:00:00Z`), timeZone);

/**
 * A local date and time (HH:MM) as an ISO instant: the first one if the clocks repeat it, the end of the gap if they
 * skip it.
 */
export const instantAt = (date: string, time: string, timeZone: string): string =>
  instantOf(whenWallSays(Date.parse(`${date}T${time}:00Z`), timeZone));
