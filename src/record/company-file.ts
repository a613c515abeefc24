// Participation files of a company's hosts. Each is stored under the host that served it and says nothing about other
// hosts, which may have other owners. Reads only; windows and the background share it.
import { borneOut, type TopicMatch } from "../core/companies/topic.ts";
import type { Product } from "../signal/participation-schema.ts";
import { readCompanyDomains } from "./company-links.ts";
import { type Database, database, getEntity } from "./database.ts";
import type { StoredParticipation } from "./local-tables.ts";

/** The hosts whose file represents a company: the granted ones, or its own domain and `www.` before any grant. */
async function speakingHosts(company: string, source: Database): Promise<readonly string[]> {
  const grant = await getEntity(source, "grants", company);
  return grant?.hosts ?? [`www.${company}`, company];
}

/** The file of the first of these hosts that has one. */
export async function readFileOf(
  hosts: readonly string[],
  source: Database = database,
): Promise<StoredParticipation | undefined> {
  const files = await source.participations.bulkGet([...hosts]);
  return files.find((file) => file !== undefined);
}

/** The matches of a choice that still fit a product of the granted hosts. */
export const readBorneOut = async (matches: readonly TopicMatch[], hosts: readonly string[]): Promise<TopicMatch[]> =>
  borneOut(matches, productsOf(await readFileOf(hosts)));

/** The file that represents a company; undefined if the record has none. */
export const readCompanyFile = async (company: string, source: Database = database) =>
  readFileOf(await speakingHosts(company, source), source);

/** The files of a company's domains, the main one first. */
export async function readCompanyFiles(company: string): Promise<StoredParticipation[]> {
  const files = (await readCompanyDomains(company)).map((domain) => readCompanyFile(domain));
  return (await Promise.all(files)).flatMap((file) => file ?? []);
}

export const productsOf = (stored: StoredParticipation | undefined): readonly Product[] =>
  stored?.participation.products ?? [];
