// Switching Global Privacy Control on and off, and giving the permission for every site back to the browser.
import type { Payload } from "../../core/command.ts";
import { entityOf } from "../../core/entities.ts";
import { database } from "../../platform/database.ts";
import { dropEverySite, hostsLostWithEverySite } from "../../platform/permissions.ts";
import { needsEverySite, readCurrentGrants, readTimeZone } from "../../platform/record.ts";
import { write } from "../../platform/write.ts";

export async function editGpc({ on }: Payload<"edit-gpc">): Promise<{ batch: string | null }> {
  // Before the write: a death in between must not leave the permission with nobody to give it back.
  if (!on) await database.meta.put({ key: "every-site-owed" });
  const timeZone = await readTimeZone();
  const { batch } = await write(async (tables) => {
    const profile = entityOf("profiles", await tables.profiles.get("profile"));
    if ((profile?.gpc ?? false) === on) return [];
    const fields = { gpc: on, ...(profile === null ? { timeZone } : {}) };
    return [{ table: "profiles", id: "profile", fields }];
  });
  await giveBackEverySite();
  return { batch };
}

/**
 * Owed work, idempotent. Browsers take permissions of companies along with that for every site (hostsLostWithEverySite).
 * Where a company would lose its own, the permission stays, the settings say for whom, and the user may give it back.
 */
export async function giveBackEverySite(): Promise<void> {
  if ((await database.meta.get("every-site-owed")) === undefined) return;
  if (!(await needsEverySite()) && (await lostWithEverySite()).length === 0) await dropEverySite();
  await database.meta.delete("every-site-owed");
}

/** Hosts of current grants that the browser would take along. */
async function lostWithEverySite(): Promise<string[]> {
  return hostsLostWithEverySite((await readCurrentGrants()).flatMap(({ hosts }) => hosts));
}

/**
 * The user gives it back, knowing which companies it takes along. Their grants do not end: they wait until the browser
 * permits their hosts again, which are returned: null where a setting still needs every site.
 */
export async function giveBackAnyway(): Promise<{ hosts: string[] | null }> {
  if (await needsEverySite()) return { hosts: null };
  const hosts = await lostWithEverySite();
  // Before the permission goes: the browser's event must not be taken for the user's wish to end the grants.
  await database.transaction("rw", database.meta, async () => {
    const held = await database.meta.get("ask-again");
    const waiting = held?.key === "ask-again" ? held.hosts : [];
    await database.meta.put({ key: "ask-again", hosts: [...new Set([...waiting, ...hosts])] });
  });
  await dropEverySite();
  return { hosts };
}
