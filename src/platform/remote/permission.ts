// The browser's permission to reach the server of a place: one exact origin, asked for in a click.
import { urlOf } from "../../signal/web-address.ts";
import { browser } from "../browser/browser.ts";

/** The match pattern of the address's host; patterns have no port. Null for anything but a web address. */
export function placePattern(address: string): string | null {
  const url = urlOf(address);
  return url !== null && /^https?:$/.test(url.protocol) ? `${url.protocol}//${url.hostname}/*` : null;
}

/**
 * Asks the browser for the server of one address; false also for an address that is none. Must be the first thing that a
 * click handler does: Firefox refuses after any await.
 */
export function requestPlacePermission(address: string): Promise<boolean> {
  const pattern = placePattern(address);
  return pattern === null ? Promise.resolve(false) : browser.permissions.request({ origins: [pattern] });
}

export async function hasPlacePermission(address: string): Promise<boolean> {
  const pattern = placePattern(address);
  return pattern !== null && (await browser.permissions.contains({ origins: [pattern] }));
}

/** Gives the permission back. The caller makes sure that no company with a grant has the same host. */
export async function dropPlacePermission(address: string): Promise<void> {
  const pattern = placePattern(address);
  if (pattern !== null) await browser.permissions.remove({ origins: [pattern] }).catch(() => false);
}
