// What was typed and not yet sent: kept for the browser session, so that a popup that closes loses nothing.
import { browser } from "./browser.ts";

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

/** Everything that was typed and not sent: with "erase everything". */
export const dropDrafts = (): Promise<void> => browser.storage.session.clear();
