// Rate limit by client, as a bucket that refills. The number of remembered clients is limited.
export interface RateLimit {
  /** Number of requests that may arrive at once. */
  burst: number;
  perMinute: number;
}

const MOST_CLIENTS = 10_000;

/** Returns the seconds to wait, 0 if the request may proceed. */
export function rateLimiter({ burst, perMinute }: RateLimit): (client: string, now: number) => number {
  /** Oldest use first. */
  const buckets = new Map<string, { left: number; at: number }>();
  return (client, now) => {
    const known = buckets.get(client) ?? { left: burst, at: now };
    const left = Math.min(burst, known.left + (Math.max(0, now - known.at) / 60_000) * perMinute);
    const isFree = left >= 1;
    buckets.delete(client);
    buckets.set(client, { left: isFree ? left - 1 : left, at: now });
    for (const oldest of buckets.keys()) {
      if (buckets.size <= MOST_CLIENTS) break;
      buckets.delete(oldest);
    }
    return isFree ? 0 : Math.ceil(((1 - left) * 60) / perMinute);
  };
}
