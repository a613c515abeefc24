// Reads "Did it get better after I told them?" from month tallies: of the company itself and of a fixed number of
// controls.
import { domainsOf, type Mains } from "../../core/companies/same-company.ts";
import {
  type BeforeAfter,
  beforeAfterOf,
  type Diary,
  type PooledBeforeAfter,
  pooledBeforeAfterOf,
} from "../../core/insight/before-after.ts";
import { MONTHS, shiftMonths } from "../../core/insight/day-range.ts";
import type { Intervention } from "../../core/insight/intervention.ts";
import { notedFeelingsOf } from "../../core/insight/month-tally.ts";
import type { NotedFeeling } from "../../core/insight/rating.ts";
import { compareText } from "../../core/record/merge-sorted.ts";
import { localDate } from "../../platform/clock.ts";
import { addCounters, type CompanyCounter, emptyCounter } from "../../record/company-counter.ts";
import { readCompanyDomains, readMainDomains } from "../../record/company-links.ts";
import { database } from "../../record/database.ts";
import { readTimeZone } from "../../record/read-record.ts";
import { readInterventions } from "./read-interventions.ts";

/**
 * Number of controls (the most often rated first), and of companies in the pooled comparison (the latest intervention
 * first).
 */
const OTHERS = 20;
const POOLED = 20;
/** Companies with fewer rated days cannot have enough on both sides. */
const RATED = 10;

/** Null if there is no intervention. */
export async function readBeforeAfter(company: string): Promise<BeforeAfter | null> {
  const [interventions, [main]] = [await readInterventions(), await readCompanyDomains(company)];
  const intervention = interventions.find((one) => one.company === main);
  return intervention === undefined
    ? null
    : beforeAfterOf(await readDiary([intervention], interventions), intervention);
}

/** Pools the companies with the latest interventions. */
export async function readPooledBeforeAfter(): Promise<PooledBeforeAfter> {
  const interventions = await readInterventions();
  const latest = [...interventions].sort((one, other) => Date.parse(other.at) - Date.parse(one.at)).slice(0, POOLED);
  return pooledBeforeAfterOf(await readDiary(latest, interventions), latest);
}

/** The diary around some interventions: their own companies and the controls, over the months on either side. */
async function readDiary(asked: readonly Intervention[], interventions: readonly Intervention[]): Promise<Diary> {
  const timeZone = await readTimeZone();
  const dayOf = (instant: string): string => localDate(timeZone, Date.parse(instant));
  const today = localDate(timeZone);
  const mains = await readMainDomains();
  const others = await readOthers(new Set(interventions.map(({ company }) => company)), mains);
  const days = asked.map(({ at }) => dayOf(at)).sort();
  const [from, until] = [shiftMonths(days[0] ?? today, -MONTHS), shiftMonths(days.at(-1) ?? today, MONTHS)];
  const companies = [...asked.map(({ company }) => company), ...others];
  const noted = companies.flatMap((company) =>
    domainsOf(mains, company).map(async (domain) =>
      (await readNoted(domain, from, until)).map((one) => ({ ...one, company })),
    ),
  );
  return { feelings: (await Promise.all(noted)).flat(), interventions, dayOf };
}

/** The most often rated untold companies. Companies with several domains are few, so their counters are added here. */
async function readOthers(intervened: ReadonlySet<string>, mains: Mains): Promise<string[]> {
  const isJoined = new Set([...mains].flat());
  const alone = await database.counters
    .where("days")
    .aboveOrEqual(RATED)
    .reverse()
    .filter(({ id }) => !intervened.has(id) && !isJoined.has(id))
    .limit(OTHERS)
    .toArray();
  const joined = new Map<string, CompanyCounter>();
  for (const counter of await database.counters.bulkGet([...isJoined])) {
    if (counter === undefined) continue;
    const id = mains.get(counter.id) ?? counter.id;
    joined.set(id, addCounters(joined.get(id) ?? emptyCounter(id), counter));
  }
  const all = [...alone, ...[...joined.values()].filter(({ id, days }) => days >= RATED && !intervened.has(id))];
  all.sort((one, other) => other.days - one.days || compareText(other.id, one.id));
  return all.slice(0, OTHERS).map(({ id }) => id);
}

async function readNoted(domain: string, from: string, until: string): Promise<NotedFeeling[]> {
  const keys = [
    [domain, from.slice(0, 7)],
    [domain, until.slice(0, 7)],
  ] as const;
  return notedFeelingsOf(
    await database.months
      .where("[company+month]")
      .between(...keys, true, true)
      .toArray(),
  );
}
