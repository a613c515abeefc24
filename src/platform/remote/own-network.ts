// Unencrypted addresses: harmless on this machine, acceptable on the user's own network, refused elsewhere.

/** Address ranges that no router of the internet forwards (RFC 1918, 3927, 6598, 4193), as the browser writes them. */
const PRIVATE = [
  /^10\.\d+\.\d+\.\d+$/,
  /^192\.168\.\d+\.\d+$/,
  /^172\.(?:1[6-9]|2\d|3[01])\.\d+\.\d+$/,
  /^169\.254\.\d+\.\d+$/,
  /^100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.\d+\.\d+$/,
  /^\[f[cd][0-9a-f]{2}:[0-9a-f:]+\]$/,
  /^\[fe[89ab][0-9a-f]:[0-9a-f:]+\]$/,
];
/** Names for networks at home (RFC 6762, 8375, 9526) and names without a dot, which no public server has. */
const OWN_NAMES = /^[a-z0-9-]+$|\.(?:local|lan|home|internal|home\.arpa|fritz\.box)$/;

const isIpv4 = (host: string): boolean => /^\d+\.\d+\.\d+\.\d+$/.test(host);

/** `host` as URL.hostname writes it. */
export const isThisMachine = (host: string): boolean =>
  host === "localhost" || host.endsWith(".localhost") || /^127\.\d+\.\d+\.\d+$/.test(host) || host === "[::1]";

/** True for a host that is reached without leaving the user's own network. */
export const isOwnNetwork = (host: string): boolean =>
  PRIVATE.some((range) => range.test(host)) || (!isIpv4(host) && OWN_NAMES.test(host.replace(/\.$/, "")));

/** "encrypted", or for an unencrypted address: on this machine, on the user's own network, or anywhere. */
export function exposureOf({ protocol, hostname }: URL): "encrypted" | "machine" | "network" | "anywhere" {
  if (protocol === "https:") return "encrypted";
  if (isThisMachine(hostname)) return "machine";
  return isOwnNetwork(hostname) ? "network" : "anywhere";
}
