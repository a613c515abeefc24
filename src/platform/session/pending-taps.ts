// A tap on a face is kept for the browser session in the turn in which it is made: neither a popup that closes at once
// nor a background that must first be started can lose it. The write itself starts the background.
import { browser } from "../browser/browser.ts";

const TAP = "tap ";

/** Must be called in the tap itself: what is asked of the browser later dies with the popup. */
export const addPendingTap = (id: string, tap: object): Promise<void> =>
  browser.storage.session.set({ [TAP + id]: tap });

export const removePendingTap = (id: string): Promise<void> => browser.storage.session.remove(TAP + id);

/** A tap as it was kept, by its id. */
export type PendingTap = readonly [id: string, tap: unknown];

export const pendingTapsIn = (entries: readonly (readonly [key: string, tap: unknown])[]): PendingTap[] =>
  entries.flatMap(([key, tap]) =>
    key.startsWith(TAP) && tap !== undefined ? [[key.slice(TAP.length), tap] as const] : [],
  );

/** Every tap that nobody has saved yet. */
export const readPendingTaps = async (): Promise<PendingTap[]> =>
  pendingTapsIn(Object.entries(await browser.storage.session.get(null)));
