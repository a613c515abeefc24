// Over all companies, from counters: which felt good or bad most often, and what the newest notes were about.
import { addDays } from "../../core/calendar.ts";
import { type Claim, claimOf } from "../../core/insight/claim.ts";
import { monthsUntil, type Period } from "../../core/insight/period.ts";
import { joinMonths, type Month, monthWithin, tallyOf } from "../../core/insight/running.ts";
import { mostFirst, type Tally } from "../../core/insight/wilson.ts";
import type { Mains } from "../../core/same-company.ts";
import { localDate } from "../../platform/clock.ts";
import { database, entitiesOf } from "../../platform/database.ts";
import { readTimeZone } from "../../platform/record.ts";
import { readMains, readNames } from "../../platform/same-company.ts";

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
  const mains = await readMains();
  const [tallies, rows] = await Promise.all([readTallies(period, mains), readNewest(period)]);
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
  const feelings = entitiesOf("feelings", rows).map((one) => ({
    ...one,
    company: mains.get(one.company) ?? one.company,
  }));
  const { words, about, n } = claimOf(feelings, { period, dayOf });
  return { period, mostGood: named(good), mostBad: named(bad), words, about, n, cut: rows.length === NEWEST };
}

const readNewest = (period: Period) =>
  database.feelings.where("at").aboveOrEqual(addDays(period.from, -1)).reverse().limit(NEWEST).toArray();

/** One company a line, under however many domains. */
async function readTallies(period: Period, mains: Mains): Promise<Tally[]> {
  const range = [period.from.slice(0, 7), period.until.slice(0, 7)] as const;
  const months = await database.months
    .where("month")
    .between(...range, true, true)
    .toArray();
  const byCompany = new Map<string, Month[]>();
  for (const month of months) {
    const company = mains.get(month.company) ?? month.company;
    const list = byCompany.get(company);
    if (list === undefined) byCompany.set(company, [monthWithin(month, period)]);
    else list.push(monthWithin(month, period));
  }
  return [...byCompany]
    .map(([company, list]) => ({ company, ...tallyOf(joined(list)) }))
    .filter(({ n }) => n >= ENOUGH);
}

function joined(months: readonly Month[]): Month[] {
  const byMonth = new Map<string, Month>();
  for (const one of months) {
    const known = byMonth.get(one.month);
    byMonth.set(one.month, known === undefined ? one : joinMonths(known, one));
  }
  return [...byMonth.values()];
}
