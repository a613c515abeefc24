// Over all companies, from counters: which felt good or bad most often, and what the newest notes were about.
import { addDays } from "../../core/calendar.ts";
import { type Claim, claimOf } from "../../core/insight/claim.ts";
import { spanOf } from "../../core/insight/months-text.ts";
import { monthsUntil, type Period } from "../../core/insight/period.ts";
import { type Month, monthWithin, tallyOf } from "../../core/insight/running.ts";
import { mayLead, mostFirst, type Tally } from "../../core/insight/wilson.ts";
import { localDate } from "../../platform/clock.ts";
import { database, entitiesOf } from "../../platform/database.ts";
import { readTimeZone } from "../../platform/record.ts";

/** Words and tags are read from so many notes at most. */
export const NEWEST = 2000;
const SHOWN = 5;
/** Below it only the list of visits may be shown, so there is nothing to order. */
const ENOUGH = 3;

export interface Named extends Tally {
  name: string;
}

export interface Overview {
  period: Period;
  mostGood: Named[];
  mostBad: Named[];
}

export interface OverviewWords {
  words: Claim["words"];
  about: Claim["about"];
  /** How many visits the words and tags are of. */
  n: number;
  /** There are more notes in the period than were looked at. */
  cut: boolean;
}

export async function readOverview(): Promise<Overview> {
  const timeZone = await readTimeZone();
  const period = monthsUntil(localDate(timeZone));
  const [good, bad] = await readMost(period);
  const names = await readNames([...good, ...bad].map(({ company }) => company));
  const named = (list: Tally[]): Named[] =>
    list.map((tally) => ({ ...tally, name: names.get(tally.company) ?? tally.company }));
  return { period, mostGood: named(good), mostBad: named(bad) };
}

export async function readOverviewWords(): Promise<OverviewWords> {
  const timeZone = await readTimeZone();
  const period = monthsUntil(localDate(timeZone));
  const newest = database.feelings.where("at").aboveOrEqual(addDays(period.from, -1)).reverse();
  const rows = await newest.limit(NEWEST).toArray();
  const dayOf = (instant: string): string => localDate(timeZone, Date.parse(instant));
  const { words, about, n } = claimOf(entitiesOf("feelings", rows), { period, dayOf });
  return { words, about, n, cut: rows.length === NEWEST };
}

/** The counters say who may be among the first; the days of the period's first and last month decide between those. */
async function readMost(period: Period): Promise<[good: Tally[], bad: Tally[]]> {
  const counters = await database.counters.toArray();
  const known = counters.map((counter) => ({ counter, ...spanOf(counter, period) }));
  const [good, bad] = (["good", "bad"] as const).map((side) => mayLead(known, side, { most: SHOWN, least: ENOUGH }));
  const leading = [...new Set([...(good ?? []), ...(bad ?? [])])];
  const keys = leading.flatMap(({ counter, edgeMonths }) =>
    edgeMonths.map((month): [string, string] => [counter.id, month]),
  );
  const edges = (await database.months.bulkGet(keys)).flatMap((month) => month ?? []);
  const months = new Map<string, Month[]>(leading.map(({ counter }) => [counter.id, []]));
  for (const month of edges) months.get(month.company)?.push(monthWithin(month, period));
  const tallies = leading.map(({ counter: { id }, whole }) => {
    const { n, good, bad } = tallyOf(months.get(id) ?? []);
    return { company: id, n: whole.n + n, good: whole.good + good, bad: whole.bad + bad };
  });
  const most = (side: "good" | "bad"): Tally[] =>
    mostFirst(
      tallies.filter((tally) => tally.n >= ENOUGH && tally[side] > 0),
      side,
    ).slice(0, SHOWN);
  return [most("good"), most("bad")];
}

async function readNames(ids: readonly string[]): Promise<Map<string, string>> {
  const rows = (await database.companies.bulkGet([...new Set(ids)])).flatMap((row) => row ?? []);
  return new Map(entitiesOf("companies", rows).map(({ id, name }) => [id, name]));
}
