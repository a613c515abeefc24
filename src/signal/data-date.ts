// Dates in a company's data file: a day, or a moment with its offset.
import { Invalid } from "./checks.ts";
import { isCalendarDate } from "./dates.ts";

export interface DataDate {
  /** YYYY-MM-DD, as the company wrote it. */
  day: string;
  /** The company's own moment with its offset, in UTC and whole seconds; absent if the file has only a day. */
  moment?: string | undefined;
}

const MOMENT =
  /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)?$/;
const [FIRST, LAST] = ["1900-01-01", "2199-12-31"];

/** Throws Invalid for a missing date and for one that no calendar has. A time without an offset gives its day. */
export function dateIn(value: unknown): DataDate {
  if (typeof value !== "string") throw invalid();
  const day = value.slice(0, 10);
  if (day.length !== 10 || !isCalendarDate(day) || day < FIRST || day > LAST) throw invalid();
  if (value === day) return { day };
  if (!MOMENT.test(value)) throw invalid();
  if (!/(?:Z|[+-]\d\d:\d\d)$/.test(value)) return { day };
  return { day, moment: `${new Date(Date.parse(value)).toISOString().slice(0, 19)}Z` };
}

const invalid = (): Invalid => new Invalid("a date is no date", "date");
