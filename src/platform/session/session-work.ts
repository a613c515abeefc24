// Work for the background in storage.session. One listener, for this storage only, so that settings and the daily work
// do not wake the background.
import { browser } from "../browser/browser.ts";
import { isOwnPage } from "../messages/listen.ts";
import { type KeptTap, tapsAmong } from "./pending-taps.ts";
import { isTypingOver, TYPING } from "./unsaved-text.ts";

/** Must be called in the first turn of the event loop. */
export function onSessionKept(tapped: (taps: KeptTap[]) => void, typed: () => void): void {
  browser.storage.session.onChanged.addListener((changes) => {
    const values = Object.entries(changes).map(([key, { newValue }]) => [key, newValue] as const);
    const taps = tapsAmong(values);
    if (taps.length > 0) tapped(taps);
    if (isTypingOver(values)) typed();
  });
  browser.runtime.onConnect.addListener((port) => {
    if (port.name === TYPING && isOwnPage(port.sender?.url)) port.onDisconnect.addListener(() => typed());
  });
}
