// The active tab of the focused window, and events when it may have changed. Knows URLs of permitted sites only.
import { browser } from "./browser.ts";
import { wakeIn } from "./lifecycle.ts";

let notify: (loaded: number | null) => unknown = () => {};
const onFocus = (): void => void notify(null);
const onUpdated = (id: number, { status }: { status?: string }, { active }: { active: boolean }): void => {
  if (status === "complete" && active) notify(id);
};

const KEY = "pages";
/** True if the listeners were registered in the first turn, so that they also wake the next background. */
let lasting = true;

/** `loaded`: the tab in which a page was just loaded, or null. Call it in the first turn of the event loop. */
export function onActivePage(callback: (loaded: number | null) => unknown): void {
  notify = callback;
  lasting = wasWanted();
  if (lasting) listen(true);
}

/**
 * Turns the listeners on or off. Idempotent. Without listeners no page load wakes the background. Firefox considers
 * only the listeners of the first turn: the choice is stored for the next start, which an alarm causes within a minute.
 */
export function watchActivePage(on: boolean): void {
  remember(on);
  listen(on);
  if (on && !lasting) wakeIn("pages", 1);
}

function listen(on: boolean): void {
  const how = on ? "addListener" : "removeListener";
  browser.tabs.onActivated[how](onFocus);
  browser.windows.onFocusChanged[how](onFocus);
  browser.tabs.onUpdated[how](onUpdated);
}

/** Only Firefox's background is a page and has localStorage, which can be read in the first turn. */
const hasStorage = (): boolean => typeof localStorage !== "undefined";

const wasWanted = (): boolean => !hasStorage() || localStorage.getItem(KEY) !== null;

function remember(on: boolean): void {
  if (!hasStorage()) return;
  if (on) localStorage.setItem(KEY, "followed");
  else localStorage.removeItem(KEY);
}

/** Null if no window of this browser has the focus. */
export async function activePage(): Promise<{ id: number | undefined; url: string } | null> {
  const [tab] = await browser.tabs.query({ active: true, lastFocusedWindow: true });
  if (tab?.windowId === undefined) return null;
  const { focused } = await browser.windows.get(tab.windowId);
  return focused ? { id: tab.id, url: tab.url ?? "" } : null;
}
