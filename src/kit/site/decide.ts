// Answers "May we call about the mortgage now?" from the customer's preferences. Stores nothing and sends nothing.
import type { ContactQuestion } from "../../signal/contact-question.ts";
import { contactMoment } from "../../signal/dates.ts";
import { type ContactReason, decideContact } from "../../signal/decide-contact.ts";
import { decidingFor } from "../../signal/deciding-rules.ts";
import type { PreferencesDocument } from "../../signal/document.ts";
import type { Summary } from "../../signal/header.ts";
import { localTime } from "../../signal/local-time.ts";
import type { Channel, Kind, Period } from "../../signal/vocabulary.ts";
import { decisionText } from "./decision-text.ts";

/** Stable codes; only `wanted` is allowed. */
export const DECISION_REASONS = [
  "wanted",
  "not-wanted",
  "ask-first",
  /** The customer said nothing about this kind. */
  "unknown",
  /** No header and no document. */
  "no-preferences",
  /** The header is a summary that says yes and that more is in the document: hours and channels. */
  "read-document",
  "other-channel",
  "outside-hours",
  "quiet-hours",
  /** By the history that you passed, the customer has already had as many contacts as the limit allows. */
  "over-limit",
  "expired",
  /** The question's time or channel, or the customer's time zone, is invalid. */
  "unreadable",
] as const;
export type DecisionReason = (typeof DECISION_REASONS)[number];

export interface Decision {
  allowed: boolean;
  /** The channel to use: yours, or the customer's best. Null if not allowed, or if any channel is fine. */
  channel: Channel | null;
  /** A plain English sentence for your staff and your log. It may contain the customer's words, so show it as text. */
  because: string;
  reason: DecisionReason;
  /**
   * The maximum number of contacts in a period, for all kinds of `kindsUnderLimit` together. You keep the count, since
   * the browser cannot. Pass it as `history`, or count yourself.
   */
  limit: { max: number; per: Period } | null;
  /** True if the customer wants several such contacts combined into one. */
  digest: boolean;
}

/** The public code of each reason. */
const CODES: Record<ContactReason, DecisionReason> = {
  "no-preferences": "no-preferences",
  "unknown-channel": "unreadable",
  "unreadable-time": "unreadable",
  "unknown-time-zone": "unreadable",
  expired: "expired",
  "not-issued-yet": "expired",
  unknown: "unknown",
  "no-purpose": "unknown",
  "not-wanted": "not-wanted",
  "over-limit": "over-limit",
  "ask-first": "ask-first",
  "read-document": "read-document",
  "outside-hours": "outside-hours",
  "quiet-hours": "quiet-hours",
  "other-channel": "other-channel",
  wanted: "wanted",
};

/** Never throws for values from the decoders. Anything unknown, unclear or expired is not allowed. */
export function decide(
  preferences: Summary | PreferencesDocument | null | undefined,
  question: ContactQuestion,
): Decision {
  const decision = decideContact(preferences, question);
  const { reason, deciding, channel } = decision;
  const because = decisionText(decision, question.kind, preferences);
  const limit = deciding?.limit ?? null;
  if (reason !== "wanted")
    return { allowed: false, channel: null, because, reason: CODES[reason], limit: null, digest: false };
  const { digest } = deciding ?? { digest: false };
  return { allowed: true, channel, because, reason, limit: limit && { max: limit.max, per: limit.per }, digest };
}

/** The kinds of contact that the answer's limit counts together; empty if it has no limit. */
export function kindsUnderLimit(preferences: PreferencesDocument, question: ContactQuestion): readonly Kind[] {
  const { contact } = preferences;
  const at = contactMoment(question.at ?? Date.now());
  const local = contact === undefined || at === null ? null : localTime(at, contact.timeZone);
  if (contact === undefined || local === null) return [];
  return decidingFor(contact.rules, question, local.date)?.limit?.kinds ?? [];
}
