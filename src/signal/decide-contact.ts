// The decision about one contact. The company's `decide` before a contact and the user's compliance record after it
// agree, because both call `decideContact`.
import type { ContactQuestion } from "./contact-question.ts";
import { contactMoment } from "./dates.ts";
import { type Deciding, decidingFor } from "./deciding-rules.ts";
import { DOCUMENT_SKEW_MILLISECONDS, type PreferencesDocument } from "./document.ts";
import type { Summary } from "./header.ts";
import { countedByLimit } from "./limit-count.ts";
import { type LocalTime, localTime } from "./local-time.ts";
import { isInside, type TimeWindow } from "./time-window.ts";
import { CHANNELS, type Channel, type Purpose, type Want } from "./vocabulary.ts";

/** In the order of the checks: the first failed check is the reason. Only `wanted` is allowed. */
export type ContactReason =
  | "no-preferences"
  | "unknown-channel"
  | "unreadable-time"
  | "expired"
  | "not-issued-yet"
  /** No rule answers. */
  | "unknown"
  | "unknown-time-zone"
  | "not-wanted"
  | "ask-first"
  /** The header says yes and that more is in the document: hours and channels. */
  | "read-document"
  | "outside-hours"
  | "quiet-hours"
  | "other-channel"
  | "over-limit"
  | "no-purpose"
  | "wanted";

/** The rule that decides, or several combined. */
export interface ContactTerms {
  want: Want;
  /** The time must lie in at least one window of each list. */
  hours: readonly (readonly TimeWindow[])[];
  urgent: boolean;
  /** Best first; null: any channel. */
  via: readonly Channel[] | null;
  /** The maximum number of contacts in a period; null: no limit. */
  limit: { max: number } | null;
}

/** The user's own rules, resolved for one contact. */
export interface ResolvedContact {
  /** Null: no rule answers. */
  terms: ContactTerms | null;
  quiet: readonly TimeWindow[];
  purposes: readonly Purpose[];
  /** Null: the hour is unknown, so hours and quiet hours are not checked. */
  local: LocalTime | null;
  /** Number of previous contacts that the limit counts. */
  earlier: number;
}

export interface ContactDecision {
  reason: ContactReason;
  /** The question's channel, or the customer's best. Null: any channel is fine, or the decision needed none. */
  channel: Channel | null;
  /** From a document: the rules that decide. Null: no rule answers, or the decision needed none. */
  deciding: Deciding | null;
  /** From a document: the customer's local time. Null: the decision did not need it. */
  local: LocalTime | null;
}

/**
 * Never throws for values from the decoders. The company counts contacts against a document's limit: without the
 * question's history, only a limit of 0 refuses here.
 */
export function decideContact(
  said: Summary | PreferencesDocument | ResolvedContact | null | undefined,
  question: ContactQuestion,
): ContactDecision {
  if (said === null || said === undefined) return without("no-preferences");
  const channel = question.channel ?? null;
  if (channel !== null && !CHANNELS.includes(channel)) return without("unknown-channel");
  if ("cmr" in said) return byDocument(said, question);
  if ("kinds" in said) return bySummary(said, question);
  return byTerms(said, channel);
}

function bySummary({ kinds, more }: Summary, { kind, channel }: ContactQuestion): ContactDecision {
  const want = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
  if (want !== "yes") return without(want === undefined ? "unknown" : refusalOf(want));
  // "More" may be quiet hours, which apply to every contact.
  return more ? without("read-document") : { ...without("wanted"), channel: channel ?? null };
}

function byDocument(preferences: PreferencesDocument, question: ContactQuestion): ContactDecision {
  const { contact, issued, expires, purposes } = preferences;
  const at = contactMoment(question.at ?? Date.now());
  if (at === null) return without("unreadable-time");
  // Both comparisons treat an invalid instant as expired.
  if (!(at.getTime() < Date.parse(expires))) return without("expired");
  if (!(at.getTime() >= Date.parse(issued) - DOCUMENT_SKEW_MILLISECONDS)) return without("not-issued-yet");
  if (contact === undefined) return without("unknown");
  const local = localTime(at, contact.timeZone);
  if (local === null) return without("unknown-time-zone");
  const deciding = decidingFor(contact.rules, question, local.date);
  const channel = question.channel ?? deciding?.via?.[0] ?? null;
  const earlier =
    deciding === null ? 0 : countedByLimit(question.history ?? [], deciding, { date: local.date, contact });
  const decided = byTerms({ terms: deciding, quiet: contact.quiet, purposes, local, earlier }, channel);
  return { ...decided, deciding, local };
}

function byTerms(resolved: ResolvedContact, channel: Channel | null): ContactDecision {
  const { terms } = resolved;
  if (terms === null) return without("unknown");
  return { ...without(reasonOf(terms, resolved, channel)), channel };
}

function reasonOf(
  { want, hours, urgent, via, limit }: ContactTerms,
  { quiet, purposes, local, earlier }: ResolvedContact,
  channel: Channel | null,
): ContactReason {
  if (want !== "yes") return refusalOf(want);
  if (local !== null && !hours.every((windows) => isInAny(windows, local))) return "outside-hours";
  if (local !== null && !urgent && isInAny(quiet, local)) return "quiet-hours";
  // An empty list had only channels that this version does not know: it allows none.
  if (via !== null && (channel === null || !via.includes(channel))) return "other-channel";
  if (limit !== null && earlier >= limit.max) return "over-limit";
  return purposes.length === 0 ? "no-purpose" : "wanted";
}

const refusalOf = (want: Exclude<Want, "yes">): ContactReason => (want === "no" ? "not-wanted" : "ask-first");

const without = (reason: ContactReason): ContactDecision => ({ reason, channel: null, deciding: null, local: null });

export const isInAny = (windows: readonly TimeWindow[], local: LocalTime): boolean =>
  windows.some((window) => isInside(window, local));
