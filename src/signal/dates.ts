// Dates of the protocol: a full date, a year or a month that the calendar has.

const DATE = /^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?$/;
const INSTANT = /^(\d{4}-\d\d-\d\d)T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?Z$/;

/** Avoids Date.UTC, which moves the years below 100 into the last century. */
export function daysIn(year: number, month: number): number {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

/** 2027, 2027-05 and 2027-05-31, not 2027-02-29. */
export function isCalendarDate(text: string): boolean {
  if (!DATE.test(text)) return false;
  return text.length < 10 || Number(text.slice(8)) <= daysIn(Number(text.slice(0, 4)), Number(text.slice(5, 7)));
}

/** `from` starts on its first day, `until` ends after its last: "until 2027-05" includes 31 May 2027. */
export function isInForce(rule: { from?: string | undefined; until?: string | undefined }, date: string): boolean {
  const started = rule.from === undefined || date.slice(0, rule.from.length) >= rule.from;
  const ended = rule.until !== undefined && date.slice(0, rule.until.length) > rule.until;
  return started && !ended;
}

const OFFSET = /[+-](?:[01]\d|2[0-3]):[0-5]\d$/;

/** Contacts are of the years 1970 to 9998: some languages have no local time for years around 0 and 10,000. */
const [FIRST_MOMENT, END_OF_MOMENTS] = [0, Date.UTC(9999, 0)] as const;

/**
 * The moment of a Date, of milliseconds since 1970, or of a text with a zone: 2026-11-22T09:15:00Z or +01:00. Null for
 * anything else: a text without a zone would be another moment on each server, and Date moves days that no calendar has.
 */
export function contactMoment(at: unknown): Date | null {
  const isDate = Object.prototype.toString.call(at) === "[object Date]";
  const isText = typeof at === "string" && isInstant(at.replace(OFFSET, "Z"));
  const moment = isDate || typeof at === "number" ? new Date(Number(at)) : new Date(isText ? at : Number.NaN);
  return moment.getTime() >= FIRST_MOMENT && moment.getTime() < END_OF_MOMENTS ? moment : null;
}

/** 2026-11-22T09:15:00Z, possibly with fractions of a second: in UTC, on a day that the calendar has. */
export function isInstant(text: string): boolean {
  const [, day = ""] = INSTANT.exec(text) ?? [];
  return day !== "" && isCalendarDate(day);
}
