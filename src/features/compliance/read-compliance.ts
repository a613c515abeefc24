// Every contact that the user logged for one company, newest first, with its counts.
import { contactOf, type LoggedContact } from "../../core/compliance/logged-contact.ts";
import { laterFirst, mergeSorted } from "../../core/record/merge-sorted.ts";
import { readCompanyDomains } from "../../record/company-links.ts";
import { database, entitiesOf } from "../../record/database.ts";
import { keysWithin } from "../../record/key-range.ts";

export interface ComplianceLedger {
  contacts: LoggedContact[];
  kept: number;
  broke: number;
  unclear: number;
}

/** For a company with several domains, contacts at any of them. */
export async function readCompliance(company: string): Promise<ComplianceLedger> {
  const lists = await Promise.all((await readCompanyDomains(company)).map(readContacts));
  const contacts = mergeSorted(lists, laterFirst);
  const count = (verdict: LoggedContact["verdict"]) => contacts.filter((contact) => contact.verdict === verdict).length;
  return { contacts, kept: count("kept"), broke: count("broke"), unclear: count("unclear") };
}

async function readContacts(domain: string): Promise<LoggedContact[]> {
  const rows = await database.events
    .where("[company+type+at]")
    .between(...keysWithin(domain, "contact"))
    .reverse()
    .toArray();
  return entitiesOf("events", rows).flatMap((event) => contactOf(event) ?? []);
}
