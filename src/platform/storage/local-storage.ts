// Values in storage.local, outside the database: they survive its loss, and no content script can read them.
import { browser } from "../browser/browser.ts";

/** Undefined if nothing is stored under the key. */
export const readLocal = async (key: string): Promise<unknown> => (await browser.storage.local.get(key))[key];

export const writeLocal = (key: string, value: unknown): Promise<void> => browser.storage.local.set({ [key]: value });

/** Removes every other key. */
export async function clearLocalBut(kept: string): Promise<void> {
  const keys = Object.keys(await browser.storage.local.get(null));
  await browser.storage.local.remove(keys.filter((key) => key !== kept));
}
