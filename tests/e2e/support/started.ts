// Waits for the end of a first start. Until then, the welcome page may become active over a popup, and rows may be
// missing.
import type { TestBrowser } from "./driver.ts";
import { rowsIn } from "./record.ts";
import { until } from "./wait.ts";

/** Exists only inside the extension's documents. */
declare const chrome: { runtime: { getManifest(): { options_ui?: object | null } } };

export async function started(browser: TestBrowser): Promise<void> {
  // Null in Firefox if a manifest has none.
  const isOurs = await browser.extension.evaluate(() => Boolean(chrome.runtime.getManifest().options_ui));
  if (!isOurs) return;
  const first = await browser.openedTab("entries/welcome/");
  await first.element("welcome");
  await until("the record's first rows", async () => (await rowsIn(browser, "rules")).length > 0);
}
