// Outcome of an attempt to deliver, and the time of the next one.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { delayAfter, MOST_ATTEMPTS, outcomeOf } from "../../../src/core/sharing/delivery-outcome.ts";

const NOW = Date.parse("2026-11-18T12:00:00Z");
const DAY = 86_400_000;
const answered = (status: number, body = "", retryAfter: string | null = null) =>
  outcomeOf({ status, retryAfter, bytes: new TextEncoder().encode(body) }, NOW);

describe("an answer", () => {
  test.each([200, 201, 202, 204, 299])("%i accepts", (status) => {
    expect(answered(status)).toEqual({ kind: "accepted", answer: {} });
  });

  test.each([400, 401, 403, 404, 405, 410, 413, 415, 422])("%i is a final refusal", (status) => {
    expect(answered(status, '{"reason":"no such customer"}')).toEqual({
      kind: "refused",
      error: `http-${status}`,
      reason: "no such customer",
    });
  });

  test.each([408, 409, 425, 429, 500, 502, 503, 599])("%i postpones", (status) => {
    expect(answered(status)).toEqual({ kind: "later", error: `http-${status}`, retryAfterSeconds: null });
  });

  test.each([
    ["120", 120],
    [" 7", 7],
    ["Wed, 18 Nov 2026 12:01:00 GMT", 60],
    ["Wed, 18 Nov 2026 11:00:00 GMT", 0],
    ["soon", null],
    ["-5", null],
    ["99999999999999", null],
  ])("Retry-After %s asks for %s seconds", (text, retryAfterSeconds) => {
    expect(answered(503, "", text)).toMatchObject({ retryAfterSeconds });
  });
});

describe("the time of the next attempt", () => {
  test("is any time up to a bound that doubles from one minute to a day", () => {
    const bounds = Array.from({ length: MOST_ATTEMPTS }, (_, index) => delayAfter(index + 1, null, 1) / 60_000);
    expect(bounds).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 1440]);
    expect(delayAfter(9, null, 0.5)).toBe(delayAfter(8, null, 1));
    expect(delayAfter(9, null, 0)).toBe(30_000);
  });

  test("is never before the company's Retry-After, within a day", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1000 }),
        fc.option(fc.double({ min: 0, max: 1e9, noNaN: true })),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (attempts, asked, chance) => {
          const delay = delayAfter(attempts, asked, chance);
          expect(delay).toBeGreaterThanOrEqual(Math.min(DAY, (asked ?? 0) * 1000));
          expect(delay).toBeLessThanOrEqual(DAY);
          expect(delay).toBeGreaterThanOrEqual(30_000);
        },
      ),
    );
  });
});
