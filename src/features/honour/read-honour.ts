// Every contact that the user logged of one company, newest first, with what counts for it and what against it.
import { contactOf, type LoggedContact } from "../../core/honour.ts";
import { database, entitiesOf } from "../../platform/database.ts";

export interface HonourLedger {
  contacts: LoggedContact[];
  kept: number;
  broke: number;
  unclear: number;
}

export async function readHonour(company: string): Promise<HonourLedger> {
  const rows = await database.events
    .where("[company+type+at]")
    .between([company, "contact", ""], [company, "contact", "\uffff"])
    .reverse()
    .toArray();
  const contacts = entitiesOf("events", rows).flatMap((event) => contactOf(event) ?? []);
  const count = (verdict: LoggedContact["verdict"]) => contacts.filter((contact) => contact.verdict === verdict).length;
  return { contacts, kept: count("kept"), broke: count("broke"), unclear: count("unclear") };
}
