// Whether sites that take part are noticed, and whether they may read the contact rules without being asked.
import type { Payload } from "../../core/commands/index.ts";
import { entityOf } from "../../core/record/tables.ts";
import { database } from "../../record/database.ts";
import { readTimeZone } from "../../record/read-record.ts";
import { write } from "../../record/write.ts";

/** Noticing is what the other rests on: without it nothing is allowed by itself. */
export async function editNotice({ notice, autoGrant }: Payload<"edit-notice">): Promise<{ batch: string | null }> {
  // Before the write: a death in between must not leave the permission for every site with nobody to give it back.
  if (!notice) await database.meta.put({ key: "every-site-owed" });
  const timeZone = await readTimeZone();
  const { batch } = await write(async (tables) => {
    const profile = entityOf("profiles", await tables.profiles.get("profile"));
    const fields = { notice, autoGrant: notice && autoGrant, ...(profile === null ? { timeZone } : {}) };
    return [{ table: "profiles", id: "profile", fields }];
  });
  return { batch };
}
