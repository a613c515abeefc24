// Topics of general rules, and companies' products. A product list is a claim: a general rule about a topic reaches a
// company only after the user has matched that topic to that product.
import * as z from "zod/mini";
import { isInForce } from "../../signal/dates.ts";
import type { DocumentSubject } from "../../signal/document.ts";
import type { Product } from "../../signal/participation-schema.ts";
import { keysOf } from "../../signal/plain-objects.ts";
import type { Layers } from "../preferences/layers.ts";
import { subjectKey } from "../preferences/resolution.ts";

/** One match: a product's id and the folded label (`subjectKey`) of the general rule. */
export const TopicMatch = z.object({
  product: z.string().check(z.minLength(1), z.maxLength(80)),
  topic: z.string().check(z.minLength(1), z.maxLength(160)),
});
export type TopicMatch = z.infer<typeof TopicMatch>;

/** Upper bound of the matches in a grant. */
export const MOST_TOPICS = 200;

/** A rule about a product applies to that id alone; a rule in words applies to every product of that name. */
export function productMatches(product: Product, about: DocumentSubject): boolean {
  if (about.product !== undefined) return about.product === product.id;
  return Object.values(product.label).some((label) => subjectKey(label) === subjectKey(about.label));
}

/** True if there is no list of matches: then there is no company to hide a topic from. */
export const isMatched = (
  matches: readonly TopicMatch[] | undefined,
  product: string,
  about: DocumentSubject,
): boolean =>
  matches === undefined ||
  matches.some((match) => match.product === product && match.topic === subjectKey(about.label));

/**
 * The matches to the company's current products. A match to a later product would disclose a text that the user never
 * saw.
 */
export const borneOut = (matches: readonly TopicMatch[], products: readonly Product[]): TopicMatch[] =>
  matches.filter(({ product, topic }) =>
    products.some(({ id, label }) => id === product && Object.values(label).some((text) => subjectKey(text) === topic)),
  );

/**
 * General rules about a topic apply to no product until the user has matched the two, and to no words: only a product
 * can be matched.
 */
export function layersAbout(
  layers: Layers,
  subject: DocumentSubject,
  matches: readonly TopicMatch[] | undefined,
): Layers {
  const { product } = subject;
  if (matches === undefined) return layers;
  const told = ({ about }: { about?: DocumentSubject | undefined }) =>
    about === undefined || (product !== undefined && isMatched(matches, product, about));
  const matched = { ...layers };
  for (const name of keysOf(layers)) {
    const layer = layers[name];
    if (name !== "company" && layer !== undefined) matched[name] = { ...layer, rules: layer.rules.filter(told) };
  }
  return matched;
}

/** A product that has the name of a general rule's topic. `matched`: the user lets the company read the topic. */
export interface TopicOffer extends TopicMatch {
  /** The topic in the words of the user's rule. */
  label: string;
  matched: boolean;
}

export interface TopicInput {
  layers: Layers;
  products: readonly Product[];
  /** The matches that the user made. */
  topics: readonly TopicMatch[];
  /** Local date. */
  on: string;
}

/** The general topics that match a company's products, in the order of its products. */
export function topicOffers({ layers: { base, sector }, products, topics, on }: TopicInput): TopicOffer[] {
  const rules = [...(sector?.rules ?? []), ...(base?.rules ?? [])].filter((rule) => isInForce(rule, on));
  const offers = new Map<string, TopicOffer>();
  for (const product of products) {
    for (const { about } of rules) {
      if (about === undefined || !productMatches(product, about)) continue;
      const topic = subjectKey(about.label);
      const offer = { product: product.id, topic, label: about.label };
      offers.set(`${product.id} ${topic}`, { ...offer, matched: isMatched(topics, product.id, about) });
    }
  }
  return [...offers.values()];
}
