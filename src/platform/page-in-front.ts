// Which page is in front of the user, and being told when that may have changed. Addresses only of permitted sites.
import { browser } from "./browser.ts";

let told: (loaded: number | null) => unknown = () => {};
const looked = (): void => void told(null);
const updated = (id: number, { status }: { status?: string }, { active }: { active: boolean }): void => {
  if (status === "complete" && active) told(id);
};

/** `loaded`: the tab in which a page has just been loaded, or null. Must be called in the first turn of the event loop. */
export function onPageInFront(callback: (loaded: number | null) => unknown): void {
  told = callback;
  listenToPages(true);
}

/** Idempotent. For what is not listened to, browsers start no background: no page load wakes it. */
export function listenToPages(on: boolean): void {
  const how = on ? "addListener" : "removeListener";
  browser.tabs.onActivated[how](looked);
  browser.windows.onFocusChanged[how](looked);
  browser.tabs.onUpdated[how](updated);
}

/** Null when no window of this browser has the focus. */
export async function pageInFront(): Promise<{ id: number | undefined; url: string } | null> {
  const [tab] = await browser.tabs.query({ active: true, lastFocusedWindow: true });
  if (tab?.windowId === undefined) return null;
  const { focused } = await browser.windows.get(tab.windowId);
  return focused ? { id: tab.id, url: tab.url ?? "" } : null;
}
