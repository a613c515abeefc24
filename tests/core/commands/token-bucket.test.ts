import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type Bucket, Buckets, SITE_LIMIT, take } from "../../../src/core/commands/token-bucket.ts";
import { holds } from "../../support/data/arbitraries.ts";

const limit = fc.record({ most: fc.integer({ min: 1, max: 5 }), milliseconds: fc.integer({ min: 1, max: 50 }) });
const pauses = fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 60 });

/** Each attempt with its time, and true if the bucket allowed it. */
function granted(gaps: readonly number[], bounds: typeof SITE_LIMIT): { at: number; allowed: boolean }[] {
  const bucket: Bucket = { times: [] };
  let now = 1000;
  return gaps.map((gap) => {
    now += gap;
    return { at: now, allowed: take(bucket, now, bounds) };
  });
}

test("no period of the limit's length allows more than the limit, and below it nothing is refused", () => {
  holds(
    fc.property(pauses, limit, (gaps, bounds) => {
      const takes = granted(gaps, bounds);
      takes.forEach(({ at, allowed }, index) => {
        const recent = takes.slice(0, index).filter((one) => one.allowed && at - one.at < bounds.milliseconds).length;
        expect(allowed).toBe(recent < bounds.most);
      });
    }),
  );
});

test("a site may ask twenty times in ten seconds; refused attempts do not prolong its wait", () => {
  const bucket: Bucket = { times: [] };
  const burst = Array.from({ length: 100 }, (_, index) => take(bucket, 1000 + index * 99));
  expect(burst.filter(Boolean)).toHaveLength(SITE_LIMIT.most);
  expect(take(bucket, 1000 + SITE_LIMIT.milliseconds - 1)).toBe(false);
  expect(take(bucket, 1000 + SITE_LIMIT.milliseconds)).toBe(true);
});

test("memory stays bounded, and a clock that is set back blocks no site forever", () => {
  const bucket: Bucket = { times: [] };
  for (let index = 0; index < 1000; index++) take(bucket, 5_000_000 + index);
  expect(bucket.times.length).toBeLessThanOrEqual(SITE_LIMIT.most);
  expect(take(bucket, 1000)).toBe(true);
});

test("the number of remembered keys is bounded, and a key that rarely asks is never refused", () => {
  const asks = fc.array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 4000 })), {
    maxLength: 300,
  });
  holds(
    fc.property(asks, (asked) => {
      const buckets = new Buckets({ most: 3, milliseconds: 10_000 }, 10);
      const before: { who: number; at: number }[] = [];
      let now = 0;
      for (const [who, wait] of asked) {
        now += wait;
        const recent = before.filter((one) => one.who === who && now - one.at < 10_000).length;
        const taken = buckets.take(`${who}`, now);
        if (recent < 3) expect(taken).toBe(true);
        before.push({ who, at: now });
        expect(buckets.size).toBeLessThanOrEqual(10);
      }
    }),
  );
});

test("many new keys do not evict a key that keeps asking", () => {
  const buckets = new Buckets({ most: 3, milliseconds: 10_000 }, 10);
  const answers = Array.from({ length: 200 }, (_, time) => {
    buckets.take(`stranger ${time}`, time);
    return buckets.take("page", time);
  });
  expect(answers.filter(Boolean)).toHaveLength(3);
});
