// Companies with several domains: resolves each domain's main domain and its company's name. Reads only. Rows keep the
// domain under which they were stored, and reads join them, so that splitting a company loses nothing.
import { companyName } from "../core/companies/company-name.ts";
import { domainsOf, linksOf, type Mains, mainsOf } from "../core/companies/same-company.ts";
import { database, entitiesOf } from "./database.ts";
import type { RecordReader } from "./record-reader.ts";

/** Main domain by linked domain. Reads only linked companies, by index. */
export async function readMainDomains(source: RecordReader = database): Promise<Mains> {
  return mainsOf(linksOf(entitiesOf("companies", await source.companies.orderBy("sameAs").toArray())));
}

/** All domains of the company that owns a domain, the main one first. */
export const readCompanyDomains = async (company: string, source: RecordReader = database) =>
  domainsOf(await readMainDomains(source), company);

/** Name of the company of a domain: the user's own, else its main domain. */
export const readCompanyName = async (domain: string, source: RecordReader = database): Promise<string> =>
  (await readCompanyNames([domain], source)).get(domain) ?? domain;

/** Name of each domain's company: the user's own, else its main domain. */
export async function readCompanyNames(
  domains: Iterable<string>,
  source: RecordReader = database,
): Promise<Map<string, string>> {
  const [mains, wanted] = [await readMainDomains(source), [...new Set(domains)]];
  const mainOf = (domain: string): string => mains.get(domain) ?? domain;
  const rows = (await source.companies.bulkGet([...new Set(wanted.map(mainOf))])).flatMap((row) => row ?? []);
  const names = new Map(entitiesOf("companies", rows).map(({ id, name }) => [id, name]));
  return new Map(wanted.map((domain) => [domain, companyName(mainOf(domain), names.get(mainOf(domain)))]));
}
