// Switching Global Privacy Control on and off. Off gives the permission for every site back to the browser.
import type { Payload } from "../../core/command.ts";
import { entityOf } from "../../core/entities.ts";
import { database, entitiesOf } from "../../platform/database.ts";
import { dropEverySite, hostsThroughEverySite } from "../../platform/permissions.ts";
import { needsEverySite, readTimeZone } from "../../platform/record.ts";
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
 * Owed work, idempotent. A company that was allowed meanwhile has no permission of its own: browsers add none that they
 * hold already. Its grant would end with this one, so that the permission stays then, and the settings say so.
 */
export async function giveBackEverySite(): Promise<void> {
  if ((await database.meta.get("every-site-owed")) === undefined) return;
  if (!(await needsEverySite()) && (await companiesThroughEverySite()).length === 0) await dropEverySite();
  await database.meta.delete("every-site-owed");
}

/** Allowed companies with a host that the browser permits only as one of every site. */
export async function companiesThroughEverySite(): Promise<string[]> {
  const grants = entitiesOf("grants", await database.grants.toArray());
  const current = grants.filter(({ revokedAt }) => revokedAt === undefined);
  const through = new Set(await hostsThroughEverySite(current.flatMap(({ hosts }) => hosts)));
  return current.filter(({ hosts }) => hosts.some((host) => through.has(host))).map(({ id }) => id);
}
