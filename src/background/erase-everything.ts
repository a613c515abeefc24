// Erases the record, all other storage, and the taps that the background still holds in memory.
import { forgetTaps } from "../features/feelings/save-tap.ts";
import { eraseRecord } from "../features/my-data/recover-record.ts";
import { leaveSync } from "../features/sync/leave-sync.ts";

/** Drops the taps even if the erasure of a part failed. */
export async function eraseEverything(): Promise<object> {
  // The keys first, since without them nothing here can read the vault any more.
  await leaveSync().catch((error: unknown) => console.error("the keys of sync are still here", error));
  await eraseRecord().finally(forgetTaps);
  return {};
}
