// Starts Chromium with a temporary profile and the extension.
import { type BrowserContext, chromium } from "playwright-core";
import { findBrowser } from "../../../scripts/tools.mjs";
import { DIALOG_FEATURE } from "./chromium-dialog.ts";

export function startChromium(profile: string, folder: string, language: string): Promise<BrowserContext> {
  const executablePath = findBrowser("chromium");
  if (executablePath === null) throw new Error("no Chromium found: set CHROME_BIN");
  return chromium.launchPersistentContext(profile, {
    executablePath,
    headless: true,
    ignoreDefaultArgs: ["--disable-extensions"],
    args: [
      `--disable-extensions-except=${folder}`,
      `--load-extension=${folder}`,
      "--remote-debugging-port=0",
      "--enable-ui-devtools=0",
      `--enable-features=${DIALOG_FEATURE}`,
      `--lang=${language}`,
      // The default screen of 800 × 600 is too small for the size that the popup requests.
      "--screen-info={1600x1200}",
      `--accept-lang=${language}`,
    ],
    locale: language,
    env: { ...process.env, LANGUAGE: language.replace("-", "_") },
  });
}
