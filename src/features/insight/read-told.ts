// "Did it get better after I told them?", read from counters: of the one company and of a fixed number of others.
import { MONTHS, shiftMonths } from "../../core/insight/period.ts";
import type { Noted } from "../../core/insight/rating.ts";
import { notedIn } from "../../core/insight/running.ts";
import {
  type Answer,
  type Diary,
  didItGetBetter,
  didTheyGetBetter,
  type PooledAnswer,
  type Telling,
} from "../../core/insight/told.ts";
import { compareText } from "../../core/merge-sorted.ts";
import { domainsOf, type Mains } from "../../core/same-company.ts";
import { localDate } from "../../platform/clock.ts";
import { database, entitiesOf } from "../../platform/database.ts";
import { readTimeZone } from "../../platform/record.ts";
import { addCounters, type Counter, emptyCounter } from "../../platform/recount.ts";
import { readDomains, readMains } from "../../platform/same-company.ts";

/** Companies that were told nothing, and those that were told something: the most often rated, the latest told. */
const OTHERS = 20;
const POOLED = 20;
/** Fewer days than this cannot be enough on both sides. */
const RATED = 10;

/** The first time each company was told something, at whichever domain. What was taken back later was told all the same. */
export async function readTellings(): Promise<Telling[]> {
  const mains = await readMains();
  const first = new Map<string, string>();
  const keepFirst = (domain: string, at: string): void => {
    const company = mains.get(domain) ?? domain;
    const known = first.get(company);
    if (known === undefined || at < known) first.set(company, at);
  };
  const events = entitiesOf("events", await database.events.where("type").equals("told").toArray());
  for (const { company, at, detail } of events) if (!("revoked" in detail)) keepFirst(company, at);
  // A grant that came with a file has receipts of its own and perhaps no event, at none of the company's domains.
  const received = (await database.receipts.orderBy("company").uniqueKeys()) as string[];
  for (const domain of received.filter((id) => !first.has(mains.get(id) ?? id))) {
    const shared = await firstShared(domain);
    if (shared !== null) keepFirst(domain, shared);
  }
  return [...first].map(([company, at]) => ({ company, at }));
}

async function firstShared(company: string): Promise<string | null> {
  const receipts = database.receipts.where("[company+at]").between([company, ""], [company, "\uffff"]);
  const row = await receipts.filter(({ direction }) => direction === "shared").first();
  return entitiesOf("receipts", row === undefined ? [] : [row])[0]?.at ?? null;
}

/** Null when the company was told nothing. */
export async function readAnswer(company: string): Promise<Answer | null> {
  const [tellings, [main]] = [await readTellings(), await readDomains(company)];
  const telling = tellings.find((one) => one.company === main);
  return telling === undefined ? null : didItGetBetter(await readDiary([telling], tellings), telling);
}

/** Over the companies that were told something last. */
export async function readPooled(): Promise<PooledAnswer> {
  const tellings = await readTellings();
  const latest = [...tellings].sort((one, other) => (one.at < other.at ? 1 : -1)).slice(0, POOLED);
  return didTheyGetBetter(await readDiary(latest, tellings), latest);
}

/** What some tellings are compared on: their own companies and others, over the months around them. */
async function readDiary(asked: readonly Telling[], tellings: readonly Telling[]): Promise<Diary> {
  const timeZone = await readTimeZone();
  const dayOf = (instant: string): string => localDate(timeZone, Date.parse(instant));
  const today = localDate(timeZone);
  const mains = await readMains();
  const others = await readOthers(new Set(tellings.map(({ company }) => company)), mains);
  const days = asked.map(({ at }) => dayOf(at)).sort();
  const [from, until] = [shiftMonths(days[0] ?? today, -MONTHS), shiftMonths(days.at(-1) ?? today, MONTHS)];
  const companies = [...asked.map(({ company }) => company), ...others];
  const noted = companies.flatMap((company) =>
    domainsOf(mains, company).map(async (domain) =>
      (await readNoted(domain, from, until)).map((one) => ({ ...one, company })),
    ),
  );
  return { feelings: (await Promise.all(noted)).flat(), tellings, dayOf };
}

/** The most often rated companies that were told nothing. Those under several domains are few and counted apart. */
async function readOthers(told: ReadonlySet<string>, mains: Mains): Promise<string[]> {
  const isJoined = new Set([...mains].flat());
  const alone = await database.counters
    .where("days")
    .aboveOrEqual(RATED)
    .reverse()
    .filter(({ id }) => !told.has(id) && !isJoined.has(id))
    .limit(OTHERS)
    .toArray();
  const joined = new Map<string, Counter>();
  for (const counter of await database.counters.bulkGet([...isJoined])) {
    if (counter === undefined) continue;
    const id = mains.get(counter.id) ?? counter.id;
    joined.set(id, addCounters(joined.get(id) ?? emptyCounter(id), counter));
  }
  const all = [...alone, ...[...joined.values()].filter(({ id, days }) => days >= RATED && !told.has(id))];
  all.sort((one, other) => other.days - one.days || compareText(other.id, one.id));
  return all.slice(0, OTHERS).map(({ id }) => id);
}

async function readNoted(domain: string, from: string, until: string): Promise<Noted[]> {
  const keys = [
    [domain, from.slice(0, 7)],
    [domain, until.slice(0, 7)],
  ] as const;
  return notedIn(
    await database.months
      .where("[company+month]")
      .between(...keys, true, true)
      .toArray(),
  );
}
