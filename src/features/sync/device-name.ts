// Suggested name of this device: "Chrome on Linux".
import { t } from "../../ui/messages.ts";

/** Length limit of the command. */
export const MOST_NAME = 60;

/** In this order, since a browser also names those that it is compatible with. */
const BROWSER_NAMES = [
  ["Edge", /\bEdg/],
  ["Opera", /\bOPR\//],
  ["Vivaldi", /\bVivaldi\//],
  ["Firefox", /\bFirefox\//],
  ["Chrome", /Chrome\//],
] as const;

const SYSTEM_NAMES = [
  ["Android", /\bAndroid\b/],
  ["ChromeOS", /\bCrOS\b/],
  ["Windows", /\bWindows\b/],
  ["macOS", /\bMac OS X\b/],
  ["Linux", /\bLinux\b/],
] as const;

const first = (names: readonly (readonly [string, RegExp])[], text: string): string =>
  names.find(([, pattern]) => pattern.test(text))?.[0] ?? "";

/** Empty if the browser does not identify itself. */
export function suggestedName(userAgent: string): string {
  const [browser, system] = [first(BROWSER_NAMES, userAgent), first(SYSTEM_NAMES, userAgent)];
  return browser === "" || system === "" ? browser : t("sync_device_suggestion", { browser, system });
}
