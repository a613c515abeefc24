// Open tabs: the popup's own, and those of granted hosts, which receive changes.
import { browser } from "./browser.ts";

export interface ActiveTab {
  id: number;
  /** Absent without a permission for the page. */
  url?: string;
}

/** `asked`: the tab id in the popup's own address, for a popup that was opened as a page. */
export async function activeTab(asked: number | null): Promise<ActiveTab | null> {
  const tab =
    asked === null
      ? (await browser.tabs.query({ active: true, currentWindow: true }))[0]
      : await browser.tabs.get(asked);
  return tab?.id === undefined ? null : { id: tab.id, ...(tab.url === undefined ? {} : { url: tab.url }) };
}

/** Address and title of a tab's page; each absent without a permission for the page. */
export async function tabPage(id: number): Promise<{ url?: string; title?: string }> {
  const { url, title } = await browser.tabs.get(id);
  return { ...(url === undefined ? {} : { url }), ...(title === undefined ? {} : { title }) };
}

export const tabUrl = async (id: number): Promise<string | undefined> => (await browser.tabs.get(id)).url;

/** True if the tab is its window's active tab. False for a closed tab. */
export const isActiveTab = async (id: number): Promise<boolean> =>
  (await browser.tabs.get(id).catch(() => null))?.active === true;

/** All open tabs. Those of hosts without our permission have no address. */
export async function openTabs(): Promise<ActiveTab[]> {
  const tabs = await browser.tabs.query({});
  return tabs.flatMap(({ id, url }) => (id === undefined ? [] : [{ id, ...(url === undefined ? {} : { url }) }]));
}

/**
 * Sends a message to a tab's top-level content script. A tab without one (open since before the grant) is no error. The
 * tab may have left the page, so a message for one origin names it, and the content script drops messages for another.
 * No caller waits: a busy page receives it late, and must not delay the rules.
 */
export const sendToTab = (id: number, message: { changed: unknown; to: string }): void =>
  void browser.tabs.sendMessage(id, message, { frameId: 0 }).catch(() => {});

export const openPage = async (path: string): Promise<void> => {
  await browser.tabs.create({ url: browser.runtime.getURL(path) });
};
