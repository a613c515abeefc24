// The claims about one company in a range of days, from at most a fixed number of its feelings. For a company with
// several domains, one visit a day counts, at any of them.
import { type Claim, claimOf } from "../../core/insight/claim.ts";
import { type DayRange, monthsUntil } from "../../core/insight/day-range.ts";
import type { Row } from "../../core/record/change.ts";
import { laterFirst, mergeSorted } from "../../core/record/merge-sorted.ts";
import { addDays } from "../../core/time/calendar.ts";
import { localDate } from "../../platform/clock.ts";
import { readCompanyDomains } from "../../record/company-links.ts";
import { database, entitiesOf } from "../../record/database.ts";
import { keysSince } from "../../record/key-range.ts";
import { readTimeZone } from "../../record/read-record.ts";

/** Two a day for three years. */
const MOST = 2000;

export interface CompanyClaim {
  claim: Claim;
  /** Number of notes read, if more exist; else null. */
  cut: number | null;
}

/** Null for all time. */
export async function readClaim(company: string, months: number | null): Promise<CompanyClaim> {
  const timeZone = await readTimeZone();
  const today = localDate(timeZone);
  const dayOf = (instant: string): string => localDate(timeZone, Date.parse(instant));
  const period = months === null ? null : monthsUntil(today, months);
  // A local day may begin up to a day earlier than the same date in UTC.
  const since = period === null ? "" : addDays(period.from, -1);
  const domains = await readCompanyDomains(company);
  const rows = await Promise.all(domains.map((domain) => readNewest(domain, since)));
  const lists = rows.map((list) => entitiesOf("feelings", list));
  const feelings = mergeSorted(lists, laterFirst, MOST).map((feeling) => ({ ...feeling, company: domains[0] }));
  const claim = claimOf(feelings, { period: period ?? sinceFirst(feelings, dayOf, today), dayOf });
  const isCut = feelings.length === MOST || rows.some((list) => list.length === MOST);
  return { claim, cut: isCut ? MOST : null };
}

const readNewest = (domain: string, since: string): Promise<Row[]> =>
  database.feelings
    .where("[company+at]")
    .between(...keysSince(since, domain))
    .reverse()
    .limit(MOST)
    .toArray();

function sinceFirst(feelings: readonly { at: string }[], dayOf: (instant: string) => string, today: string): DayRange {
  const days = feelings.flatMap(({ at }) => (Number.isNaN(Date.parse(at)) ? [] : [dayOf(at)]));
  const ends = [today, ...days].sort();
  return { from: ends[0] ?? today, until: ends.at(-1) ?? today };
}
