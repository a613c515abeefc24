// "May we call about the mortgage now?": one question, answered from what the customer said. Keeps nothing and sends nothing.
import type { ContactQuestion } from "../../signal/contact-question.ts";
import { contactReason, isInAny } from "../../signal/contact-reason.ts";
import { type Deciding, decidingFor } from "../../signal/deciding-rules.ts";
import { DOCUMENT_SKEW_MILLISECONDS, type PreferencesDocument } from "../../signal/document.ts";
import type { Summary } from "../../signal/header.ts";
import { type LocalTime, localTime } from "../../signal/local-time.ts";
import { CHANNELS, type Channel, type Kind, type Period, type Want } from "../../signal/vocabulary.ts";
import { BY, listed, whatOf } from "./decide-words.ts";
import { describeTime, describeWindow } from "./windows.ts";

/** Stable codes; only `wanted` is allowed. */
export const DECISION_REASONS = [
  "wanted",
  "not-wanted",
  "ask-first",
  /** The customer said nothing about this kind. */
  "unknown",
  /** There is nothing to read. */
  "no-preferences",
  /** The header is a summary that says yes and that there is more: hours and channels are in the document. */
  "read-document",
  "other-channel",
  "outside-hours",
  "quiet-hours",
  "expired",
  /** The question's time or channel, or the customer's time zone, makes no sense. */
  "unreadable",
] as const;
export type DecisionReason = (typeof DECISION_REASONS)[number];

export interface Decision {
  allowed: boolean;
  /** The channel to use: yours, or the customer's best. Null when not allowed, or when any channel will do. */
  channel: Channel | null;
  /** A plain English sentence for your staff and your log. It may hold the customer's words: show it as text. */
  because: string;
  reason: DecisionReason;
  /**
   * The most contacts in a period, counting all kinds of `kindsUnderLimit` together. You keep the count: nobody else
   * knows it.
   */
  limit: { max: number; per: Period } | null;
}

/** Never throws on what the decoders return. Whatever is unknown, unclear or expired is not allowed. */
export function decide(
  preferences: Summary | PreferencesDocument | null | undefined,
  question: ContactQuestion,
): Decision {
  if (preferences === null || preferences === undefined) {
    return refuse("no-preferences", "This customer has told us nothing.");
  }
  const { channel } = question;
  if (channel !== undefined && !CHANNELS.includes(channel)) return refuse("unreadable", "No such channel is known.");
  return "cmr" in preferences ? byDocument(preferences, question) : bySummary(preferences, question);
}

/** The kinds of contact that the answer's limit counts together; empty if it has no limit. */
export function kindsUnderLimit(preferences: PreferencesDocument, question: ContactQuestion): readonly Kind[] {
  const { contact } = preferences;
  const local = contact === undefined ? null : localTime(new Date(question.at ?? Date.now()), contact.timeZone);
  if (contact === undefined || local === null) return [];
  return decidingFor(contact.rules, question, local.date)?.limit?.kinds ?? [];
}

function bySummary({ kinds, more }: Summary, { kind, channel }: ContactQuestion): Decision {
  const what = whatOf(kind);
  const refusal = refusalOf(Object.hasOwn(kinds, kind) ? kinds[kind] : undefined, what);
  if (refusal !== null) return refusal;
  // "More" may be quiet hours, which every contact has to keep to.
  if (more)
    return refuse("read-document", `The customer wants ${what}, and has said more: read the whole in the page.`);
  return allow(channel ?? null, `The customer wants ${what}.`, null);
}

function byDocument(preferences: PreferencesDocument, question: ContactQuestion): Decision {
  const { contact, issued, expires, purposes } = preferences;
  const at = new Date(question.at ?? Date.now());
  if (Number.isNaN(at.getTime())) return refuse("unreadable", "The time of the question cannot be read.");
  // Both comparisons treat an invalid instant as expired.
  if (!(at.getTime() < Date.parse(expires))) {
    return refuse("expired", `These preferences held until ${expires} and must be read again.`);
  }
  if (!(at.getTime() >= Date.parse(issued) - DOCUMENT_SKEW_MILLISECONDS)) {
    return refuse("expired", `These preferences were issued later, at ${issued}, and say nothing of this time.`);
  }
  if (contact === undefined) return nothingSaid(whatOf(question.kind));
  const local = localTime(at, contact.timeZone);
  if (local === null) return refuse("unreadable", "The customer's time zone is not known here.");

  const deciding = decidingFor(contact.rules, question, local.date);
  if (deciding === null) return nothingSaid(whatOf(question.kind));
  const what = whatOf(question.kind, deciding.about?.label);
  const channel = question.channel ?? deciding.via?.[0] ?? null;
  const reason = contactReason(deciding, { channel, local, earlier: 0, quiet: contact.quiet, purposes });
  if (reason === "ask-first" || reason === "not-wanted") return refusalOf(deciding.want, what) ?? nothingSaid(what);
  if (reason === "outside-hours") return outsideHours(deciding, what, local);
  if (reason === "quiet-hours")
    return refuse("quiet-hours", `For the customer it is ${describeTime(local)}, inside their quiet hours.`);
  if (reason === "other-channel") return otherChannel(deciding.via ?? [], what);
  if (reason === "over-limit") return refuse("not-wanted", `The customer does not want ${what}.`);
  if (reason === "no-purpose") return refuse("unknown", "The customer lets us use what they said for nothing.");
  return wanted(deciding, what, channel);
}

function refusalOf(want: Want | undefined, what: string): Decision | null {
  if (want === "yes") return null;
  if (want === "no") return refuse("not-wanted", `The customer does not want ${what}.`);
  if (want === "ask") return refuse("ask-first", `The customer wants to be asked first about ${what}.`);
  return nothingSaid(what);
}

const nothingSaid = (what: string) => refuse("unknown", `The customer has told us nothing about ${what}.`);

function outsideHours({ hours }: Deciding, what: string, local: LocalTime): Decision {
  const only = hoursOf(hours.filter((windows) => !isInAny(windows, local)));
  return refuse("outside-hours", `The customer wants ${what} only ${only}; for them it is ${describeTime(local)}.`);
}

const hoursOf = (hours: Deciding["hours"]): string =>
  listed(hours.map((windows) => listed(windows.map(describeWindow))).sort(), "and");

function otherChannel(via: readonly Channel[], what: string): Decision {
  const only = via.length === 0 ? "in no way that is known here" : `only ${listed(via.map((one) => BY[one]))}`;
  return refuse("other-channel", `The customer wants ${what} ${only}.`);
}

function wanted({ limit, digest, hours }: Deciding, what: string, channel: Channel | null): Decision {
  const words = [`The customer wants ${what}`, channel === null ? "" : BY[channel], hoursOf(hours)];
  const bundled = digest ? " Put several into one." : "";
  const because = `${words.filter((word) => word !== "").join(" ")}.${bundled}${limitOf(limit)}`;
  return allow(channel, because, limit === null ? null : { max: limit.max, per: limit.per });
}

function limitOf(limit: Deciding["limit"]): string {
  if (limit === null) return "";
  const { max, per, kinds } = limit;
  const together =
    kinds.length < 2
      ? ""
      : `, ${listed(
          kinds.map((kind) => whatOf(kind)),
          "and",
        )} counted together`;
  return ` At most ${max} a ${per}${together}.`;
}

function refuse(reason: DecisionReason, because: string): Decision {
  return { allowed: false, channel: null, because, reason, limit: null };
}

function allow(channel: Channel | null, because: string, limit: Decision["limit"]): Decision {
  return { allowed: true, channel, because, reason: "wanted", limit };
}
