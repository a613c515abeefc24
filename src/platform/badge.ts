// The toolbar button: one mark and what it says when it is pointed at. In the browser's language: windows have their own.
import { browser } from "./browser.ts";

/** Null is the plain button. */
export async function showBadge(company: string | null): Promise<void> {
  const title =
    company === null
      ? browser.i18n.getMessage("extensionName")
      : browser.i18n.getMessage("reminder_title").replace("{company}", () => company);
  await browser.action.setBadgeText({ text: company === null ? "" : "1" });
  await browser.action.setTitle({ title });
}
