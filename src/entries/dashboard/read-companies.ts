// The rows of the list of companies: all of them, and those that the first screen shows. Two domains of one company are one row.
import { isVisible } from "../../core/change.ts";
import type { Company } from "../../core/entities.ts";
import type { Grant } from "../../core/grant.ts";
import { database, entitiesOf } from "../../platform/database.ts";
import type { Counter } from "../../platform/recount.ts";

export interface CompanyRow {
  id: string;
  name: string;
  /** What a search looks in. */
  sought: string;
  counter: Counter | undefined;
  grant: Grant | undefined;
}

export async function readCompanies(): Promise<CompanyRow[]> {
  const [companies, counters, grants] = await Promise.all([
    database.companies.toArray(),
    database.counters.toArray(),
    database.grants.toArray(),
  ]);
  const all = entitiesOf("companies", companies);
  return rowsOf(all, mainOf(all), counters, entitiesOf("grants", grants));
}

/** More than a screen holds. */
const NEWEST = 60;

/** The companies of the newest feelings, each as `readCompanies` says it. */
export async function readNewestCompanies(): Promise<CompanyRow[]> {
  const [feelings, merged] = await Promise.all([
    database.feelings.orderBy("at").reverse().limit(NEWEST).toArray(),
    database.companies.where("sameAs").above("").toArray(),
  ]);
  const main = mainOf(entitiesOf("companies", merged));
  const ids = new Set(feelings.filter(isVisible).map(({ company }) => main.get(String(company)) ?? String(company)));
  const domains = [...ids, ...[...main].flatMap(([id, to]) => (ids.has(to) ? [id] : []))];
  const [companies, counters, grants] = await Promise.all([
    database.companies.bulkGet([...ids]),
    database.counters.bulkGet(domains),
    database.grants.bulkGet([...ids]),
  ]);
  const there = <T>(list: readonly (T | undefined)[]): T[] => list.flatMap((one) => one ?? []);
  return rowsOf(entitiesOf("companies", there(companies)), main, there(counters), entitiesOf("grants", there(grants)));
}

/** By the domain that is counted to another company. */
type Merged = ReadonlyMap<string, string>;

const mainOf = (companies: ReadonlyArray<Company>): Merged =>
  new Map(companies.flatMap(({ id, sameAs }) => (sameAs === undefined ? [] : [[id, sameAs] as const])));

function rowsOf(
  companies: ReadonlyArray<Company>,
  main: Merged,
  counters: readonly Counter[],
  grants: readonly Grant[],
) {
  const counted = new Map<string, Counter>();
  for (const counter of counters) {
    const id = main.get(counter.id) ?? counter.id;
    counted.set(id, together(counted.get(id), { ...counter, id }));
  }
  const granted = new Map(grants.map((grant) => [grant.id, grant]));
  // A domain that is counted to another company is found under that one.
  const domains = new Map<string, string>();
  for (const [id, to] of main) domains.set(to, `${domains.get(to) ?? ""} ${id}`);
  return companies
    .filter(({ id }) => !main.has(id))
    .map(
      ({ id, name }): CompanyRow => ({
        id,
        name,
        sought: `${id} ${name}${domains.get(id) ?? ""}`.toLowerCase(),
        counter: counted.get(id),
        grant: granted.get(id),
      }),
    );
}

/** What was noted of one company under two domains. */
function together(one: Counter | undefined, other: Counter): Counter {
  if (one === undefined) return other;
  const sum = { ...other, latestAt: one.latestAt > other.latestAt ? one.latestAt : other.latestAt };
  for (const member of ["good", "neither", "bad", "days", "goodDays", "badDays"] as const) sum[member] += one[member];
  return sum;
}
