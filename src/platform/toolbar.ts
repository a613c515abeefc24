// The toolbar button of one tab: a mark and what it means. The browser forgets both when the tab leaves the page.
import { browser } from "./browser.ts";

/** `meaning` is read by screen readers and shown on hover. */
export async function markTab(tab: number, meaning: string): Promise<void> {
  // A tab that was closed meanwhile needs no mark.
  await Promise.all([
    browser.action.setBadgeText({ tabId: tab, text: "•" }),
    browser.action.setBadgeBackgroundColor({ tabId: tab, color: "#0b5cad" }),
    browser.action.setTitle({ tabId: tab, title: meaning }),
  ]).catch(() => {});
}
