// Which rule wins: a total, pure function of layers and a question, with the reason. Knows no company but by its products.
import type { Layer, LayerFields, StoredRule } from "./preference.ts";
import type { Subject } from "./signal/document.ts";
import { foldText } from "./signal/fold.ts";
import { type Kind, WANTS, type Want } from "./signal/vocabulary.ts";

/** From the most specific layer to the least. */
export const LAYER_ORDER = ["company", "sector", "base"] as const;
export type LayerName = (typeof LAYER_ORDER)[number];
export type Layers = Partial<Record<LayerName, Layer>>;

export interface ContactQuestion {
  kind: Kind;
  about?: Subject | undefined;
  /** Other labels of the same subject: a company's product in other languages. */
  aliases?: readonly string[] | undefined;
  /** Local calendar date, YYYY-MM-DD: rules outside their from/until do not count. */
  on: string;
}

/** Why a rule won inside its layer, most specific first. */
export const REASONS = ["about-and-kind", "about", "kind", "everything"] as const;
export type Reason = (typeof REASONS)[number];

export interface Resolution {
  rule: StoredRule;
  layer: LayerName;
  reason: Reason;
}

/**
 * The deciding rule, or null when no layer says anything. Company over sector over base; inside a layer about+kind over
 * about over kind over `*`; on a tie the stricter want, then the newer rule (ids are creation stamps).
 */
export function resolveContact(layers: Layers, question: ContactQuestion): Resolution | null {
  for (const layer of LAYER_ORDER) {
    let best: Resolution | null = null;
    for (const rule of layers[layer]?.rules ?? []) {
      const reason = reasonFor(rule, question);
      if (reason === null) continue;
      const candidate = { rule, layer, reason };
      if (best === null || beats(candidate, best)) best = candidate;
    }
    if (best !== null) return best;
  }
  return null;
}

function reasonFor(rule: StoredRule, question: ContactQuestion): Reason | null {
  if (!isInForce(rule, question.on)) return null;
  if (rule.kinds !== "*" && !rule.kinds.includes(question.kind)) return null;
  if (rule.about === undefined) return rule.kinds === "*" ? "everything" : "kind";
  if (question.about === undefined || !isAbout(rule.about, question.about, question.aliases)) return null;
  return rule.kinds === "*" ? "about" : "about-and-kind";
}

/** A rule about one product says nothing of others by that name, and nothing of the name: it would reach those too. */
function isAbout(ruled: Subject, asked: Subject, aliases: readonly string[] = []): boolean {
  if (ruled.product !== undefined) return ruled.product === asked.product;
  if (sameSubject(ruled, asked)) return true;
  return aliases.some((label) => subjectKey(label) === subjectKey(ruled.label));
}

function beats(candidate: Resolution, best: Resolution): boolean {
  const specific = REASONS.indexOf(candidate.reason) - REASONS.indexOf(best.reason);
  if (specific !== 0) return specific < 0;
  const strict = strictness(candidate.rule.want) - strictness(best.rule.want);
  return strict !== 0 ? strict > 0 : candidate.rule.id > best.rule.id;
}

/** 0 for yes, 1 for ask, 2 for no. */
export const strictness = (want: Want): number => WANTS.indexOf(want);

/** `from` counts from its first day, `until` to its last: "until 2027-05" ends with 31 May 2027. */
export function isInForce(rule: { from?: string | undefined; until?: string | undefined }, on: string): boolean {
  const started = rule.from === undefined || on.slice(0, rule.from.length) >= rule.from;
  const ended = rule.until !== undefined && on.slice(0, rule.until.length) > rule.until;
  return started && !ended;
}

/** Two subjects are one when they name the same product, the same code, or the same label. */
export function sameSubject(one: Subject, other: Subject): boolean {
  if (one.product !== undefined && other.product !== undefined) return one.product === other.product;
  if (one.code !== undefined && one.code === other.code) return true;
  return subjectKey(one.label) === subjectKey(other.label);
}

/** A label as it is compared, on both sides of the protocol. */
export const subjectKey = foldText;

/** Quiet hours, treatment and terms, merged per field, most specific layer first. */
export function mergeFields(layers: Layers): LayerFields {
  const merged: LayerFields = {};
  for (const name of [...LAYER_ORDER].reverse()) {
    const layer = layers[name];
    if (layer === undefined) continue;
    if (layer.quiet !== undefined) merged.quiet = layer.quiet;
    if (layer.treatment !== undefined) merged.treatment = overlay(merged.treatment, layer.treatment);
    if (layer.terms !== undefined) {
      const { purposes = {}, ...terms } = layer.terms;
      const all = overlay(merged.terms?.purposes, purposes);
      merged.terms = overlay(merged.terms, Object.keys(all).length === 0 ? terms : { ...terms, purposes: all });
    }
  }
  return merged;
}

function overlay<T extends object>(under: T | undefined, over: T): T {
  const present = Object.entries(over).filter(([, value]) => value !== undefined);
  return { ...under, ...Object.fromEntries(present) } as T;
}
