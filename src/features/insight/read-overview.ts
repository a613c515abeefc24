// Insight over all companies, from counters: most good, most bad, and the words and tags of the newest notes.
import { type Claim, claimOf } from "../../core/insight/claim.ts";
import { type DayRange, monthsUntil } from "../../core/insight/day-range.ts";
import { type Felt, feltBy, type Month, monthsOf } from "../../core/insight/months.ts";
import type { CompanyTally } from "../../core/insight/wilson.ts";
import { addDays } from "../../core/time/calendar.ts";
import { localDate } from "../../platform/clock.ts";
import { readCompanyNames, readMainDomains } from "../../record/company-links.ts";
import { database, entitiesOf } from "../../record/database.ts";
import { readTimeZone } from "../../record/read-record.ts";
import { readMost } from "./read-most.ts";

/** Limit of notes read for words and tags. */
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
  /** The same visits over all companies. */
  claim: Claim;
  months: Month[];
  /** The most frequent subjects, with the ratings of these visits. */
  felt: (Felt & { name: string })[];
  /** Names of companies by domain, as long as there are only few visits. */
  names: ReadonlyMap<string, string>;
}

const SUBJECTS = 6;
/** Up to this number, visits are shown one by one. */
const FEW = 4;

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
  const claim = claimOf(feelings, { period, dayOf });
  const { words, about, n, ratings } = claim;
  const cut = rows.length === NEWEST;
  const named = ratings.map(({ value, feeling }) => ({ value, names: feeling.about ?? [] }));
  const subjects = about.slice(0, SUBJECTS).map(({ name }) => name);
  return {
    ...{ words, about, n, cut, claim },
    months: monthsOf(ratings, period, cut),
    felt: feltBy(subjects, named),
    names: await readCompanyNames(n > FEW ? [] : ratings.map(({ company }) => company)),
  };
}
