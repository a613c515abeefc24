// The toolbar button: what it shows in all tabs, and what one tab shows instead of that.
import { browser } from "./browser.ts";

/** `meaning` is read by screen readers and shown on hover. The browser forgets both when the tab leaves the page. */
export async function markTab(tab: number, meaning: string): Promise<void> {
  // A tab that was closed meanwhile needs no mark.
  await Promise.all([
    browser.action.setBadgeText({ tabId: tab, text: "•" }),
    browser.action.setBadgeBackgroundColor({ tabId: tab, color: "#0b5cad" }),
    browser.action.setTitle({ tabId: tab, title: meaning }),
  ]).catch(() => {});
}

/** In all tabs, the company that is asked about; null is the plain button. In the browser's language: windows have their own. */
export async function showBadge(company: string | null): Promise<void> {
  const title =
    company === null
      ? browser.i18n.getMessage("extensionName")
      : browser.i18n.getMessage("reminder_title").replace("{company}", () => company);
  await browser.action.setBadgeText({ text: company === null ? "" : "1" });
  await browser.action.setTitle({ title });
}
