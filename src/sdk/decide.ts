// "May we call about the mortgage now?": one question, answered from what the customer said. Keeps nothing and sends nothing.
import type { DocumentRule, PreferencesDocument } from "../core/signal/document.ts";
import type { Summary } from "../core/signal/header.ts";
import { isInside, type LocalTime, localTime } from "../core/signal/local-time.ts";
import { CHANNELS, type Channel, KINDS, type Kind, type Period, WANTS, type Want } from "../core/signal/vocabulary.ts";
import { BY, listed, whatOf } from "./decide-words.ts";
import { describeTime, describeWindow, isInForce } from "./windows.ts";

export interface ContactQuestion {
  kind: Kind;
  /** An id from your own participation file. */
  product?: string | undefined;
  /** Left out: the answer names the channel the customer likes best. */
  channel?: Channel | undefined;
  /** Left out: now. */
  at?: Date | string | number | undefined;
}

/** Stable codes; only `wanted` is allowed. */
export const DECISION_REASONS = [
  "wanted",
  "not-wanted",
  "ask-first",
  /** The customer said nothing about this kind. */
  "unknown",
  /** There is nothing to read. */
  "no-preferences",
  /** The header is a summary, and the page can ask for the details that this question needs. */
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
  /** How often at most. You keep the count: nobody else knows it. */
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

function bySummary({ kinds, more }: Summary, { kind, product, channel }: ContactQuestion): Decision {
  const what = whatOf(kind);
  const refusal = refusalOf(Object.hasOwn(kinds, kind) ? kinds[kind] : undefined, what);
  if (refusal !== null) return refusal;
  if (more && (product !== undefined || channel !== undefined)) {
    return refuse("read-document", `The customer wants ${what}, and has said more: read the whole in the page first.`);
  }
  return allow(channel ?? null, `The customer wants ${what}.`, null);
}

function byDocument(preferences: PreferencesDocument, question: ContactQuestion): Decision {
  const { contact, expires } = preferences;
  const at = new Date(question.at ?? Date.now());
  if (Number.isNaN(at.getTime())) return refuse("unreadable", "The time of the question cannot be read.");
  // Written so that an `expires` that is no instant counts as expired.
  if (!(at.getTime() < Date.parse(expires))) {
    return refuse("expired", `These preferences held until ${expires} and must be read again.`);
  }
  const what = whatOf(question.kind);
  if (contact === undefined) return refuse("unknown", `The customer has told us nothing about ${what}.`);
  const local = localTime(at, contact.timeZone);
  if (local === null) return refuse("unreadable", "The customer's time zone is not known here.");

  const rule = decidingRule(contact.rules, question, local.date);
  if (rule === null) return refuse("unknown", `The customer has told us nothing about ${what}.`);
  const refusal =
    refusalOf(rule.want, whatOf(question.kind, rule.about?.label)) ?? outsideHours(rule, question.kind, local);
  if (refusal !== null) return refusal;
  if (rule.urgent !== true && contact.quiet.some((window) => isInside(window, local))) {
    return refuse("quiet-hours", `For the customer it is ${describeTime(local)}, inside their quiet hours.`);
  }
  return throughChannel(rule, question);
}

/** About the product by its id, over by words, over the rest; then this kind over all kinds; on a tie the stricter want. */
function decidingRule(rules: readonly DocumentRule[], question: ContactQuestion, date: string): DocumentRule | null {
  let best: DocumentRule | null = null;
  for (const rule of rules) {
    if (!rule.kinds.includes(question.kind) || !isInForce(rule, date)) continue;
    if (rule.about !== undefined && !isAbout(rule.about, question.product)) continue;
    if (best === null || rank(rule) > rank(best)) best = rule;
  }
  return best;
}

function rank({ about, kinds, want }: DocumentRule): number {
  const subject = about === undefined ? 0 : about.product === undefined ? 1 : 2;
  const specific = subject * 2 + (new Set(kinds).size < KINDS.length ? 1 : 0);
  return specific * WANTS.length + WANTS.indexOf(want);
}

function isAbout(about: { label: string; product?: string | undefined; code?: string | undefined }, product?: string) {
  if (product === undefined) return false;
  if (about.product !== undefined) return about.product === product;
  return about.code === product || about.label.trim().toLowerCase() === product.trim().toLowerCase();
}

function refusalOf(want: Want | undefined, what: string): Decision | null {
  if (want === "yes") return null;
  if (want === "no") return refuse("not-wanted", `The customer does not want ${what}.`);
  if (want === "ask") return refuse("ask-first", `The customer wants to be asked first about ${what}.`);
  return refuse("unknown", `The customer has told us nothing about ${what}.`);
}

function outsideHours({ when = [], about }: DocumentRule, kind: Kind, local: LocalTime): Decision | null {
  if (when.length === 0 || when.some((window) => isInside(window, local))) return null;
  const what = whatOf(kind, about?.label);
  const hours = listed(when.map(describeWindow));
  return refuse("outside-hours", `The customer wants ${what} only ${hours}; for them it is ${describeTime(local)}.`);
}

function throughChannel({ via, limit, digest, about, when = [] }: DocumentRule, question: ContactQuestion): Decision {
  const what = whatOf(question.kind, about?.label);
  const channel = question.channel ?? via?.[0] ?? null;
  // An empty list is left when every channel it named is unknown here: nothing is allowed, not everything.
  if (via !== undefined && (channel === null || !via.includes(channel))) {
    const only = via.length === 0 ? "in no way that is known here" : `only ${listed(via.map((one) => BY[one]))}`;
    return refuse("other-channel", `The customer wants ${what} ${only}.`);
  }
  if (limit?.max === 0) return refuse("not-wanted", `The customer does not want ${what}.`);
  const wanted = [`The customer wants ${what}`, channel === null ? "" : BY[channel], listed(when.map(describeWindow))];
  const bundled = digest === true ? " Put several into one." : "";
  const limited = limit === undefined ? "" : ` At most ${limit.max} a ${limit.per}.`;
  return allow(channel, `${wanted.filter((word) => word !== "").join(" ")}.${bundled}${limited}`, limit ?? null);
}

function refuse(reason: DecisionReason, because: string): Decision {
  return { allowed: false, channel: null, because, reason, limit: null };
}

function allow(channel: Channel | null, because: string, limit: Decision["limit"]): Decision {
  return { allowed: true, channel, because, reason: "wanted", limit };
}
