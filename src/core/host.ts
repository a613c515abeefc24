// Host names without the Public Suffix List: what a permission is called, and which names lead to this machine.

/** A name under `.localhost` (RFC 6761): development on this machine. The bare name is nobody's. */
export const isLoopback = (host: string): boolean => /^(?:[a-z0-9-]+\.)+localhost$/.test(host);

/** The one host permission that a grant for this host needs; match patterns have no port. */
export const permissionFor = (host: string): string => `${isLoopback(host) ? "http" : "https"}://${host}/*`;
