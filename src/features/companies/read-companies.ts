// Rows of the company list: all of them, or those of the first screen. A company under several domains is one row.
import { companyName } from "../../core/companies/company-name.ts";
import { linksOf, type Mains, mainsOf } from "../../core/companies/same-company.ts";
import { isVisible } from "../../core/record/change.ts";
import type { Company } from "../../core/record/tables.ts";
import type { Grant } from "../../core/sharing/grant.ts";
import { addCounters, type CompanyCounter } from "../../record/company-counter.ts";
import { readMainDomains } from "../../record/company-links.ts";
import { database, entitiesOf } from "../../record/database.ts";
import { readGrants } from "../../record/read-record.ts";

export interface CompanyRow {
  id: string;
  name: string;
  /** All its domains, the main one first. */
  domains: readonly string[];
  /** Set by the user. */
  sector: Company["sector"];
  /** Lower-case text to search in. */
  sought: string;
  counter: CompanyCounter | undefined;
  /** Grants of all its domains. */
  grants: readonly Grant[];
}

export async function readCompanies(): Promise<CompanyRow[]> {
  const [companies, counters, grants] = await Promise.all([
    database.companies.toArray(),
    database.counters.toArray(),
    readGrants(),
  ]);
  const all = entitiesOf("companies", companies);
  return rowsOf(mainsOf(linksOf(all)), { companies: all, counters, grants });
}

/**
 * Companies without a row that a feeling or a permission is about: another device removed the row at the time. The list
 * shows them too, or nobody would find who reads.
 */
function withoutRow({ companies, counters, grants }: Stored): Company[] {
  const about = [
    ...counters.filter(({ latestAt }) => latestAt !== ""),
    ...grants.filter(({ revokedAt }) => revokedAt === undefined),
  ];
  const rows = new Set(companies.map(({ id }) => id));
  const ids = new Set(about.flatMap(({ id }) => (rows.has(id) ? [] : [id])));
  return [...ids].map((id) => ({ id, name: id }));
}

/** More than one screen shows. */
const NEWEST = 60;

/** Rows of the companies with the newest feelings, equal to those of `readCompanies`. */
export async function readNewestCompanies(): Promise<CompanyRow[]> {
  const [feelings, mains] = await Promise.all([
    database.feelings.orderBy("at").reverse().limit(NEWEST).toArray(),
    readMainDomains(),
  ]);
  const ids = new Set(feelings.filter(isVisible).map(({ company }) => mains.get(String(company)) ?? String(company)));
  const domains = [...ids, ...[...mains].flatMap(([id, to]) => (ids.has(to) ? [id] : []))];
  const [companies, counters, grants] = await Promise.all([
    database.companies.bulkGet(domains),
    database.counters.bulkGet(domains),
    database.grants.bulkGet(domains),
  ]);
  const there = <T>(list: readonly (T | undefined)[]): T[] => list.flatMap((one) => one ?? []);
  return rowsOf(mains, {
    companies: entitiesOf("companies", there(companies)),
    counters: there(counters),
    grants: entitiesOf("grants", there(grants)),
  });
}

interface Stored {
  companies: readonly Company[];
  counters: readonly CompanyCounter[];
  grants: readonly Grant[];
}

function rowsOf(mains: Mains, stored: Stored) {
  const { companies, counters, grants } = stored;
  const mainOf = (domain: string): string => mains.get(domain) ?? domain;
  const counted = new Map<string, CompanyCounter>();
  for (const counter of counters) {
    const id = mainOf(counter.id);
    const known = counted.get(id);
    counted.set(id, known === undefined ? { ...counter, id } : addCounters(known, counter));
  }
  const granted = grouped(grants, mainOf);
  // A search for a merged domain finds its main company.
  return [...grouped([...companies, ...withoutRow(stored)], mainOf)].map(([id, own]): CompanyRow => {
    const main = own.find((one) => one.id === id);
    const name = companyName(id, main?.name);
    const domains = [id, ...own.flatMap((one) => (one.id === id ? [] : [one.id]))];
    const sought = [id, name, ...own.map((one) => `${one.id} ${one.name}`)].join(" ").toLowerCase();
    return { id, name, domains, sector: main?.sector, sought, counter: counted.get(id), grants: granted.get(id) ?? [] };
  });
}

/** Groups rows by the main company of their domain. */
function grouped<T extends { id: string }>(rows: readonly T[], mainOf: (domain: string) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const known = groups.get(mainOf(row.id));
    if (known === undefined) groups.set(mainOf(row.id), [row]);
    else known.push(row);
  }
  return groups;
}
