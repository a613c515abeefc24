// Suggested names of devices, from the user agents of browsers.
import { beforeAll, expect, test } from "vitest";
import { suggestedName } from "../../../src/features/sync/device-name.ts";
import { addSyncTexts, loadMessages } from "../../../src/ui/messages.ts";

beforeAll(async () => {
  await loadMessages("en");
  await addSyncTexts();
});

test.each([
  [
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36",
    "Chrome on Linux",
  ],
  ["Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 Chrome/156.0.0.0 Safari/537.36", "Chrome on ChromeOS"],
  ["Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/156.0.0.0 Safari/537.36 Edg/156.0.0.0", "Edge on Windows"],
  ["Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:153.0) Gecko/20100101 Firefox/153.0", "Firefox on macOS"],
  ["Mozilla/5.0 (Android 15; Mobile; rv:153.0) Gecko/153.0 Firefox/153.0", "Firefox on Android"],
  ["Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/156.0.0.0 Safari/537.36", "Chrome on Linux"],
  ["Mozilla/5.0 (Unknown) Chrome/156.0.0.0", "Chrome"],
  ["curl/8", ""],
])("%s", (userAgent, name) => expect(suggestedName(userAgent)).toBe(name));
