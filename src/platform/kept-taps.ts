// A tap on a face is kept for the browser session in the turn in which it is made: neither a popup that closes at once
// nor a background that must first be started can lose it. The write itself starts the background.
import { browser } from "./browser.ts";

const TAP = "tap ";

/** Must be called in the tap itself: what is asked of the browser later dies with the popup. */
export const keepTap = (id: string, tap: object): Promise<void> => browser.storage.session.set({ [TAP + id]: tap });

export const dropTap = (id: string): Promise<void> => browser.storage.session.remove(TAP + id);

/** Every tap that nobody has saved yet, by its id. */
export async function readTaps(): Promise<[id: string, tap: unknown][]> {
  const all = await browser.storage.session.get(null);
  return Object.entries(all).flatMap(([key, tap]) => (key.startsWith(TAP) ? [[key.slice(TAP.length), tap]] : []));
}

/** Must be called in the first turn of the event loop. Of this storage only: settings and the daily work wake nobody. */
export function onTapKept(callback: (ids: string[]) => unknown): void {
  browser.storage.session.onChanged.addListener((changes) => {
    const kept = Object.entries(changes).filter(([key, { newValue }]) => key.startsWith(TAP) && newValue !== undefined);
    if (kept.length > 0) callback(kept.map(([key]) => key.slice(TAP.length)));
  });
}
