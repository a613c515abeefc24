// Settings for noticing participating sites, and for letting them read the contact rules without asking.
import type { Payload } from "../../core/commands/index.ts";
import { entityOf } from "../../core/record/tables.ts";
import { database } from "../../record/database.ts";
import { readTimeZone } from "../../record/read-record.ts";
import { write } from "../../record/write.ts";

/** Automatic permissions depend on noticing, and are off without it. */
export async function editNotice({ notice, autoGrant }: Payload<"edit-notice">): Promise<{ batch: string | null }> {
  // Before the write: if the worker dies in between, the permission for every site must still be returned.
  if (!notice) await database.meta.put({ key: "every-site-owed" });
  const timeZone = await readTimeZone();
  const { batch } = await write(async (tables) => {
    const profile = entityOf("profiles", await tables.profiles.get("profile"));
    const fields = { notice, autoGrant: notice && autoGrant, ...(profile === null ? { timeZone } : {}) };
    return [{ table: "profiles", id: "profile", fields }];
  });
  return { batch };
}
