// Endpoints: resolves the addresses in a participation file, both for checking a file and for using it. Needs no Public
// Suffix List: reading the file checks that an address is the company's own.
import { isLoopback, urlOf } from "./web-address.ts";

/** Origin from which a file was fetched. */
export interface Served {
  host: string;
  /** Only relevant under `.localhost`: the port of a development server. */
  origin?: string | undefined;
}

/**
 * Resolves a reference in this host's file; null for an invalid one. Only https on port 443, even if another port served the
 * file; under `.localhost` any port, and http too.
 */
export function endpointUrl(reference: string, { host, origin }: Served): string | null {
  // A browser would ignore tabs and line ends, and an empty reference is the page itself.
  if (/[\s\p{Cc}]/u.test(reference) || reference === "") return null;
  const local = isLoopback(host);
  const url = urlOf(reference, local ? `${origin ?? `http://${host}`}/` : `https://${host}/`);
  if (url === null || url.username !== "" || url.password !== "") return null;
  const isOwn = local ? /^https?:$/.test(url.protocol) : url.protocol === "https:" && url.port === "";
  return isOwn ? url.href : null;
}
