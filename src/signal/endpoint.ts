// Endpoints: resolves the addresses in a participation file, both for checking a file and for using it. Knows no list
// of public suffixes: reading the file checks that an address is the company's own.
import { isLoopback, urlOf } from "./web-address.ts";

/** From where a file was fetched. */
export interface Served {
  host: string;
  /** Counts under `.localhost` alone: a development server's port. */
  origin?: string | undefined;
}

/**
 * Resolves a reference in this host's file; null for an invalid one. Only https on port 443, even if another port served the
 * file; under `.localhost` any port, and http too.
 */
export function endpointUrl(reference: string, { host, origin }: Served): string | null {
  // A browser would pass over tabs and line ends, and a blank reference is the page itself.
  if (/[\s\p{Cc}]/u.test(reference) || reference === "") return null;
  const local = isLoopback(host);
  const url = urlOf(reference, local ? `${origin ?? `http://${host}`}/` : `https://${host}/`);
  if (url === null || url.username !== "" || url.password !== "") return null;
  const isOwn = local ? /^https?:$/.test(url.protocol) : url.protocol === "https:" && url.port === "";
  return isOwn ? url.href : null;
}
