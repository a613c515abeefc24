// Drafts: unsent text of forms, stored for the browser session, so that a popup that closes loses nothing.
import { browser } from "../browser/browser.ts";

export async function readDraft(key: string): Promise<string | null> {
  const name = `draft ${key}`;
  const value: unknown = (await browser.storage.session.get(name))[name];
  return typeof value === "string" ? value : null;
}

export async function keepDraft(key: string, text: string): Promise<void> {
  const name = `draft ${key}`;
  if (text === "") await browser.storage.session.remove(name);
  else await browser.storage.session.set({ [name]: text });
}

/** The store of unsaved forms (`ui/draft.ts`). */
export const drafts = { read: readDraft, keep: keepDraft };

/** Clears the whole session storage, for "erase everything". */
export const dropDrafts = (): Promise<void> => browser.storage.session.clear();

const CHOICE = "choice ";

/**
 * The choice of a click that opens the browser's permission dialog. The window stores it itself: Chromium closes the
 * popup with its dialog, and a message to a sleeping worker would be lost.
 */
export const keepChoice = (key: string, choice: object): Promise<void> =>
  browser.storage.session.set({ [CHOICE + key]: choice });

export const dropChoice = (key: string): Promise<void> => browser.storage.session.remove(CHOICE + key);

/** All choices that the background has not stored yet. */
export async function readChoices(): Promise<unknown[]> {
  const all = await browser.storage.session.get(null);
  return Object.entries(all).flatMap(([key, choice]) => (key.startsWith(CHOICE) ? [choice] : []));
}
