// Ranges of local days. Every claim names its range, so that each number has its period.

/** Two local dates, YYYY-MM-DD, both included. */
export interface DayRange {
  from: string;
  until: string;
}

/** Default length of a claim's range. */
export const MONTHS = 12;

/** The same day `months` months later, or earlier if negative; the last day of the month if it has no such day. */
export function shiftMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const days = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(date, days));
  return first.toISOString().slice(0, 10);
}

/** The months that end with a day: twelve months until 22 November begin on 23 November of the year before. */
export function monthsUntil(day: string, months: number = MONTHS): DayRange {
  const before = new Date(`${shiftMonths(day, -months)}T00:00:00Z`);
  before.setUTCDate(before.getUTCDate() + 1);
  return { from: before.toISOString().slice(0, 10), until: day };
}

export const isDayInRange = (day: string, { from, until }: DayRange): boolean => from <= day && day <= until;
