// Requests of the extension itself. The browser would add the extension's origin, which in Firefox identifies the
// installation and is the same for every company.
import { browser } from "./browser.ts";
import { ensureRules, RULES } from "./dynamic-rules.ts";

/** Idempotent. From now on no request of the extension has the header `Origin`. Throws if the browser refuses the rule. */
export const hideOrigin = (): Promise<void> =>
  ensureRules("own", [
    {
      id: RULES.own.ids[0],
      priority: 1,
      condition: { initiatorDomains: [new URL(browser.runtime.getURL("")).host], resourceTypes: ["xmlhttprequest"] },
      action: { type: "modifyHeaders", requestHeaders: [{ header: "origin", operation: "remove" }] },
    },
  ]);
