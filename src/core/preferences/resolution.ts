// Resolution: the rule that decides a contact question, with the reason. A total, pure function of layers and question.
import { isInForce } from "../../signal/dates.ts";
import type { DocumentSubject } from "../../signal/document.ts";
import { foldText } from "../../signal/fold.ts";
import { KINDS, type Kind, WANTS, type Want } from "../../signal/vocabulary.ts";
import { lastDay } from "../time/calendar.ts";
import { isSeeded } from "./defaults.ts";
import { LAYER_ORDER, type LayerName, type Layers } from "./layers.ts";
import type { Hold, Layer, StoredRule } from "./preference.ts";

export interface RuleQuestion {
  kind: Kind;
  about?: DocumentSubject | undefined;
  /** Other labels of the same subject: a company's product in other languages. */
  aliases?: readonly string[] | undefined;
  /** Other codes that the user's rules use for the same subject. */
  codes?: readonly string[] | undefined;
  /** Local calendar date, YYYY-MM-DD. Rules outside their from/until are ignored. */
  on: string;
}

/** Reason why a rule won inside its layer, most specific first. */
export const REASONS = ["about-and-kind", "about", "kind", "everything"] as const;
export type Reason = (typeof REASONS)[number];

export interface Resolution {
  rule: StoredRule;
  layer: LayerName;
  /** `hold`: a layer's hold decides; `rule` then expresses it as a rule. */
  reason: Reason | "hold";
}

/**
 * The deciding rule; null if no layer answers. Order: a hold in force before every rule; then company, sector, base; within
 * a layer about+kind, about, kind, `*`; on a tie the stricter want, then the newer rule. A `*` rule that says yes or ask
 * yields to a no that applies without it, about the subject or in general: only a rule that names a refused kind reopens
 * it (docs/decisions/0017).
 */
export function resolveContact(layers: Layers, question: RuleQuestion): Resolution | null {
  const held = heldBy(layers, question);
  if (held !== null) return held;
  // From least to most specific: a more specific answer replaces the current one.
  let answer: Resolution | null = null;
  let general: Resolution | null = null;
  for (const layer of LAYER_ORDER.toReversed()) {
    const best = strictest(layers[layer]?.rules ?? [], question);
    for (const reason of REASONS.toReversed()) {
      const rule = best[reason];
      if (rule === undefined) continue;
      const found = { rule, layer, reason };
      const yields = rule.kinds === "*" && rule.want !== "no";
      if (!yields || (!refuses(answer) && !refuses(general))) answer = found;
      if (rule.about === undefined && (!yields || !refuses(general))) general = found;
    }
  }
  return answer;
}

const refuses = (resolution: Resolution | null): boolean => resolution?.rule.want === "no";

/** The most specific matching rule; on a tie the stricter want, then the newer rule. */
function strictest(rules: readonly StoredRule[], question: RuleQuestion): Partial<Record<Reason, StoredRule>> {
  const best: Partial<Record<Reason, StoredRule>> = {};
  for (const rule of rules) {
    const reason = reasonFor(rule, question);
    if (reason === null) continue;
    const known = best[reason];
    if (known === undefined || beats(rule, known)) best[reason] = rule;
  }
  return best;
}

function reasonFor(rule: StoredRule, question: RuleQuestion): Reason | null {
  if (!isInForce(rule, question.on)) return null;
  if (rule.kinds !== "*" && !rule.kinds.includes(question.kind)) return null;
  if (rule.about === undefined) return rule.kinds === "*" ? "everything" : "kind";
  if (question.about === undefined || !isAbout(rule.about, question.about, question)) return null;
  return rule.kinds === "*" ? "about" : "about-and-kind";
}

/** A rule about one product matches neither another product of the same name nor the name itself. */
function isAbout(
  ruled: DocumentSubject,
  asked: DocumentSubject,
  { aliases = [], codes = [] }: Pick<RuleQuestion, "aliases" | "codes">,
): boolean {
  if (ruled.product !== undefined) return ruled.product === asked.product;
  if (sameSubject(ruled, asked) || (ruled.code !== undefined && codes.includes(ruled.code))) return true;
  return aliases.some((label) => subjectKey(label) === subjectKey(ruled.label));
}

function beats(candidate: StoredRule, best: StoredRule): boolean {
  const strict = strictness(candidate.want) - strictness(best.want);
  return strict !== 0 ? strict > 0 : byAge(candidate.id, best.id) > 0;
}

/** Orders the ids of rules from the oldest to the newest: ids are creation stamps, and a seeded default is older than any. */
export function byAge(one: string, other: string): number {
  const [seeded, otherSeeded] = [isSeeded(one), isSeeded(other)];
  if (seeded !== otherSeeded) return seeded ? -1 : 1;
  return one === other ? 0 : one < other ? -1 : 1;
}

/** Id of the rule that expresses a hold. */
export const HOLD_ID = "hold";

/**
 * The hold that refuses a kind, in the form of a rule. Of several holds the one that ends last, then that of the most
 * specific layer.
 */
export function heldBy(layers: Layers, { kind, on }: RuleQuestion): Resolution | null {
  let longest: Resolution | null = null;
  for (const layer of LAYER_ORDER) {
    const hold = holdInForce(layers[layer], on);
    if (hold === null || hold.except.includes(kind)) continue;
    const until = longest?.rule.until;
    if (until !== undefined && lastDay(hold.until) <= lastDay(until)) continue;
    const kinds = KINDS.filter((one) => !hold.except.includes(one));
    longest = { rule: { id: HOLD_ID, kinds, want: "no", until: hold.until }, layer, reason: "hold" };
  }
  return longest;
}

export const holdInForce = (layer: Pick<Layer, "hold"> | undefined, on: string): Hold | null =>
  layer?.hold !== undefined && isInForce(layer.hold, on) ? layer.hold : null;

/** 0 for yes, 1 for ask, 2 for no. */
export const strictness = (want: Want): number => WANTS.indexOf(want);

/** Two subjects are the same if they name the same product, the same code or the same label. */
export function sameSubject(one: DocumentSubject, other: DocumentSubject): boolean {
  if (one.product !== undefined && other.product !== undefined) return one.product === other.product;
  if (one.code !== undefined && one.code === other.code) return true;
  return subjectKey(one.label) === subjectKey(other.label);
}

/** Comparison key of a label, the same on both sides of the protocol. */
export const subjectKey = foldText;
