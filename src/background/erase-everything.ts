// Erases the record, all other storage, and the taps that the background still holds in memory.
import { forgetTaps } from "../features/feelings/save-tap.ts";
import { eraseRecord } from "../features/my-data/recover-record.ts";

/** Drops the taps even if a part could not be erased. */
export async function eraseEverything(): Promise<object> {
  await eraseRecord().finally(forgetTaps);
  return {};
}
