// The browser's permission to reach the server of a place: one exact origin, requested in a click, and in Firefox the
// consent to the data that sync sends.
import { dataOfStore } from "../../core/sharing/data-kinds.ts";
import { urlOf } from "../../signal/web-address.ts";
import { browser } from "../browser/browser.ts";
import { asking, isAgreed } from "../browser/data-consent.ts";

/** The match pattern of the address's host; patterns have no port. Null for anything but a web address. */
export function placePattern(address: string): string | null {
  const url = urlOf(address);
  return url !== null && /^https?:$/.test(url.protocol) ? `${url.protocol}//${url.hostname}/*` : null;
}

/**
 * Requests permission for the server of one address, in Firefox also for the data; false also for text that is no
 * address. Must be the first call of a click handler: Firefox refuses after any await.
 */
export function requestPlacePermission(address: string): Promise<boolean> {
  const pattern = placePattern(address);
  return pattern === null
    ? Promise.resolve(false)
    : browser.permissions.request({ origins: [pattern], ...asking(dataOfStore("webdav")) });
}

/** True if data of the record may go to the server. */
export const hasPlacePermission = async (address: string): Promise<boolean> =>
  (await hasHostPermission(address)) && (await isAgreed(dataOfStore("webdav")));

export async function hasHostPermission(address: string): Promise<boolean> {
  const pattern = placePattern(address);
  return pattern !== null && (await browser.permissions.contains({ origins: [pattern] }));
}

/** Returns the permission to the browser. The caller makes sure that no company with a grant has the same host. */
export async function dropPlacePermission(address: string): Promise<void> {
  const pattern = placePattern(address);
  if (pattern !== null) await browser.permissions.remove({ origins: [pattern] }).catch(() => false);
}
