// Work for the background in storage.session. One listener, for this storage only, so that settings and the daily work
// do not wake the background.
import { browser } from "../browser/browser.ts";
import { isOwnPage } from "../messages/listen.ts";
import { type PendingTap, pendingTapsIn } from "./pending-taps.ts";
import { isUnsavedTextFlush, TYPING_PORT } from "./unsaved-text.ts";

/** Must be called in the first turn of the event loop. */
export function onSessionWork(tapped: (taps: PendingTap[]) => void, typed: () => void): void {
  browser.storage.session.onChanged.addListener((changes) => {
    const values = Object.entries(changes).map(([key, { newValue }]) => [key, newValue] as const);
    const taps = pendingTapsIn(values);
    if (taps.length > 0) tapped(taps);
    if (isUnsavedTextFlush(values)) typed();
  });
  browser.runtime.onConnect.addListener((port) => {
    if (port.name === TYPING_PORT && isOwnPage(port.sender?.url)) port.onDisconnect.addListener(() => typed());
  });
}
