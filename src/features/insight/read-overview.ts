// Insight over all companies, from counters: most good, most bad, and the words and tags of the newest notes.
import { type Claim, claimOf } from "../../core/insight/claim.ts";
import { type DayRange, monthsUntil } from "../../core/insight/day-range.ts";
import type { CompanyTally } from "../../core/insight/wilson.ts";
import { addDays } from "../../core/time/calendar.ts";
import { localDate } from "../../platform/clock.ts";
import { readCompanyNames, readMainDomains } from "../../record/company-links.ts";
import { database, entitiesOf } from "../../record/database.ts";
import { readTimeZone } from "../../record/read-record.ts";
import { readMost } from "./read-most.ts";

/** Most notes read for words and tags. */
export const NEWEST = 2000;

export interface Named extends CompanyTally {
  name: string;
}

export interface Overview {
  period: DayRange;
  mostGood: Named[];
  mostBad: Named[];
}

export interface OverviewWords {
  words: Claim["words"];
  about: Claim["about"];
  /** Number of visits behind the words and tags. */
  n: number;
  /** True if the range has more notes than were read. */
  cut: boolean;
}

export async function readOverview(): Promise<Overview> {
  const timeZone = await readTimeZone();
  const period = monthsUntil(localDate(timeZone));
  const [good, bad] = await readMost(period);
  const names = await readCompanyNames([...good, ...bad].map(({ company }) => company));
  const named = (list: CompanyTally[]): Named[] =>
    list.map((tally) => ({ ...tally, name: names.get(tally.company) ?? tally.company }));
  return { period, mostGood: named(good), mostBad: named(bad) };
}

export async function readOverviewWords(): Promise<OverviewWords> {
  const timeZone = await readTimeZone();
  const period = monthsUntil(localDate(timeZone));
  const newest = database.feelings.where("at").aboveOrEqual(addDays(period.from, -1)).reverse();
  const rows = await newest.limit(NEWEST).toArray();
  const dayOf = (instant: string): string => localDate(timeZone, Date.parse(instant));
  const mains = await readMainDomains();
  const feelings = entitiesOf("feelings", rows).map((one) => ({
    ...one,
    company: mains.get(one.company) ?? one.company,
  }));
  const { words, about, n } = claimOf(feelings, { period, dayOf });
  return { words, about, n, cut: rows.length === NEWEST };
}
