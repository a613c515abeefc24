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
