// The last valid participation file of a company, as it was fetched. No row of the record: nobody edits it, and it is
// not carried to other devices. What companies see depends on the products it names.

import { suspendAnswerCache } from "../platform/session/answer-cache.ts";
import { database, type StoredParticipation } from "./database.ts";

let renewed: () => void = () => {};

/** What follows when a file says something else than before. Stated once, by the entry that wires the background. */
export const afterRenewal = (effect: () => void): void => {
  renewed = effect;
};

export async function storeParticipation(next: StoredParticipation, before: StoredParticipation | undefined) {
  if (before?.hash === next.hash) return void (await database.participations.put(next));
  const { ended, over } = suspendAnswerCache();
  try {
    await ended;
    await database.participations.put(next);
    renewed();
  } finally {
    over();
  }
}
