// A company's identity: its registrable domain (eTLD+1) by the Public Suffix List with private suffixes.
import { parse } from "tldts";
import { isLoopback, urlOf } from "../../signal/web-address.ts";
import { hostTyped } from "./host.ts";

export interface Site {
  /** The company's id: registrable domain, lower case, punycode. */
  company: string;
  /** The exact host, without a port. */
  host: string;
  /** Scheme, host and port, compared with a page's origin. */
  origin: string;
  /** A name under `.localhost` (RFC 6761): development on this machine, where http is accepted. */
  loopback: boolean;
}

/**
 * The site of a URL. `user.github.io` is a company of its own. Null without https, for a port other than 443 (another
 * server, perhaps of another owner), an IP address, a single label, a public suffix, a name with a trailing dot, or a
 * special-use name. Development names may use http and any port.
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

/** Allows the underscore: no registered domain has it, but browsers open hosts with it. */
const LABELS = /^[a-z0-9_-]+(?:\.[a-z0-9_-]+)*$/;
/** Special-use names, and names that a URL parser reads as an address (WHATWG URL, "ends in a number"). */
const RESERVED = /\.(?:local|internal|onion|invalid|arpa|\d+|0x[0-9a-f]*)$/;

/** The registrable domain of a host name as WHATWG URL prints it, or null. */
export function companyOf(host: string): string | null {
  if (isLoopback(host)) return host.split(".").slice(-2).join(".");
  if (!LABELS.test(host) || RESERVED.test(host)) return null;
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

/** True if a header rule may name the host. */
export const isGrantableHost = (host: string): boolean => companyOf(host) !== null;

/** True if the domain is a name under another owner's domain that anybody may register, such as `user.github.io`. */
export const isTenant = (company: string): boolean => parse(company, { allowPrivateDomains: true }).isPrivate === true;
