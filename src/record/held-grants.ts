// Held grants: permissions that another device of the user made or widened. Each one is paused on this device until the
// user agrees here: nobody reads more than the last text that the user saw.
import type { Grant } from "../core/sharing/grant.ts";
import { clock } from "../platform/clock.ts";
import { type Database, database } from "./database.ts";
import { endMoment } from "./deciding.ts";
import { writeHooks } from "./write-hooks.ts";

const PREFIX = "held:";

/** Companies with a held grant. */
export async function readHeld(source: Database = database): Promise<Set<string>> {
  const keys = await source.meta.where("key").startsWith(PREFIX).primaryKeys();
  return new Set(keys.map((key) => key.slice(PREFIX.length)));
}

export const isHeld = async (company: string, source: Database = database): Promise<boolean> =>
  (await source.meta.get(`${PREFIX}${company}`)) !== undefined;

/** The grant as it applies on this device. */
export const onThisDevice = (grant: Grant, held: ReadonlySet<string>): Grant =>
  held.has(grant.id) ? { ...grant, paused: true } : grant;

/** Stores the holds. The caller then republishes the signals before it stores the rows that caused the holds. */
export async function holdGrants(companies: readonly string[]): Promise<void> {
  await database.meta.bulkPut(
    companies.map((company) => ({ key: `${PREFIX}${company}` as const, since: clock.now() })),
  );
}

/**
 * Removes a hold: the user agreed, or ended the grant. A decision that still took the grant for paused is made again.
 */
export async function releaseGrant(company: string): Promise<void> {
  await database.meta.delete(`${PREFIX}${company}`);
  writeHooks().forgetIndex();
  endMoment();
}
