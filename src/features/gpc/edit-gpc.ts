// Turns Global Privacy Control on and off.
import type { Payload } from "../../core/commands/index.ts";
import { entityOf } from "../../core/record/tables.ts";
import { database } from "../../record/database.ts";
import { readTimeZone } from "../../record/read-record.ts";
import { write } from "../../record/write.ts";
import { giveBackOwedEverySite } from "./give-back-every-site.ts";

export async function editGpc({ on }: Payload<"edit-gpc">): Promise<{ batch: string | null }> {
  // Before the write: if the worker dies in between, the permission must still be returned.
  if (!on) await database.meta.put({ key: "every-site-owed" });
  const timeZone = await readTimeZone();
  const { batch } = await write(async (tables) => {
    const profile = entityOf("profiles", await tables.profiles.get("profile"));
    if ((profile?.gpc ?? false) === on) return [];
    const fields = { gpc: on, ...(profile === null ? { timeZone } : {}) };
    return [{ table: "profiles", id: "profile", fields }];
  });
  await giveBackOwedEverySite();
  return { batch };
}
