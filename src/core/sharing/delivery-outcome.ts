// Outcome of one attempt to deliver, and the time of the next one. Pure.
import { type DeliveryAnswer, readDeliveryAnswer } from "../../signal/delivery-answer.ts";
import { DAY_MILLISECONDS, MINUTE_MILLISECONDS } from "../time/durations.ts";

export const MOST_ATTEMPTS = 12;

export type AttemptOutcome =
  | { kind: "accepted"; answer: DeliveryAnswer }
  | { kind: "refused"; error: string; reason: string | undefined }
  /** `retryAfterSeconds`: the delay that the company asked for; null if it asked for none. */
  | { kind: "later"; error: string; retryAfterSeconds: number | null };

export interface Answered {
  status: number;
  /** The header `Retry-After`; null without one. */
  retryAfter: string | null;
  bytes: Uint8Array;
}

/** Client errors that pass: a timeout, the same key in progress, too early, too many. */
const PASSING: readonly number[] = [408, 409, 425, 429];

export function outcomeOf({ status, retryAfter, bytes }: Answered, now: number): AttemptOutcome {
  if (status >= 200 && status < 300) return { kind: "accepted", answer: readDeliveryAnswer(bytes) };
  const error = `http-${status}`;
  const isRefused = status >= 400 && status < 500 && !PASSING.includes(status);
  if (isRefused) return { kind: "refused", error, reason: readDeliveryAnswer(bytes).reason };
  return { kind: "later", error, retryAfterSeconds: secondsIn(retryAfter, now) };
}

/** Seconds or a date of HTTP; null for anything else. */
function secondsIn(text: string | null, now: number): number | null {
  if (text === null) return null;
  if (/^\d{1,9}$/.test(text.trim())) return Number(text);
  const at = /[a-z]/i.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? null : Math.max(0, (at - now) / 1000);
}

/** The longest delay before an attempt, in milliseconds. */
export const MOST_DELAY = DAY_MILLISECONDS;

/**
 * Milliseconds until the next attempt, drawn below a bound that doubles from one minute to a day, so that browsers do
 * not return at the same time; never less than half a minute. A company can ask for a day at most. `chance`: from 0 to
 * below 1.
 */
export function delayAfter(attempts: number, retryAfterSeconds: number | null, chance: number): number {
  const bound = Math.min(MOST_DELAY, MINUTE_MILLISECONDS * 2 ** Math.min(attempts - 1, 11));
  const asked = Math.min(MOST_DELAY, (retryAfterSeconds ?? 0) * 1000);
  return Math.max(MINUTE_MILLISECONDS / 2, bound * chance, asked);
}
