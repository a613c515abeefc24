// The keyboard shortcut that opens the popup, and the browser's page for changing it.
import { browser, isFirefox } from "./browser.ts";

/** In the browser's notation. Null if another extension has taken it or the user removed it. */
export async function readShortcut(): Promise<string | null> {
  const commands = await browser.commands.getAll();
  const shortcut = commands.find(({ name }) => name === "_execute_action")?.shortcut;
  return shortcut === undefined || shortcut === "" ? null : shortcut;
}

/** Chromium has no API for it; Firefox has no URL for it that an extension may open. */
export async function openShortcutSettings(): Promise<void> {
  if (!isFirefox()) {
    await browser.tabs.create({ url: "chrome://extensions/shortcuts" });
    return;
  }
  // The polyfill's types lack it.
  const { openShortcutSettings: open } = browser.commands as { openShortcutSettings?: () => Promise<void> };
  await open?.call(browser.commands);
}
