// Over all companies, from counters: which felt good or bad most often, and what the newest notes were about.
import { addDays } from "../../core/calendar.ts";
import { type Claim, claimOf } from "../../core/insight/claim.ts";
import { monthsUntil, type Period } from "../../core/insight/period.ts";
import { type Month, monthWithin, tallyOf } from "../../core/insight/running.ts";
import { mostFirst, type Tally } from "../../core/insight/wilson.ts";
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
  const [tallies, rows] = await Promise.all([readTallies(period), readNewest(period)]);
  const most = (side: "good" | "bad"): Tally[] =>
    mostFirst(
      tallies.filter((tally) => tally[side] > 0),
      side,
    ).slice(0, SHOWN);
  const [good, bad] = [most("good"), most("bad")];
  const names = await readNames([...good, ...bad].map(({ company }) => company));
  const named = (list: Tally[]): Named[] =>
    list.map((tally) => ({ ...tally, name: names.get(tally.company) ?? tally.company }));
  const dayOf = (instant: string): string => localDate(timeZone, Date.parse(instant));
  const { words, about, n } = claimOf(entitiesOf("feelings", rows), { period, dayOf });
  return { period, mostGood: named(good), mostBad: named(bad), words, about, n, cut: rows.length === NEWEST };
}

const readNewest = (period: Period) =>
  database.feelings.where("at").aboveOrEqual(addDays(period.from, -1)).reverse().limit(NEWEST).toArray();

async function readTallies(period: Period): Promise<Tally[]> {
  const range = [period.from.slice(0, 7), period.until.slice(0, 7)] as const;
  const months = await database.months
    .where("month")
    .between(...range, true, true)
    .toArray();
  const byCompany = new Map<string, Month[]>();
  for (const month of months) {
    const list = byCompany.get(month.company);
    if (list === undefined) byCompany.set(month.company, [monthWithin(month, period)]);
    else list.push(monthWithin(month, period));
  }
  return [...byCompany].map(([company, list]) => ({ company, ...tallyOf(list) })).filter(({ n }) => n >= ENOUGH);
}

async function readNames(ids: readonly string[]): Promise<Map<string, string>> {
  const rows = (await database.companies.bulkGet([...new Set(ids)])).flatMap((row) => row ?? []);
  return new Map(entitiesOf("companies", rows).map(({ id, name }) => [id, name]));
}
