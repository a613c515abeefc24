// Allow, in two steps that survive each other's death: a row stores the choice before the browser asks, and the
// browser's own answer makes the grant, with or without the popup. No other event completes a choice.

import { Refusal } from "../../core/commands/errors.ts";
import { COMMANDS, type Payload } from "../../core/commands/index.ts";
import { companyOf } from "../../core/companies/company.ts";
import { companyName } from "../../core/companies/company-name.ts";
import { canonical } from "../../core/record/change.ts";
import { entityOf } from "../../core/record/tables.ts";
import { wideningsSince } from "../../core/sharing/disclosure-diff-over-time.ts";
import { type Grant, grantAfterAllow, isLive } from "../../core/sharing/grant.ts";
import { hostPermission, isHostPermitted } from "../../platform/browser/permissions.ts";
import { clock, instantNow } from "../../platform/clock.ts";
import { makeSerialQueue } from "../../platform/serial-queue.ts";
import { dropChoice, readChoices } from "../../platform/session/drafts.ts";
import { readMainDomains } from "../../record/company-links.ts";
import { database, type Intent } from "../../record/database.ts";
import { openIntent, readGrantAfter } from "../../record/intents.ts";
import { readDisclosure } from "../../record/read-record.ts";
import type { RecordReader } from "../../record/record-reader.ts";
import { type Edit, write } from "../../record/write.ts";
import { objectFrom } from "../../signal/plain-objects.ts";

/** Stores the choice. Grants at once if the browser already permits the host, since it then asks nothing. */
export async function allowCompany(choice: Payload<"allow-company">): Promise<{ granted: boolean }> {
  const { company, host } = choice;
  if (companyOf(host) !== company) throw new Refusal("not-a-company", host);
  await database.meta.delete(`refused:${company}`);
  await database.meta.put({ key: `intent:${company}`, ...choice, at: clock.now() });
  await dropChoice(company);
  return { granted: await enqueue(async () => (await isHostPermitted(host)) && grantIntended(company)) };
}

/** Remembered: a company that was refused is never allowed automatically. */
export async function refuseCompany({ company }: Payload<"refuse-company">): Promise<object> {
  await dropChoice(company);
  await database.meta.put({ key: `refused:${company}`, refused: true });
  await database.meta.delete(`intent:${company}`);
  return {};
}

/**
 * After a permission came, and at every start. Idempotent. Only a permission for exactly the chosen host answers a choice. One
 * for every site answers another question, after which the browser asks nothing more: the choice ends.
 */
export async function completeIntents(): Promise<void> {
  for (const choice of await readChoices()) {
    const { at, ...rest } = objectFrom(choice);
    const chosen = COMMANDS["allow-company"].payload.safeParse(rest);
    if (!chosen.success || typeof at !== "number" || companyOf(chosen.data.host) !== chosen.data.company) continue;
    await database.meta.put({ key: `intent:${chosen.data.company}`, ...chosen.data, at });
    await dropChoice(chosen.data.company);
  }
  for (const intent of await database.meta.where("key").startsWith("intent:").toArray())
    if ("company" in intent) await enqueue(() => answerIntent(intent));
}

async function answerIntent({ key, company, host }: Intent & { key: string }): Promise<void> {
  const permission = await hostPermission(host);
  if (permission === "own") await grantIntended(company);
  else if (permission === "wide" || (await openIntent(company)) === null) await database.meta.delete(key);
}

/** One at a time: the popup's command and the browser's event arrive together. */
const enqueue = makeSerialQueue();

async function grantIntended(company: string): Promise<boolean> {
  const intent = await openIntent(company);
  // Before the grant: a choice that would tell more than the user saw is a question again.
  const granted = intent !== null && !(await tellsMore(intent)) && (await grant(intent));
  await database.meta.delete(`intent:${company}`);
  return granted;
}

/** True if the company would read more than the shown text, because an edit came in between. */
async function tellsMore(intent: Intent): Promise<boolean> {
  if (intent.shown === undefined) return false;
  const { company, sector } = intent;
  const told = await readGrantAfter(company, intent);
  return wideningsSince(intent.shown, await readDisclosure(company, told, database, sector)).length > 0;
}

async function grant(intent: Intent): Promise<true> {
  const { company, host, parts } = intent;
  await rememberHost(host);
  const file = (await database.participations.get(host))?.participation;
  const { topics } = await readGrantAfter(company, intent);
  await write(async (tables) => {
    const held = entityOf("grants", await tables.grants.get(company));
    const choice = { ...intent, topics };
    if (held !== null && isSame(held, choice)) return [];
    const { id: _id, ...fields } = grantAfterAllow(company, held, choice, instantNow());
    const told = { at: instantNow(), company, type: "told", detail: { granted: parts } };
    return [
      // The user's own yes from now on.
      { table: "grants", id: company, fields: { until: null, revokedAt: null, automatic: null, ...fields } },
      ...(await companyEdits(tables, intent, file?.company.name)),
      { table: "events", fields: told },
    ];
  });
  // The claims of this file were before the user's eyes.
  await database.participations
    .where("id")
    .equals(host)
    .modify((known) => {
      delete known.before;
    });
  return true;
}

/** A stored name is the user's and stays; the kind is the user's word from the start. */
async function companyEdits(tables: RecordReader, { company, sector }: Intent, claimed?: string): Promise<Edit[]> {
  const mains = await readMainDomains(tables);
  // The kind of a company under several domains counts for each of them, and this choice is about one.
  const isAlone = !mains.has(company) && ![...mains.values()].includes(company);
  const known = entityOf("companies", await tables.companies.get(company));
  const name = companyName(company, known?.name, claimed);
  const edits: Edit[] = name === known?.name ? [] : [{ table: "companies", id: company, fields: { name } }];
  if (sector !== undefined && isAlone && known?.sector === undefined)
    edits.push({ table: "companies", id: company, fields: { ...(known === null ? { name } : {}), sector } });
  return edits;
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
const isSame = (held: Grant, { host, parts, topics = [] }: Intent): boolean =>
  isLive(held, instantNow()) &&
  held.automatic !== true &&
  held.hosts.includes(host) &&
  canonical([held.parts, held.topics ?? []]) === canonical([parts, topics]);
