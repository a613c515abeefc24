// Who a company is: its registrable domain, by the Public Suffix List with private suffixes. Knows no browser and no table.
import { parse } from "tldts";
import { hostTyped, isLoopback, urlOf } from "./host.ts";

export interface Site {
  /** The company's id: registrable domain, lower case, punycode. */
  company: string;
  /** The exact host, without a port. */
  host: string;
  /** Scheme, host and port: what a page's origin must equal. */
  origin: string;
  /** A name under `.localhost` (RFC 6761): development on this machine, where http is accepted. */
  loopback: boolean;
}

/**
 * The site a URL belongs to; null where nobody can be a company: not https, a port other than 443 (whose server may be
 * somebody else's), an IP address, a single label, a public suffix, a name that ends in a dot, or a special-use name.
 * `user.github.io` is its own company. Development names have any port.
 */
export function siteOf(url: string): Site | null {
  const parsed = urlOf(url);
  if (parsed === null || parsed.username !== "" || parsed.password !== "") return null;
  const host = parsed.hostname;
  const { origin } = parsed;
  if (isLoopback(host)) {
    if (parsed.protocol !== "https:" && parsed.protocol !== "http:") return null;
    return { company: host.split(".").slice(-2).join("."), host, origin, loopback: true };
  }
  if (parsed.protocol !== "https:" || parsed.port !== "") return null;
  const company = companyOf(host);
  return company === null ? null : { company, host, origin, loopback: false };
}

/** With the line below, which is in no name of a domain but in names of hosts: browsers go there. */
const LABELS = /^[a-z0-9_-]+(?:\.[a-z0-9_-]+)*$/;
/** Special-use names, and names whose end makes a URL an address (WHATWG URL, "ends in a number"). */
const NOBODYS = /\.(?:local|internal|onion|invalid|arpa|\d+|0x[0-9a-f]*)$/;

/** The registrable domain of a host name as WHATWG URL prints it, or null. */
export function companyOf(host: string): string | null {
  if (isLoopback(host)) return host.split(".").slice(-2).join(".");
  if (!LABELS.test(host) || NOBODYS.test(host)) return null;
  const { domain, isIp, publicSuffix } = parse(host, { allowPrivateDomains: true });
  return isIp || domain === null || domain === publicSuffix ? null : domain;
}

/** True if `id` is a company's id: a registrable domain. */
export const isCompanyId = (id: unknown): id is string => typeof id === "string" && companyOf(id) === id;

/** The company of a web address in the form a person types; null for any other text. */
export function companyTyped(typed: string): string | null {
  const host = hostTyped(typed);
  return host === null ? null : companyOf(host);
}

/** True for a host that may stand in a header rule. */
export const isGrantableHost = (host: string): boolean => companyOf(host) !== null;

/** True if the domain is a name under somebody else's domain that anybody may register, such as `user.github.io`. */
export const isTenant = (company: string): boolean => parse(company, { allowPrivateDomains: true }).isPrivate === true;
