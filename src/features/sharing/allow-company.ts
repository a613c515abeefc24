// Allow, in two halves that survive each other's death: what the user chose is a row before the browser is asked, and
// the grant is made when the browser says yes, whether or not the popup is still there.

import { canonical, type Fields } from "../../core/change.ts";
import { COMMANDS, type Payload } from "../../core/command.ts";
import { companyOf } from "../../core/company.ts";
import { entityOf } from "../../core/entities.ts";
import { Refusal } from "../../core/error.ts";
import { type Grant, isLive } from "../../core/grant.ts";
import { clock, instantNow } from "../../platform/clock.ts";
import { database } from "../../platform/database.ts";
import { dropChoice, readChoices } from "../../platform/drafts.ts";
import { isHostPermitted } from "../../platform/permissions.ts";
import { type Edit, write } from "../../platform/write.ts";

const INTENT_MINUTES = 5;

/** Keeps what the user chose; grants at once where the browser already permits the host. */
export async function allowCompany({ company, host, parts }: Payload<"allow-company">): Promise<{ granted: boolean }> {
  if (companyOf(host) !== company) throw new Refusal("not-a-company", host);
  await database.meta.put({ key: `intent:${company}`, company, host, parts, at: clock.now() });
  await dropChoice(company);
  return { granted: await completeIntent(company) };
}

export async function refuseCompany({ company }: Payload<"refuse-company">): Promise<null> {
  await dropChoice(company);
  await database.meta.delete(`intent:${company}`);
  return null;
}

/** After a permission came, and at every start. Idempotent. */
export async function completeIntents(): Promise<void> {
  for (const choice of await readChoices()) {
    const { at, ...rest } = (typeof choice === "object" && choice !== null ? choice : {}) as { at?: unknown };
    const chosen = COMMANDS["allow-company"].payload.safeParse(rest);
    if (!chosen.success || typeof at !== "number" || companyOf(chosen.data.host) !== chosen.data.company) continue;
    await database.meta.put({ key: `intent:${chosen.data.company}`, ...chosen.data, at });
    await dropChoice(chosen.data.company);
  }
  const intents = await database.meta.where("key").startsWith("intent:").toArray();
  for (const intent of intents) if ("company" in intent) await completeIntent(intent.company);
}

let turn: Promise<unknown> = Promise.resolve();

/** One at a time: the popup's command and the browser's event arrive together. */
function completeIntent(company: string): Promise<boolean> {
  const mine = turn.then(() => grantIntended(company));
  turn = mine.catch(() => {});
  return mine;
}

async function grantIntended(company: string): Promise<boolean> {
  const intent = await database.meta.get(`intent:${company}`);
  if (intent === undefined || !("company" in intent)) return false;
  if (clock.now() - intent.at > INTENT_MINUTES * 60_000) {
    await database.meta.delete(intent.key);
    return false;
  }
  if (!(await isHostPermitted(intent.host))) return false;
  await rememberHost(intent.host);
  const participation = (await database.participations.get(company))?.participation ?? null;
  await write(async (tables) => {
    const held = entityOf("grants", await tables.grants.get(company));
    const known = entityOf("companies", await tables.companies.get(company));
    if (held !== null && isSame(held, intent.host, intent.parts)) return [];
    const hosts =
      held === null || held.revokedAt !== undefined ? [intent.host] : [...new Set([...held.hosts, intent.host])];
    const grant: Fields = {
      hosts,
      parts: intent.parts,
      since: instantNow(),
      until: null,
      revokedAt: null,
      paused: false,
      // The user's own yes from now on.
      automatic: null,
    };
    const edits: Edit[] = [{ table: "grants", id: company, fields: grant }];
    if (participation !== null || known === null) {
      const name = participation?.company.name ?? company;
      const sector = known?.sector ?? participation?.company.sector ?? null;
      edits.push({ table: "companies", id: company, fields: { name, sector } });
    }
    edits.push({
      table: "events",
      fields: { at: instantNow(), company, type: "told", detail: { granted: intent.parts } },
    });
    return edits;
  });
  await database.meta.delete(intent.key);
  return true;
}

/** Before the grant: a host that is taken back later must be known to have been permitted, whatever dies in between. */
export async function rememberHost(host: string): Promise<void> {
  await database.transaction("rw", database.meta, async () => {
    const held = await database.meta.get("hosts");
    const hosts = held?.key === "hosts" ? held.hosts : [];
    if (!hosts.includes(host)) await database.meta.put({ key: "hosts", hosts: [...hosts, host] });
  });
}

/** The popup and the browser's event may both bring the same Allow: the second changes nothing. */
const isSame = (held: Grant, host: string, parts: Record<string, boolean>): boolean =>
  isLive(held, instantNow()) && held.hosts.includes(host) && canonical(held.parts) === canonical(parts);
