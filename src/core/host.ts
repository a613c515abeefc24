// Host names without the Public Suffix List: what a permission is called, and which names lead to this machine, how a URL is read.

/** A name under `.localhost` (RFC 6761): development on this machine. The bare name is nobody's. */
export const isLoopback = (host: string): boolean => /^(?:[a-z0-9-]+\.)+localhost$/.test(host);

/** A parsed URL or null. Not by URL.canParse: once optimised, Node 20 and 22 deny names such as bücher.example. */
export function urlOf(text: string, base?: string): URL | null {
  try {
    return new URL(text, base);
  } catch {
    return null;
  }
}

/** The one host permission that a grant for this host needs; match patterns have no port. */
export const permissionFor = (host: string): string => `${isLoopback(host) ? "http" : "https"}://${host}/*`;
