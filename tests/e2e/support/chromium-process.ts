// Starts Chromium with a profile and an extension of ours.
import { type BrowserContext, chromium } from "playwright-core";
import { findBrowser } from "../../../scripts/tools.mjs";
import { DIALOG_FEATURE } from "./chromium-dialog.ts";

export interface Places {
  profile: string;
  extension: string;
  downloads: string;
}

export function startChromium(places: Places, language: string): Promise<BrowserContext> {
  const { profile, extension, downloads } = places;
  const executablePath = findBrowser("chromium");
  if (executablePath === null) throw new Error("no Chromium found: set CHROME_BIN");
  return chromium.launchPersistentContext(profile, {
    executablePath,
    headless: true,
    downloadsPath: downloads,
    ignoreDefaultArgs: ["--disable-extensions"],
    args: [
      `--disable-extensions-except=${extension}`,
      `--load-extension=${extension}`,
      "--remote-debugging-port=0",
      "--enable-ui-devtools=0",
      `--enable-features=${DIALOG_FEATURE}`,
      `--lang=${language}`,
      // The default screen of 800 × 600 leaves the popup less room than it asks for.
      "--screen-info={1600x1200}",
      `--accept-lang=${language}`,
    ],
    locale: language,
    env: { ...process.env, LANGUAGE: language.replace("-", "_") },
  });
}
