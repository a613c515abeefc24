// Returns the permission for every site to the browser.
import { dropEverySite, hostsLostWithEverySite } from "../../platform/browser/permissions.ts";
import { database } from "../../record/database.ts";
import { needsEverySite, readCurrentGrants } from "../../record/read-record.ts";

/**
 * Carries out the owed removal of the permission for every site. Idempotent. Browsers also remove companies'
 * permissions with it (hostsLostWithEverySite). If a company would lose its own, the permission stays, the settings
 * name the companies, and the user may still return it.
 */
export async function giveBackOwedEverySite(): Promise<void> {
  if ((await database.meta.get("every-site-owed")) === undefined) return;
  if (!(await needsEverySite()) && (await lostWithEverySite()).length === 0) await dropEverySite();
  await database.meta.delete("every-site-owed");
}

/** Hosts of current grants that the browser would remove together with the permission for every site. */
async function lostWithEverySite(): Promise<string[]> {
  return hostsLostWithEverySite((await readCurrentGrants()).flatMap(({ hosts }) => hosts));
}

/**
 * Returns the permission for every site although companies lose theirs. Their grants do not end: they have no effect
 * until the browser permits their hosts again. Answers these hosts, or null if a setting still needs every site.
 */
export async function giveBackEverySite(): Promise<{ hosts: string[] | null }> {
  if (await needsEverySite()) return { hosts: null };
  const hosts = await lostWithEverySite();
  // Written before the permission is removed, so that the browser's event is not taken for the user's wish to end the
  // grants.
  await database.transaction("rw", database.meta, async () => {
    const held = await database.meta.get("ask-again");
    const waiting = held?.key === "ask-again" ? held.hosts : [];
    await database.meta.put({ key: "ask-again", hosts: [...new Set([...waiting, ...hosts])] });
  });
  await dropEverySite();
  return { hosts };
}
