// Participation files, one for each host, as last fetched and validated. Local: not part of the synced record. Companies'
// views depend on the products they name.
import { suspendAnswerCache } from "../platform/session/answer-cache.ts";
import { database } from "./database.ts";
import { endMoment } from "./deciding.ts";
import type { StoredParticipation } from "./local-tables.ts";
import { writeHooks } from "./write-hooks.ts";

/**
 * Stores a host's file. If its content differs from `before`, first clears the answer cache, and afterwards runs the
 * hook.
 */
export async function storeParticipation(next: StoredParticipation, before: StoredParticipation | undefined) {
  if (before?.hash === next.hash) return void (await database.participations.put(next));
  const { cleared, resume } = suspendAnswerCache();
  try {
    await cleared;
    await database.participations.put(next);
    writeHooks().forgetIndex();
    endMoment();
  } finally {
    resume();
  }
}

/** Notes that the user has seen the claims of this file. Does nothing if another file has replaced it. */
export const claimsSeen = async (host: string, hash: string): Promise<void> =>
  void (await database.participations
    .where("id")
    .equals(host)
    .modify((stored) => {
      if (stored.hash === hash) delete stored.before;
    }));
