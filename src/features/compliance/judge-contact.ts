// Judges a contact by the rules in force at its instant. Reads only, since the sheet shows the verdict before it is
// saved.
import type { Payload } from "../../core/commands/index.ts";
import { complianceOf, countedTogether, earliestCounted, reasonInText } from "../../core/compliance/compliance.ts";
import { type ContactDetail, Made } from "../../core/compliance/logged-contact.ts";
import { DEFAULT_PARTS } from "../../core/sharing/default-parts.ts";
import { isLive } from "../../core/sharing/grant.ts";
import { instantNow } from "../../platform/clock.ts";
import { readCompanyDomains } from "../../record/company-links.ts";
import { database, entitiesOf } from "../../record/database.ts";
import { readLayersAt } from "../../record/layers-at.ts";
import { readCompanyGroup, readGrant, readViewInput } from "../../record/read-record.ts";
import type { RecordReader } from "../../record/record-reader.ts";

type Contact = Payload<"record-contact">;

/** Facts about the company, read before the transaction that stores the contact. */
export interface ContactFacts {
  inForce: Awaited<ReturnType<typeof inForceAt>>;
  domains: readonly string[];
  /** The text that the company could read at that instant; null if it could read none. */
  read: string | null;
}

export async function readContactFacts({ company, at }: Contact): Promise<ContactFacts> {
  const inForce = await inForceAt(company, at);
  return { inForce, domains: await readCompanyDomains(company), read: await textReadAt(company, at) };
}

/**
 * `at`: the instant of the contact. Call it in the transaction that stores the contact, since two quick notes must
 * count each other.
 */
export async function judgeContact(
  tables: RecordReader,
  { company: _company, at = instantNow(), ...said }: Contact,
  { inForce, domains, read }: ContactFacts,
): Promise<ContactDetail> {
  const contact = { ...said, at };
  const earlier = await earlierContacts(tables, domains, at);
  const before = countedTogether(contact, earlier, inForce).map((one) => one.at);
  const { verdict, reason, deciding } = complianceOf(contact, inForce, before);
  const readable = read !== null && reasonInText(read, contact, { inForce, earlier }) === reason;
  const held = deciding?.reason === "hold" ? { hold: true } : {};
  const because = deciding === null ? {} : { rule: deciding.rule, layer: deciding.layer, ...held };
  return { ...said, verdict, reason, ...because, readable };
}

export const lookAtContact = async (contact: Contact): Promise<ContactDetail> =>
  judgeContact(database, contact, await readContactFacts(contact));

/** With an instant, the layers as of that instant. */
async function inForceAt(company: string, at: string | undefined) {
  const input = await readViewInput(company, DEFAULT_PARTS);
  if (at === undefined) return input;
  const { main, sector } = await readCompanyGroup(company);
  return { ...input, layers: await readLayersAt(main, sector, at) };
}

/** From the receipts. For now, the grant must also be live. */
async function textReadAt(company: string, at: string | undefined): Promise<string | null> {
  const instant = at ?? instantNow();
  const rows = database.receipts.where("[company+at]").between([company, ""], [company, instant], true, true).reverse();
  const newest = await rows.filter(({ direction }) => direction === "shared" || direction === "withdrawn").first();
  const [receipt] = newest === undefined ? [] : entitiesOf("receipts", [newest]);
  if (receipt?.direction !== "shared") return null;
  if (at === undefined && !isLive((await readGrant(company)) ?? undefined, instant)) return null;
  return receipt.payload;
}

/** A limit applies to the company, across its domains. */
async function earlierContacts(tables: RecordReader, domains: readonly string[], at: string) {
  const since = earliestCounted(at.slice(0, 10));
  const own = (domain: string) =>
    tables.events
      .where("[company+type+at]")
      .between([domain, "contact", since], [domain, "contact", at], true, true)
      .toArray();
  const contacts = entitiesOf("events", (await Promise.all(domains.map(own))).flat());
  return contacts.flatMap(({ detail, at }) => {
    const made = Made.safeParse(detail);
    return made.success ? [{ ...made.data, at }] : [];
  });
}
