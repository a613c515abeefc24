// Host permissions in the browser. A grant without the browser's permission has no effect, and neither has a permission
// without a grant.
import { coverageOf, EVERY_SITE, permissionFor } from "../../core/companies/host.ts";
import { type DataKind, OF_EVERY_GRANT } from "../../core/sharing/data-kinds.ts";
import { browser, isFirefox } from "./browser.ts";
import { agreementOf, asking, dropData, isAgreed } from "./data-consent.ts";

/** True if data of these kinds may go to a host. */
export async function isHostPermitted(host: string, data = OF_EVERY_GRANT): Promise<boolean> {
  const origins = [permissionFor(host)];
  const [permitted, agreed] = await Promise.all([browser.permissions.contains({ origins }), isAgreed(data)]);
  return permitted && agreed;
}

/**
 * "own": permitted by exactly this host's pattern; "wide": by a pattern that covers it; null: not at all, or not for
 * data of these kinds.
 */
export async function hostPermission(host: string, data: readonly DataKind[]): Promise<"own" | "wide" | null> {
  const held = await browser.permissions.getAll();
  const { origins = [] } = held;
  if (!agreementOf(held)(data)) return null;
  if (origins.includes(permissionFor(host))) return "own";
  return coverageOf(origins)(host) ? "wide" : null;
}

/**
 * Requests permission for one exact host, and in Firefox for data of these kinds. Must be the first call of a click
 * handler: Firefox refuses after any await, and Chromium closes the popup while its dialog is open, so the rest happens
 * in onHostsChanged.
 */
export const requestHost = (host: string, data = OF_EVERY_GRANT): Promise<boolean> => requestHosts([host], data);

/** Requests permission for several exact hosts at once, under the conditions of requestHost. */
export const requestHosts = (hosts: readonly string[], data = OF_EVERY_GRANT): Promise<boolean> =>
  browser.permissions.request({ origins: hosts.map(permissionFor), ...asking(data) });

/** Requests permission for every site, under the conditions of requestHost. */
export const requestEverySite = (): Promise<boolean> => browser.permissions.request({ origins: [...EVERY_SITE] });

/** Checks only the first pattern, since the others are development host names. */
export const isEverySitePermitted = (): Promise<boolean> => browser.permissions.contains({ origins: [EVERY_SITE[0]] });

/**
 * Tests whether a host is permitted for data of these kinds, by default those of every grant. Its identity changes
 * whenever the permissions may have changed.
 */
export type HostCoverage = (host: string, data?: readonly DataKind[]) => boolean;

/** Cache of the permitted hosts since the start. The browser's permission events and our own removals clear it. */
let permitted: Promise<HostCoverage> | null = null;

/** Clears the cache. */
export const forgetHosts = (): void => {
  permitted = null;
};

export async function dropHosts(hosts: readonly string[]): Promise<void> {
  for (const host of hosts) {
    // A wider permission that the user gave in the browser's own settings cannot be narrowed here.
    await browser.permissions.remove({ origins: [permissionFor(host)] }).catch(() => false);
  }
  forgetHosts();
}

/**
 * Removes the permission for every site, and the permissions that the browser removes along with it
 * (hostsLostWithEverySite).
 */
export async function dropEverySite(): Promise<void> {
  await browser.permissions.remove({ origins: [...EVERY_SITE] }).catch(() => false);
  forgetHosts();
}

/**
 * The hosts that lose their permission when the one for every site is removed. Firefox keeps their own patterns;
 * Chromium removes each pattern within the wide ones.
 */
export async function hostsLostWithEverySite(hosts: readonly string[], firefox = isFirefox()): Promise<string[]> {
  const { origins = [] } = await browser.permissions.getAll();
  const wide: readonly string[] = EVERY_SITE;
  const stays = (origin: string) => !(firefox ? wide.includes(origin) : WITHIN_EVERY_SITE.test(origin));
  const [now, then] = [coverageOf(origins), coverageOf(origins.filter(stays))];
  return hosts.filter((host) => now(host) && !then(host));
}

/** Matches patterns within those of EVERY_SITE. */
const WITHIN_EVERY_SITE = /^(?:https:\/\/|http:\/\/(?:[^/]+\.)?localhost\/)/;

export async function dropAllHosts(): Promise<void> {
  const { origins = [] } = await browser.permissions.getAll();
  if (origins.length > 0) await browser.permissions.remove({ origins }).catch(() => false);
  await dropData();
  forgetHosts();
}

/** Match patterns from the browser's own event; one of the lists is empty. */
export interface HostsChange {
  added: readonly string[];
  removed: readonly string[];
}

/**
 * Calls back with the hosts that a browser event names as added or removed, whatever is permitted by then. Returns the
 * function that stops the calls.
 */
export function onHostsChanged(callback: (change: HostsChange) => void): () => void {
  const notify = (change: HostsChange) => {
    forgetHosts();
    callback(change);
  };
  const added = ({ origins = [] }: { origins?: string[] }) => notify({ added: origins, removed: [] });
  const removed = ({ origins = [] }: { origins?: string[] }) => notify({ added: [], removed: origins });
  browser.permissions.onAdded.addListener(added);
  browser.permissions.onRemoved.addListener(removed);
  return () => {
    browser.permissions.onAdded.removeListener(added);
    browser.permissions.onRemoved.removeListener(removed);
  };
}

/**
 * Hosts that an event removed, even if only for a moment: all within the removed patterns, except those within another
 * pattern that was not removed.
 */
export async function takenAway(removed: readonly string[]): Promise<HostCoverage> {
  const { origins = [] } = await browser.permissions.getAll();
  const [gone, stayed] = [coverageOf(removed), coverageOf(origins.filter((origin) => !removed.includes(origin)))];
  return (host) => gone(host) && !stayed(host);
}

/** From the cache, for rules and lists. Answers to pages use isHostPermitted, which asks the browser each time. */
export async function hostCoverage(): Promise<HostCoverage> {
  permitted ??= browser.permissions.getAll().then((held) => {
    const [covers, agrees] = [coverageOf(held.origins ?? []), agreementOf(held)];
    return (host, data = OF_EVERY_GRANT) => covers(host) && agrees(data);
  });
  const reading = permitted;
  return reading.catch((error: unknown) => {
    if (permitted === reading) forgetHosts();
    throw error;
  });
}

/** The permitted ones of some hosts, whatever the user agreed to about data. */
export async function permittedHosts(hosts: readonly string[]): Promise<string[]> {
  const covers = await hostCoverage();
  return hosts.filter((host) => covers(host, []));
}
