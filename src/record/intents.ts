// The choice of an Allow: the grant that it leads to, and the `intent:` row that waits for the browser's answer. The
// row itself grants nothing.
import { type Allowing, type Grant, grantAfterAllow } from "../core/sharing/grant.ts";
import { MINUTE_MILLISECONDS } from "../core/time/durations.ts";
import { clock, instantNow } from "../platform/clock.ts";
import { readBorneOut } from "./company-file.ts";
import { database } from "./database.ts";
import type { Intent } from "./local-tables.ts";
import { readGrant } from "./read-record.ts";

const INTENT_MINUTES = 5;

/** The grant of a choice at this moment. Preview and Allow both use it, so that they agree. */
export async function readGrantAfter(company: string, choice: Allowing): Promise<Grant> {
  const grant = grantAfterAllow(await readGrant(company), choice, { id: company, at: instantNow() });
  return { ...grant, topics: await readBorneOut(grant.topics ?? [], grant.hosts) };
}

/** The open choice of the last INTENT_MINUTES, or null. Ignores one with a future time, from a fast clock. */
export async function openIntent(company: string): Promise<(Intent & { at: number }) | null> {
  const intent = await database.meta.get(`intent:${company}`);
  if (intent === undefined || !("company" in intent)) return null;
  const age = clock.now() - intent.at;
  return age >= 0 && age <= INTENT_MINUTES * MINUTE_MILLISECONDS ? intent : null;
}
