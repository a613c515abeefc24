// At most so many in so long: a sliding window over plain data.

export interface Bucket {
  times: number[];
}

export const SITE_LIMIT = { most: 20, milliseconds: 10_000 };

/** Takes one if there is room; `now` in milliseconds. Refused takes do not count. */
export function take(bucket: Bucket, now: number, limit: { most: number; milliseconds: number } = SITE_LIMIT): boolean {
  bucket.times = bucket.times.filter((time) => now - time < limit.milliseconds && time <= now);
  if (bucket.times.length >= limit.most) return false;
  bucket.times.push(now);
  return true;
}

/** So many askers are remembered: more than a browser has pages that ask within ten seconds. */
const MOST_ASKERS = 1000;

/** One bucket for each key. Drops the least recently used one first, so that memory stays bounded. */
export class Buckets {
  private readonly held = new Map<string, Bucket>();

  constructor(
    private readonly limit = SITE_LIMIT,
    private readonly most = MOST_ASKERS,
  ) {}

  take(key: string, now: number): boolean {
    const bucket = this.held.get(key) ?? { times: [] };
    // Moves the key to the end: the first key is the least recently used.
    this.held.delete(key);
    this.held.set(key, bucket);
    for (const oldest of this.held.keys()) {
      if (this.held.size <= this.most) break;
      this.held.delete(oldest);
    }
    return take(bucket, now, this.limit);
  }

  get size(): number {
    return this.held.size;
  }
}
