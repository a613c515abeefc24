// Rate limit: a sliding window over plain data.
export interface Bucket {
  times: number[];
}

export const SITE_LIMIT = { most: 20, milliseconds: 10_000 };

/** True if the limit permits one more now, and counts it; `now` in milliseconds. Refused requests do not count. */
export function take(bucket: Bucket, now: number, limit: { most: number; milliseconds: number } = SITE_LIMIT): boolean {
  bucket.times = bucket.times.filter((time) => now - time < limit.milliseconds && time <= now);
  if (bucket.times.length >= limit.most) return false;
  bucket.times.push(now);
  return true;
}

/** Number of remembered senders: more than a browser has pages that ask within ten seconds. */
const MOST_SENDERS = 1000;

/** One bucket for each key. Drops the least recently used one first, so that memory stays bounded. */
export class Buckets {
  private readonly buckets = new Map<string, Bucket>();

  constructor(
    private readonly limit = SITE_LIMIT,
    private readonly most = MOST_SENDERS,
  ) {}

  take(key: string, now: number): boolean {
    const bucket = this.buckets.get(key) ?? { times: [] };
    // Moves the key to the end: the first key is the least recently used.
    this.buckets.delete(key);
    this.buckets.set(key, bucket);
    for (const oldest of this.buckets.keys()) {
      if (this.buckets.size <= this.most) break;
      this.buckets.delete(oldest);
    }
    return take(bucket, now, this.limit);
  }

  get size(): number {
    return this.buckets.size;
  }
}
