// The active tab's page, and notifications of changes. Addresses only of permitted sites.
import { browser } from "./browser.ts";
import { wakeIn } from "./lifecycle.ts";

let told: (loaded: number | null) => unknown = () => {};
const looked = (): void => void told(null);
const updated = (id: number, { status }: { status?: string }, { active }: { active: boolean }): void => {
  if (status === "complete" && active) told(id);
};

const KEY = "pages";
/** Listeners registered now also start the next background. */
let lasting = true;

/** `loaded`: the tab in which a page has just been loaded, or null. Must be called in the first turn of the event loop. */
export function onActivePage(callback: (loaded: number | null) => unknown): void {
  told = callback;
  lasting = wasWanted();
  if (lasting) listen(true);
}

/**
 * Idempotent. Browsers start no background for events without listeners: no page load wakes it. In Firefox only the
 * first turn decides, so this stores the setting for it and forces an early first turn.
 */
export function watchActivePage(on: boolean): void {
  remember(on);
  listen(on);
  if (on && !lasting) wakeIn("pages", 1);
}

function listen(on: boolean): void {
  const how = on ? "addListener" : "removeListener";
  browser.tabs.onActivated[how](looked);
  browser.windows.onFocusChanged[how](looked);
  browser.tabs.onUpdated[how](updated);
}

/** Only Firefox's background is a page and has this storage, which answers within the turn. */
const hasStorage = (): boolean => typeof localStorage !== "undefined";

const wasWanted = (): boolean => !hasStorage() || localStorage.getItem(KEY) !== null;

function remember(on: boolean): void {
  if (!hasStorage()) return;
  if (on) localStorage.setItem(KEY, "followed");
  else localStorage.removeItem(KEY);
}

/** Null when no window of this browser has the focus. */
export async function activePage(): Promise<{ id: number | undefined; url: string } | null> {
  const [tab] = await browser.tabs.query({ active: true, lastFocusedWindow: true });
  if (tab?.windowId === undefined) return null;
  const { focused } = await browser.windows.get(tab.windowId);
  return focused ? { id: tab.id, url: tab.url ?? "" } : null;
}
