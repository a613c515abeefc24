// Which hosts the browser lets us act on. A grant of ours without the browser's permission is inert, and the reverse too.
import { permissionFor } from "../core/host.ts";
import { browser } from "./browser.ts";

export const isHostPermitted = (host: string): Promise<boolean> =>
  browser.permissions.contains({ origins: [permissionFor(host)] });

/**
 * Asks the browser for one exact host. Must be the first thing a click handler does: Firefox refuses after any await,
 * and Chromium closes the popup while its dialog is open, so what follows happens in onHostsChanged.
 */
export const requestHost = (host: string): Promise<boolean> =>
  browser.permissions.request({ origins: [permissionFor(host)] });

export async function dropHosts(hosts: readonly string[]): Promise<void> {
  for (const host of hosts) {
    // A wider permission the user gave in the browser's own settings cannot be narrowed here.
    await browser.permissions.remove({ origins: [permissionFor(host)] }).catch(() => false);
  }
}

export async function dropAllHosts(): Promise<void> {
  const { origins = [] } = await browser.permissions.getAll();
  if (origins.length > 0) await browser.permissions.remove({ origins }).catch(() => false);
}

export function onHostsChanged(callback: () => void): void {
  browser.permissions.onAdded.addListener(callback);
  browser.permissions.onRemoved.addListener(callback);
}

/** The permitted ones of some hosts, asked in one go where a wide permission is not at hand. */
export async function permittedHosts(hosts: readonly string[]): Promise<string[]> {
  const { origins = [] } = await browser.permissions.getAll();
  const exact = new Set(origins);
  const wide = origins.filter((origin) => origin.includes("*."));
  if (wide.length === 0 && !origins.some((origin) => /\/\/\*\/|<all_urls>/.test(origin))) {
    return hosts.filter((host) => exact.has(permissionFor(host)));
  }
  const answers = await Promise.all(hosts.map(isHostPermitted));
  return hosts.filter((_, index) => answers[index]);
}
