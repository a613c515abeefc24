// The rules of a document that decide a question, combined into one: docs/SIGNAL.md, "Which rule decides". Knows no
// clock.
import type { ContactQuestion } from "./contact-question.ts";
import { isInForce } from "./dates.ts";
import type { DocumentRule, DocumentSubject } from "./document.ts";
import { foldText } from "./fold.ts";
import type { TimeWindow } from "./time-window.ts";
import { CHANNELS, type Channel, KINDS, type Kind, type Period, WANTS, type Want } from "./vocabulary.ts";

export type Asked = Pick<ContactQuestion, "kind" | "product" | "label">;

/** The deciding rules combined: only the contacts that every one of them allows. */
export interface Deciding {
  want: Want;
  about: DocumentSubject | null;
  /** For each list, one of its windows must contain the time. */
  hours: readonly (readonly TimeWindow[])[];
  urgent: boolean;
  /** Best first; null is any channel. */
  via: readonly Channel[] | null;
  limit: { max: number; per: Period; kinds: readonly Kind[] } | null;
  digest: boolean;
}

/** The deciding rules combined; null if no rule names the kind, the subject and the day. */
export const decidingFor = (rules: readonly DocumentRule[], asked: Asked, date: string): Deciding | null =>
  combined(decidingRules(rules, asked, date));

/** The rules that decide; empty if no rule names the kind, the subject and the day. Rules of equal rank decide together. */
export function decidingRules(rules: readonly DocumentRule[], asked: Asked, date: string): DocumentRule[] {
  let best: DocumentRule[] = [];
  for (const rule of rules) {
    if (!rule.kinds.includes(asked.kind) || !isInForce(rule, date)) continue;
    if (rule.about !== undefined && !isAbout(rule.about, asked)) continue;
    const higher = best[0] === undefined ? 1 : rank(rule) - rank(best[0]);
    if (higher >= 0) best = higher > 0 ? [rule] : [...best, rule];
  }
  return best;
}

/** A rule about the product by its id, over one by words, over the rest; then some kinds over all; then the stricter want. */
function rank(rule: DocumentRule): number {
  const { about, kinds } = rule;
  const subject = about === undefined ? 0 : about.product === undefined ? 1 : 2;
  const specific = subject * 2 + (new Set(kinds).size < KINDS.length ? 1 : 0);
  return specific * WANTS.length + WANTS.indexOf(wantOf(rule));
}

/** A limit of 0 is a no, whatever the rule's own want. */
const wantOf = ({ want, limit }: DocumentRule): Want => (limit?.max === 0 ? "no" : want);

/** Compares ids with ids and words with words: an id may equal somebody's word for another product. */
export function isAbout(about: DocumentSubject, { product, label }: Asked): boolean {
  if (about.product !== undefined) return about.product === product;
  return typeof label === "string" && foldText(about.label) === foldText(label);
}

/**
 * The contacts that all of these rules allow, as one rule; null if there are none. The order of the rules has no
 * meaning.
 */
export function combined(rules: readonly DocumentRule[]): Deciding | null {
  const [first] = rules;
  if (first === undefined) return null;
  const abouts = rules.flatMap(({ about }) => about ?? []);
  return {
    want: wantOf(first),
    about: abouts.sort((one, other) => (one.label < other.label ? -1 : 1))[0] ?? null,
    hours: rules.flatMap(({ when = [] }) => (when.length === 0 ? [] : [when])),
    urgent: rules.every(({ urgent }) => urgent === true),
    via: commonChannels(rules.flatMap(({ via }) => (via === undefined ? [] : [via]))),
    limit: strictestLimit(rules),
    digest: rules.some(({ digest }) => digest === true),
  };
}

/** The channels in all lists. Best first means the lowest sum of places; equal sums are in the vocabulary's order. */
function commonChannels(lists: readonly (readonly Channel[])[]): readonly Channel[] | null {
  const [only] = lists;
  if (only === undefined || lists.length === 1) return only ?? null;
  const place = (channel: Channel) => lists.reduce((sum, list) => sum + list.indexOf(channel), 0);
  const common = CHANNELS.filter((channel) => lists.every((list) => list.includes(channel)));
  return common.sort((one, other) => place(one) - place(other));
}

const A_YEAR: Record<Period, number> = { day: 366, week: 53, month: 12, year: 1 };

/** The limit that allows the fewest contacts in a year; of equal ones, the one that spreads them most. */
function strictestLimit(rules: readonly DocumentRule[]): Deciding["limit"] {
  const limits = rules.flatMap(({ limit, kinds }) => (limit === undefined ? [] : [{ ...limit, kinds }]));
  const strict = limits.sort(
    (one, other) => one.max * A_YEAR[one.per] - other.max * A_YEAR[other.per] || A_YEAR[other.per] - A_YEAR[one.per],
  )[0];
  if (strict === undefined || limits.length === 1) return strict ?? null;
  const tied = limits.filter(({ max, per }) => max === strict.max && per === strict.per);
  const kinds = KINDS.filter((kind) => tied.some((limit) => limit.kinds.includes(kind)));
  return { max: strict.max, per: strict.per, kinds };
}
