// Which requests the held rules act on, as browsers decide it: filter, domains with their subdomains, type, permissions.
import type { FakeBrowser } from "./fake-browser.ts";
import type { HeldRule } from "./fake-header-rules.ts";

export interface FakeRequest {
  url: string;
  type: string;
  /** The page that asks; a page that is typed in has none. */
  from?: string;
}

const within = (host: string, domains: readonly string[]): boolean =>
  domains.some((domain) => host === domain || host.endsWith(`.${domain}`));

function isMatch({ condition }: HeldRule, { url, type, from }: FakeRequest): boolean {
  const host = new URL(url).hostname;
  const { urlFilter = "", requestDomains, resourceTypes = [] } = condition;
  return (
    url.startsWith(urlFilter.replace(/^\|/, "")) &&
    resourceTypes.includes(type) &&
    (requestDomains === undefined || within(host, requestDomains)) &&
    !within(host, condition.excludedRequestDomains ?? []) &&
    (from === undefined || !within(new URL(from).hostname, condition.excludedInitiatorDomains ?? []))
  );
}

/** The headers that are set on a request. Both it and the page that asks must be permitted. */
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

/** The names of the scripts that run in a document of this address. */
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
