// What the diary of one company allows to be said of a stretch of time: that company's feelings, no others, up to a number.
import { addDays } from "../../core/calendar.ts";
import { type Claim, claimOf } from "../../core/insight/claim.ts";
import { monthsUntil, type Period } from "../../core/insight/period.ts";
import { localDate } from "../../platform/clock.ts";
import { database, entitiesOf } from "../../platform/database.ts";
import { readTimeZone } from "../../platform/record.ts";

/** Two a day for three years. */
const MOST = 2000;

export interface CompanyClaim {
  claim: Claim;
  /** Only the newest so many notes were looked at, because there are more. */
  cut: number | null;
}

/** Null is all time. */
export async function readClaim(company: string, months: number | null): Promise<CompanyClaim> {
  const timeZone = await readTimeZone();
  const today = localDate(timeZone);
  const dayOf = (instant: string): string => localDate(timeZone, Date.parse(instant));
  const period = months === null ? null : monthsUntil(today, months);
  const rows = await database.feelings
    // A local day may begin a day earlier than the same date in UTC.
    .where("[company+at]")
    .between([company, period === null ? "" : addDays(period.from, -1)], [company, "\uffff"])
    .reverse()
    .limit(MOST)
    .toArray();
  const feelings = entitiesOf("feelings", rows);
  const claim = claimOf(feelings, { period: period ?? sinceFirst(feelings, dayOf, today), dayOf });
  return { claim, cut: rows.length === MOST ? MOST : null };
}

function sinceFirst(feelings: readonly { at: string }[], dayOf: (instant: string) => string, today: string): Period {
  const days = feelings.flatMap(({ at }) => (Number.isNaN(Date.parse(at)) ? [] : [dayOf(at)]));
  const ends = [today, ...days].sort();
  return { from: ends[0] ?? today, until: ends.at(-1) ?? today };
}
