// Unsaved taps on a face. Stored for the browser session in the turn of the tap, so that neither a popup that closes at
// once nor a sleeping background can lose them. The storage event wakes the background.
import { browser } from "../browser/browser.ts";

const TAP = "tap ";

/** Call it in the tap's own event: the popup may be closed before a later request to the browser. */
export const addPendingTap = (id: string, tap: object): Promise<void> =>
  browser.storage.session.set({ [TAP + id]: tap });

export const removePendingTap = (id: string): Promise<void> => browser.storage.session.remove(TAP + id);

export type PendingTap = readonly [id: string, tap: unknown];

export const pendingTapsIn = (entries: readonly (readonly [key: string, tap: unknown])[]): PendingTap[] =>
  entries.flatMap(([key, tap]) =>
    key.startsWith(TAP) && tap !== undefined ? [[key.slice(TAP.length), tap] as const] : [],
  );

/** All unsaved taps. */
export const readPendingTaps = async (): Promise<PendingTap[]> =>
  pendingTapsIn(Object.entries(await browser.storage.session.get(null)));
