// Allow, in two steps that survive the death of popup and worker: a row stores the choice before the browser asks, and
// the browser's answer creates the grant. No other event completes a choice.

import { Refusal } from "../../core/commands/errors.ts";
import { COMMANDS, type Payload } from "../../core/commands/index.ts";
import { companyOf } from "../../core/companies/company.ts";
import { companyName } from "../../core/companies/company-name.ts";
import { canonical } from "../../core/record/change.ts";
import { entityOf } from "../../core/record/tables.ts";
import { dataOfParts } from "../../core/sharing/data-kinds.ts";
import { wideningsSince } from "../../core/sharing/disclosure-diff-over-time.ts";
import { type Grant, grantAfterAllow, isLive } from "../../core/sharing/grant.ts";
import { hostPermission, isHostPermitted } from "../../platform/browser/permissions.ts";
import { clock, instantNow } from "../../platform/clock.ts";
import { makeSerialQueue } from "../../platform/serial-queue.ts";
import { dropChoice, readChoices } from "../../platform/session/drafts.ts";
import { readCompanyDomains } from "../../record/company-links.ts";
import { database } from "../../record/database.ts";
import { decidingMoment } from "../../record/deciding.ts";
import { isHeld, releaseGrant } from "../../record/held-grants.ts";
import { openIntent, readGrantAfter } from "../../record/intents.ts";
import type { Intent } from "../../record/local-tables.ts";
import { claimsSeen } from "../../record/participation-store.ts";
import { readDisclosure } from "../../record/read-record.ts";
import type { RecordReader } from "../../record/record-reader.ts";
import type { Edit } from "../../record/write.ts";
import { writeHooks } from "../../record/write-hooks.ts";
import { writeUnmoved } from "../../record/write-unmoved.ts";
import { objectFrom } from "../../signal/plain-objects.ts";

/** Stores the choice. Grants at once if the browser already permits the host, since it then asks nothing. */
export async function allowCompany(choice: Payload<"allow-company">): Promise<{ granted: boolean }> {
  const { company, host, parts } = choice;
  if (companyOf(host) !== company) throw new Refusal("not-a-company", host);
  await database.meta.delete(`refused:${company}`);
  await database.meta.put({ key: `intent:${company}`, ...choice, at: clock.now() });
  await dropChoice(company);
  return {
    granted: await enqueue(async () => (await isHostPermitted(host, dataOfParts(parts))) && grantIntended(company)),
  };
}

/** Stores the refusal: a refused company is never granted automatically. */
export async function refuseCompany({ company }: Payload<"refuse-company">): Promise<object> {
  await dropChoice(company);
  await database.meta.put({ key: `refused:${company}`, refused: true });
  await database.meta.delete(`intent:${company}`);
  return {};
}

/**
 * Runs after a new host permission and at every start. Idempotent. Only a permission for exactly the chosen host
 * completes a choice. A permission for all sites answers another question, after which the browser asks nothing more,
 * so it drops the choice.
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

async function answerIntent({ key, company, host, parts }: Intent & { key: string }): Promise<void> {
  const permission = await hostPermission(host, dataOfParts(parts));
  if (permission === "own") await grantIntended(company);
  else if (permission === "wide" || (await openIntent(company)) === null) await database.meta.delete(key);
}

/** One grant at a time, since the popup's command and the browser's event arrive together. */
const enqueue = makeSerialQueue();

async function grantIntended(company: string): Promise<boolean> {
  for (;;) {
    const moment = decidingMoment();
    const intent = await openIntent(company);
    // Makes no grant that would disclose more than the user saw: the popup asks again.
    const mayGrant = intent !== null && !(await disclosesMore(intent));
    if (mayGrant && !(await grant(intent, moment))) continue;
    await database.meta.delete(`intent:${company}`);
    return mayGrant;
  }
}

/** True if an edit since the preview widened the view that the user saw. */
async function disclosesMore(intent: Intent): Promise<boolean> {
  if (intent.shown === undefined) return false;
  const { company, sector, shown, later } = intent;
  const proposed = await readGrantAfter(company, intent);
  return wideningsSince(shown, await readDisclosure(company, proposed, sector), later).length > 0;
}

/** False if another write came after `moment`; then nothing is granted. */
async function grant(intent: Intent, moment: number): Promise<boolean> {
  const { company, host, parts } = intent;
  await rememberHost(host);
  const file = (await database.participations.get(host))?.participation;
  const { topics } = await readGrantAfter(company, intent);
  const wasHeld = await isHeld(company);
  const written = await writeUnmoved(async (tables) => {
    const held = entityOf("grants", await tables.grants.get(company));
    const choice = { ...intent, topics };
    // A held grant is written even then: no Undo of an earlier edit may count as the last word after this yes.
    if (held !== null && !wasHeld && isSame(held, choice)) return [];
    const { id: _id, ...fields } = grantAfterAllow(held, choice, { id: company, at: instantNow() });
    const told = { at: instantNow(), company, type: "told", detail: { granted: parts } };
    return [
      // From now on the grant is the user's own, not an automatic one.
      {
        table: "grants",
        id: company,
        fields: { until: null, revokedAt: null, automatic: null, updatesAs: null, ...fields },
      },
      ...(await namedCompanyEdits(tables, intent, file?.company.name)),
      { table: "events", fields: told },
    ];
  }, moment);
  if (written === null) return false;
  if (wasHeld) {
    await releaseGrant(company);
    await writeHooks().republish();
  }
  if (intent.file !== undefined) await claimsSeen(host, intent.file);
  return true;
}

/** Adds the claimed name to a company that has no name of its own, and the sector if the user chose one. */
async function namedCompanyEdits(tables: RecordReader, { company, sector }: Intent, claimed?: string): Promise<Edit[]> {
  // The sector of a merged company applies to all its domains, but this choice is about one, so the preview ignores it
  // too.
  const isAlone = (await readCompanyDomains(company, tables)).length === 1;
  const known = entityOf("companies", await tables.companies.get(company));
  const name = companyName(company, known?.name, claimed);
  const edits: Edit[] = name === known?.name ? [] : [{ table: "companies", id: company, fields: { name } }];
  if (sector !== undefined && isAlone && known?.sector === undefined)
    edits.push({ table: "companies", id: company, fields: { ...(known === null ? { name } : {}), sector } });
  return edits;
}

/** Stores the host as permitted before the grant, since only a known host can later be recognised as revoked. */
export async function rememberHost(host: string): Promise<void> {
  await database.transaction("rw", database.meta, async () => {
    const held = await database.meta.get("hosts");
    const hosts = held?.key === "hosts" ? held.hosts : [];
    if (!hosts.includes(host)) await database.meta.put({ key: "hosts", hosts: [...hosts, host] });
  });
}

/** True if the grant already equals the choice: the popup and the browser's event both complete an Allow. */
const isSame = (held: Grant, { host, parts, topics = [] }: Intent): boolean =>
  isLive(held, instantNow()) &&
  held.automatic !== true &&
  held.hosts.includes(host) &&
  canonical([held.parts, held.topics ?? []]) === canonical([parts, topics]);
