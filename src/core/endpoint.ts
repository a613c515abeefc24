// Endpoints: the address that a participation file means, for who checks a file and for who uses it. Knows no list of
// public suffixes: that an address is the company's own is checked when the file is read.
import { isLoopback, urlOf } from "./host.ts";

/** From where a file was fetched. */
export interface Served {
  host: string;
  /** Counts under `.localhost` alone: a development server's port. */
  origin?: string | undefined;
}

/**
 * The address that a reference in the file of this host means, or null: https on port 443, whatever port served the file;
 * under `.localhost` any port, and http too.
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
