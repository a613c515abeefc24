// The page in front of a window that stays open: events when the page may have changed, or when more is known about it.
import { browser } from "./browser.ts";

const CHANNEL = "regards-button";

/** The popup was opened: from now on all our windows know the address of its page. */
export const announceButton = (): void => new BroadcastChannel(CHANNEL).postMessage(null);

/** `loaded`: the same page has loaded, or this window is used again. Returns the function that stops the calls. */
export function onFrontPage(changed: (loaded: boolean) => void): () => void {
  const moved = (): void => changed(false);
  const used = (): void => changed(true);
  const updated = (_id: number, { status }: { status?: string }, { active }: { active: boolean }): void => {
    if (active && status !== undefined) changed(status === "complete");
  };
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = moved;
  browser.tabs.onActivated.addListener(moved);
  browser.tabs.onUpdated.addListener(updated);
  window.addEventListener("focus", used);
  return () => {
    channel.close();
    browser.tabs.onActivated.removeListener(moved);
    browser.tabs.onUpdated.removeListener(updated);
    window.removeEventListener("focus", used);
  };
}
