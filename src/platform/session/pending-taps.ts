// Taps on a face, stored for the browser session in the turn of the tap: neither a popup that closes at once nor a
// background that must start first can lose one. The write itself starts the background.
import { browser } from "../browser/browser.ts";

const TAP = "tap ";

/** Must be called in the tap itself: a later request to the browser dies with the popup. */
export const addPendingTap = (id: string, tap: object): Promise<void> =>
  browser.storage.session.set({ [TAP + id]: tap });

export const removePendingTap = (id: string): Promise<void> => browser.storage.session.remove(TAP + id);

/** A stored tap, by its id. */
export type PendingTap = readonly [id: string, tap: unknown];

export const pendingTapsIn = (entries: readonly (readonly [key: string, tap: unknown])[]): PendingTap[] =>
  entries.flatMap(([key, tap]) =>
    key.startsWith(TAP) && tap !== undefined ? [[key.slice(TAP.length), tap] as const] : [],
  );

/** Taps that nobody has saved yet. */
export const readPendingTaps = async (): Promise<PendingTap[]> =>
  pendingTapsIn(Object.entries(await browser.storage.session.get(null)));
