// One company under several domains, as the record has it: whose each domain is, and the name they go by. Reads only.
// What was noted stays with the domain it was noted at: it is read together and never moved, so splitting loses nothing.
import { companyName } from "../core/companies/company-name.ts";
import { domainsOf, linksOf, type Mains, mainsOf } from "../core/companies/same-company.ts";
import { database, entitiesOf } from "./database.ts";
import type { RecordReader } from "./record-reader.ts";

/** By index: reads the domains that are counted to another, and no others. */
export async function readMainDomains(source: RecordReader = database): Promise<Mains> {
  return mainsOf(linksOf(entitiesOf("companies", await source.companies.orderBy("sameAs").toArray())));
}

/** Every domain of the company that a domain belongs to, the main one first. */
export const readCompanyDomains = async (company: string, source: RecordReader = database) =>
  domainsOf(await readMainDomains(source), company);

/** Name of a domain's company: the user's own, else its main domain. */
export const readCompanyName = async (domain: string, source: RecordReader = database): Promise<string> =>
  (await readCompanyNames([domain], source)).get(domain) ?? domain;

/** By domain, the name of its company: the user's own, else its main domain. */
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
