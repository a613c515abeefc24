// A tap on a face is kept for the browser session in the turn in which it is made: neither a popup that closes at once
// nor a background that must first be started can lose it. The write itself starts the background.
import { browser } from "./browser.ts";

const TAP = "tap ";

/** Must be called in the tap itself: what is asked of the browser later dies with the popup. */
export const keepTap = (id: string, tap: object): Promise<void> => browser.storage.session.set({ [TAP + id]: tap });

export const dropTap = (id: string): Promise<void> => browser.storage.session.remove(TAP + id);

/** A tap as it was kept, by its id. */
export type KeptTap = readonly [id: string, tap: unknown];

const tapsIn = (entries: readonly (readonly [key: string, tap: unknown])[]): KeptTap[] =>
  entries.flatMap(([key, tap]) =>
    key.startsWith(TAP) && tap !== undefined ? [[key.slice(TAP.length), tap] as const] : [],
  );

/** Every tap that nobody has saved yet. */
export const readTaps = async (): Promise<KeptTap[]> => tapsIn(Object.entries(await browser.storage.session.get(null)));

/** Must be called in the first turn of the event loop. Of this storage only: settings and the daily work wake nobody. */
export function onTapKept(callback: (taps: KeptTap[]) => unknown): void {
  browser.storage.session.onChanged.addListener((changes) => {
    const kept = tapsIn(Object.entries(changes).map(([key, { newValue }]) => [key, newValue]));
    if (kept.length > 0) callback(kept);
  });
}
