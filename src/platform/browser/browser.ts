// The one seam to the extension APIs: the only file that names them. (page-port.ts has its own, where 3 KB would be felt.)
import browser from "webextension-polyfill";

export type { DeclarativeNetRequest, Runtime, Scripting, Tabs } from "webextension-polyfill";
export { browser };

/** True in Firefox, which has event pages and asks for permissions in a panel that leaves the popup open. */
export const isFirefox = (): boolean => browser.runtime.getURL("").startsWith("moz-extension:");
