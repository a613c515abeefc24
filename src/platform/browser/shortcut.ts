// The key that opens the popup, and the browser's page to change it.
import { browser, isFirefox } from "./browser.ts";

/** As the browser writes it; null where there is none: taken by another extension, or removed by the user. */
export async function readShortcut(): Promise<string | null> {
  const commands = await browser.commands.getAll();
  const shortcut = commands.find(({ name }) => name === "_execute_action")?.shortcut;
  return shortcut === undefined || shortcut === "" ? null : shortcut;
}

/** Chromium has no function for it, Firefox no address that an extension may open. */
export async function openShortcutSettings(): Promise<void> {
  if (!isFirefox()) {
    await browser.tabs.create({ url: "chrome://extensions/shortcuts" });
    return;
  }
  const { openShortcutSettings: open } = browser.commands as { openShortcutSettings?: () => Promise<void> };
  await open?.call(browser.commands);
}
