// Over all companies, from counters: which felt good or bad most often, and what the newest notes were about.
import { addDays } from "../../core/calendar.ts";
import { type Claim, claimOf } from "../../core/insight/claim.ts";
import { monthsUntil, type Period } from "../../core/insight/period.ts";
import { edgesOf, type Month, monthWithin, spanOf, tallyOf } from "../../core/insight/running.ts";
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
  const [[good, bad], rows] = await Promise.all([readMost(period), readNewest(period)]);
  const names = await readNames([...good, ...bad].map(({ company }) => company));
  const named = (list: Tally[]): Named[] =>
    list.map((tally) => ({ ...tally, name: names.get(tally.company) ?? tally.company }));
  const dayOf = (instant: string): string => localDate(timeZone, Date.parse(instant));
  const { words, about, n } = claimOf(entitiesOf("feelings", rows), { period, dayOf });
  return { period, mostGood: named(good), mostBad: named(bad), words, about, n, cut: rows.length === NEWEST };
}

const readNewest = (period: Period) =>
  database.feelings.where("at").aboveOrEqual(addDays(period.from, -1)).reverse().limit(NEWEST).toArray();

/** The counters say who may be among the first; the days of the period's first and last month decide between those. */
async function readMost(period: Period): Promise<[good: Tally[], bad: Tally[]]> {
  const counters = await database.counters.toArray();
  const known = counters.map(({ id, byMonth }) => ({ company: id, byMonth, ...spanOf(byMonth, period) }));
  const [good, bad] = (["good", "bad"] as const).map((side) => mayLead(known, side, { most: SHOWN, least: ENOUGH }));
  const leading = [...new Set([...(good ?? []), ...(bad ?? [])])];
  const keys = leading.flatMap(({ company, byMonth }) =>
    edgesOf(period).flatMap((month): [string, string][] => (month in byMonth ? [[company, month]] : [])),
  );
  const edges = (await database.months.bulkGet(keys)).flatMap((month) => month ?? []);
  const months = new Map<string, Month[]>(leading.map(({ company }) => [company, []]));
  for (const month of edges) months.get(month.company)?.push(monthWithin(month, period));
  const tallies = leading.map(({ company, whole }) => {
    const { n, good, bad } = tallyOf(months.get(company) ?? []);
    return { company, n: whole.n + n, good: whole.good + good, bad: whole.bad + bad };
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
