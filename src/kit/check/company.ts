// The company of a host, as the browser sees it: its registrable domain by the Public Suffix List with private suffixes.
import { parse } from "tldts";
import { isLoopback } from "../../signal/web-address.ts";

const LABELS = /^[a-z0-9_-]+(?:\.[a-z0-9_-]+)*$/;
const RESERVED = /\.(?:local|internal|onion|invalid|arpa|\d+|0x[0-9a-f]*)$/;

/**
 * Null for an address that cannot be a company's: a single label, an IP address, a public suffix, a special-use name.
 */
export function companyOfHost(host: string): string | null {
  if (isLoopback(host)) return host.split(".").slice(-2).join(".");
  if (!LABELS.test(host) || RESERVED.test(host)) return null;
  const { domain, isIp, publicSuffix } = parse(host, { allowPrivateDomains: true });
  return isIp || domain === null || domain === publicSuffix ? null : domain;
}
