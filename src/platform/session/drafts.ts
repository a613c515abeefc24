// Unsent text, stored for the browser session, so that a popup that closes loses nothing.
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

/** Deletes all unsent text: part of "erase everything". */
export const dropDrafts = (): Promise<void> => browser.storage.session.clear();

const CHOICE = "choice ";

/**
 * The user's choice in the click that asks the browser. The window writes it itself: Chromium closes the popup with its
 * dialog, and a message to a worker that must start first would be lost with it.
 */
export const keepChoice = (key: string, choice: object): Promise<void> =>
  browser.storage.session.set({ [CHOICE + key]: choice });

export const dropChoice = (key: string): Promise<void> => browser.storage.session.remove(CHOICE + key);

/** Choices that no background has taken over yet. */
export async function readChoices(): Promise<unknown[]> {
  const all = await browser.storage.session.get(null);
  return Object.entries(all).flatMap(([key, choice]) => (key.startsWith(CHOICE) ? [choice] : []));
}
