// Host names, without the Public Suffix List: URL parsing, loopback names, host permissions and their match patterns.
import { isLoopback, urlOf } from "../../signal/web-address.ts";

/** The host of a web address as a person types it: in any script, with or without a scheme, a path and a last dot. */
export function hostTyped(typed: string): string | null {
  const text = typed.trim();
  const url = urlOf(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`);
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== "" || url.password !== "") return null;
  return url.hostname.replace(/\.$/, "");
}

/** The one host permission that a grant for this host needs; match patterns have no port. */
export const permissionFor = (host: string): string => `${isLoopback(host) ? "http" : "https"}://${host}/*`;

/** Match patterns for all sites, loopback names included. */
export const EVERY_SITE = ["https://*/*", "http://*.localhost/*"] as const;

/** True if these match patterns cover a host. Reads exact hosts, `*.` patterns and whole schemes. */
export function coverageOf(patterns: readonly string[]): (host: string) => boolean {
  const places = new Set<string>();
  for (const pattern of patterns) {
    const parts = /^(\*|https?):\/\/([^/]+)\/\*$/.exec(pattern === "<all_urls>" ? "*://*/*" : pattern);
    const [, scheme, place] = parts ?? [];
    for (const one of scheme === "*" ? ["http", "https"] : scheme === undefined ? [] : [scheme])
      places.add(`${one}://${place}`);
  }
  const known = new Map<string, boolean>();
  const covers = (host: string): boolean => {
    const scheme = `${isLoopback(host) ? "http" : "https"}://`;
    if (places.has(`${scheme}${host}`) || places.has(`${scheme}*`)) return true;
    for (let from = 0; from >= 0; from = host.indexOf(".", from) + 1 || -1)
      if (places.has(`${scheme}*.${host.slice(from)}`)) return true;
    return false;
  };
  // Cached, since each edit tests the same hosts, up to thousands.
  return (host) => {
    const covered = known.get(host) ?? covers(host);
    known.set(host, covered);
    return covered;
  };
}
