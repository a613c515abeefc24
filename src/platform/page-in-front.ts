// Which page is in front of the user, and being told when that may have changed. Addresses only of permitted sites.
import { browser } from "./browser.ts";

/** `loaded`: the tab in which a page has just been loaded, or null. Must be called in the first turn of the event loop. */
export function onPageInFront(callback: (loaded: number | null) => unknown): void {
  browser.tabs.onActivated.addListener(() => void callback(null));
  browser.windows.onFocusChanged.addListener(() => void callback(null));
  browser.tabs.onUpdated.addListener((id, { status }, { active }) => {
    if (status === "complete" && active) callback(id);
  });
}

/** Null when no window of this browser has the focus. */
export async function pageInFront(): Promise<{ id: number | undefined; url: string } | null> {
  const [tab] = await browser.tabs.query({ active: true, lastFocusedWindow: true });
  if (tab?.windowId === undefined) return null;
  const { focused } = await browser.windows.get(tab.windowId);
  return focused ? { id: tab.id, url: tab.url ?? "" } : null;
}
