// Requests that match rules, as in browsers: filter, domains with their subdomains, type, permissions.
import type { FakeBrowser } from "./fake-browser.ts";
import type { HeldRule } from "./fake-header-rules.ts";

export interface FakeRequest {
  url: string;
  type: string;
  /** Origin of the requesting page. A typed address has none. */
  from?: string;
}

/** Chromium treats a host with a trailing dot as the same one. */
const within = (host: string, domains: readonly string[]): boolean =>
  domains.some((domain) => `.${host.replace(/\.$/, "")}`.endsWith(`.${domain}`));

/** Supports two signs of URL filters: `|` for the start, `^` for a separator. */
function urlFits(filter: string, url: string): boolean {
  const [start] = /^\|?([^^|*]*)\^?$/.exec(filter)?.slice(1) ?? [];
  if (start === undefined) throw new Error(`A URL filter that is not understood here: ${filter}`);
  const at = filter.startsWith("|") ? (url.startsWith(start) ? 0 : -1) : url.indexOf(start);
  return at >= 0 && (!filter.endsWith("^") || !/^[\w.%-]/.test(url.slice(at + start.length)));
}

function isMatch({ condition }: HeldRule, { url, type, from }: FakeRequest): boolean {
  const { hostname: host, href } = new URL(url);
  const { urlFilter = "", regexFilter = "", requestDomains, resourceTypes = [] } = condition;
  return (
    urlFits(urlFilter, href) &&
    new RegExp(regexFilter, "i").test(href) &&
    resourceTypes.includes(type) &&
    (requestDomains === undefined || within(host, requestDomains)) &&
    !within(host, condition.excludedRequestDomains ?? []) &&
    (from === undefined || !within(new URL(from).hostname, condition.excludedInitiatorDomains ?? []))
  );
}

/** Headers set on a request. Both it and the requesting page must be permitted. */
export function headersOn({ rules, permissions }: FakeBrowser, request: FakeRequest): Record<string, string> {
  const addresses = request.from === undefined ? [request.url] : [request.url, request.from];
  const origins = addresses.map((address) => `${new URL(address).protocol}//${new URL(address).hostname}/*`);
  if (!permissions.contains(request.type === "main_frame" ? origins.slice(0, 1) : origins)) return {};
  const acting = rules.held.filter((rule) => isMatch(rule, request));
  return Object.fromEntries(
    acting.flatMap(({ action }) => (action.requestHeaders ?? []).map(({ header, value = "" }) => [header, value])),
  );
}

const patternFits = (pattern: string, url: string): boolean => {
  const [, scheme = "", host = ""] = /^([^:]+):\/\/([^/]+)\//.exec(pattern) ?? [];
  const { protocol, hostname } = new URL(url);
  const schemeFits = scheme === "*" ? /^https?:$/.test(protocol) : protocol === `${scheme}:`;
  const suffix = host.replace(/^\*\./, "");
  return schemeFits && (host === "*" || (host === suffix ? hostname === host : within(hostname, [suffix])));
};

/** Names of the scripts that run in a document of this address. */
export function scriptsIn({ scripts, permissions }: FakeBrowser, url: string): string[] {
  const { protocol, hostname } = new URL(url);
  if (!permissions.contains([`${protocol}//${hostname}/*`])) return [];
  const running = [...scripts.values()].filter(
    ({ matches = [], excludeMatches = [] }) =>
      matches.some((pattern) => patternFits(pattern, url)) &&
      !excludeMatches.some((pattern) => patternFits(pattern, url)),
  );
  return running.map(({ id }) => id).sort();
}
