// The instant at which a payload becomes outdated: the document ends, or one of its rules begins or ends.
import { daysIn } from "../../signal/dates.ts";
import { DOCUMENT_SKEW_MILLISECONDS, type PreferencesDocument } from "../../signal/document.ts";
import { localTime } from "../../signal/local-time.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Depending on the time zone, a date begins from 14 hours before to 12 hours after its midnight in UTC. */
const EARLIEST = 14 * HOUR;
const LATEST = 12 * HOUR;

/** The customer's date at an instant; null if the document is not valid then. */
export function dateWhenValid({ issued, expires, contact }: PreferencesDocument, at: Date): string | null {
  const isValid = at.getTime() < Date.parse(expires) && at.getTime() >= Date.parse(issued) - DOCUMENT_SKEW_MILLISECONDS;
  return isValid ? (localTime(at, contact?.timeZone ?? "UTC")?.date ?? null) : null;
}

/** In milliseconds since 1970. */
export function mapAgainBy({ expires, contact }: PreferencesDocument, today: string): number {
  const zone = contact?.timeZone ?? "UTC";
  const changes = (contact?.rules ?? [])
    .flatMap(({ from, until }) => [
      from === undefined ? [] : firstDay(from),
      until === undefined ? [] : dayAfter(until),
    ])
    .flat()
    .filter((date) => date > today);
  const next = changes.toSorted()[0];
  return Math.min(Date.parse(expires), next === undefined ? Number.POSITIVE_INFINITY : startOf(next, zone));
}

const firstDay = (date: string): string => `${date}-01-01`.slice(0, 10);

/** The day after the last day of a date, a month or a year. Empty after the last year of the calendar. */
function dayAfter(date: string): string {
  const [year, month, day] = [Number(date.slice(0, 4)), Number(date.slice(5, 7) || 12), Number(date.slice(8))];
  const next = new Date(0);
  next.setUTCFullYear(year, month - 1, (day || daysIn(year, month)) + 1);
  return next.getUTCFullYear() > 9999 ? "" : next.toISOString().slice(0, 10);
}

/** The first minute at which the zone's calendar shows this date or a later one. */
function startOf(date: string, zone: string): number {
  let [before, after] = [Date.parse(date) - EARLIEST - MINUTE, Date.parse(date) + LATEST];
  while (after - before > MINUTE) {
    const middle = before + Math.floor((after - before) / 2 / MINUTE) * MINUTE;
    if ((localTime(new Date(middle), zone)?.date ?? "") >= date) after = middle;
    else before = middle;
  }
  return after;
}
