// The browser's extension API: `browser` in Firefox, `chrome` in Chromium. Both return promises in manifest version 3, so
// no polyfill is needed: it would add 3 KB to each start.
import type { Browser } from "webextension-polyfill";

/** Undefined outside an extension. */
const { browser, chrome } = globalThis as unknown as { browser?: Browser; chrome: Browser };

export default browser ?? chrome;
