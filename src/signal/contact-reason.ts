// The decision about one contact. The company's `decide` before a contact and the user's compliance record after it
// reach the same answer because both call `contactReason`.
import type { LocalTime } from "./local-time.ts";
import { isInside, type TimeWindow } from "./time-window.ts";
import type { Channel, Purpose, Want } from "./vocabulary.ts";

/** In the order of the checks: the first that fails is the reason. Only `wanted` is allowed. */
export type ContactReason =
  | "not-wanted"
  | "ask-first"
  | "outside-hours"
  | "quiet-hours"
  | "other-channel"
  | "over-limit"
  | "no-purpose"
  | "wanted";

/** The rule that decides. */
export interface ContactTerms {
  want: Want;
  /** The time must lie in at least one window of each list. */
  hours: readonly (readonly TimeWindow[])[];
  urgent: boolean;
  /** Null: any channel. */
  via: readonly Channel[] | null;
  /** The most contacts in a period; null: no limit. */
  limit: { max: number } | null;
}

export interface ContactAttempt {
  /** Null: any channel will do. */
  channel: Channel | null;
  /** Null: the hour is unknown, so hours and quiet hours are not checked. */
  local: LocalTime | null;
  /** Number of previous contacts that the limit counts. */
  earlier: number;
  quiet: readonly TimeWindow[];
  purposes: readonly Purpose[];
}

/** Allocates nothing: a company asks once for each of its customers. */
export function contactReason(terms: ContactTerms, attempt: ContactAttempt): ContactReason {
  const { want, hours, urgent, via, limit } = terms;
  const { channel, local, earlier, quiet, purposes } = attempt;
  if (want !== "yes") return want === "no" ? "not-wanted" : "ask-first";
  if (local !== null && !hours.every((windows) => isInAny(windows, local))) return "outside-hours";
  if (local !== null && !urgent && isInAny(quiet, local)) return "quiet-hours";
  // An empty list named only channels that this version does not know: it allows none.
  if (via !== null && (channel === null || !via.includes(channel))) return "other-channel";
  if (limit !== null && earlier >= limit.max) return "over-limit";
  return purposes.length === 0 ? "no-purpose" : "wanted";
}

export const isInAny = (windows: readonly TimeWindow[], local: LocalTime): boolean =>
  windows.some((window) => isInside(window, local));
