// The only file that names the extension APIs. (page-port.ts has an access of its own, since these 3 KB would matter
// there.)
import browser from "webextension-polyfill";

export type { DeclarativeNetRequest, Runtime, Scripting, Tabs } from "webextension-polyfill";
export { browser };

/** True in Firefox, which has event pages and asks for permissions in a panel that leaves the popup open. */
export const isFirefox = (): boolean => browser.runtime.getURL("").startsWith("moz-extension:");
