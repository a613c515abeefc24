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
import { localDate } from "../../platform/clock.ts";
import { database, entitiesOf } from "../../platform/database.ts";
import { readTimeZone } from "../../platform/record.ts";

/** Companies that were told nothing, and those that were told something: the most often rated, the latest told. */
const OTHERS = 20;
const POOLED = 20;
/** Fewer days than this cannot be enough on both sides. */
const RATED = 10;

/** The first time each company was told something. What was taken back later was told all the same. */
export async function readTellings(): Promise<Telling[]> {
  const events = entitiesOf("events", await database.events.where("type").equals("told").toArray());
  const first = new Map<string, string>();
  for (const { company, at, detail } of events) {
    const known = first.get(company);
    if (!("revoked" in detail) && (known === undefined || at < known)) first.set(company, at);
  }
  // A grant that came with a file has receipts of its own and perhaps no event.
  const received = (await database.receipts.orderBy("company").uniqueKeys()) as string[];
  for (const company of received.filter((id) => !first.has(id))) {
    const shared = await firstShared(company);
    if (shared !== null) first.set(company, shared);
  }
  return [...first].map(([company, at]) => ({ company, at }));
}

async function firstShared(company: string): Promise<string | null> {
  const receipts = database.receipts.where("company").equals(company);
  const row = await receipts.filter(({ direction }) => direction === "shared").first();
  return entitiesOf("receipts", row === undefined ? [] : [row])[0]?.at ?? null;
}

/** Null when the company was told nothing. */
export async function readAnswer(company: string): Promise<Answer | null> {
  const tellings = await readTellings();
  const telling = tellings.find((one) => one.company === company);
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
  const told = new Set(tellings.map(({ company }) => company));
  const others = await database.counters
    .where("days")
    .aboveOrEqual(RATED)
    .reverse()
    .filter(({ id }) => !told.has(id))
    .limit(OTHERS)
    .primaryKeys();
  const days = asked.map(({ at }) => dayOf(at)).sort();
  const [from, until] = [shiftMonths(days[0] ?? today, -MONTHS), shiftMonths(days.at(-1) ?? today, MONTHS)];
  const companies = [...asked.map(({ company }) => company), ...others];
  const noted = await Promise.all(companies.map((company) => readNoted(company, from, until)));
  return { feelings: noted.flat(), tellings, dayOf };
}

async function readNoted(company: string, from: string, until: string): Promise<Noted[]> {
  const keys = [
    [company, from.slice(0, 7)],
    [company, until.slice(0, 7)],
  ] as const;
  return notedIn(
    await database.months
      .where("[company+month]")
      .between(...keys, true, true)
      .toArray(),
  );
}
