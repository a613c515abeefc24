// Subjects of rules that a company may know, and the contact question about each. Knows a company only by its products.
import { isInForce } from "../../signal/dates.ts";
import type { DocumentSubject } from "../../signal/document.ts";
import type { Product } from "../../signal/participation-schema.ts";
import { isMatched, layersAbout, productMatches, type TopicMatch } from "../companies/topic.ts";
import { LAYER_ORDER, type Layers } from "./layers.ts";
import type { Subject } from "./preference.ts";
import { type RuleQuestion, subjectKey } from "./resolution.ts";

export interface Known {
  layers: Layers;
  products: readonly Product[];
  topics?: readonly TopicMatch[] | undefined;
  /** Local calendar date, YYYY-MM-DD. */
  on: string;
}
export type SubjectQuestion = Omit<RuleQuestion, "kind"> & { layers: Layers };

/**
 * The question about one of these subjects (without its kind), and the layers that answer it. The question carries
 * every name and code that the user's rules use for the subject.
 */
export function questionAbout(about: DocumentSubject, known: Known): SubjectQuestion {
  const { products, topics, on } = known;
  const layers = layersAbout(known.layers, about, topics);
  const product = products.find(({ id }) => id === about.product);
  const ruled = (product === undefined ? (["company"] as const) : LAYER_ORDER)
    .flatMap((name) => layers[name]?.rules ?? [])
    .flatMap((rule) => (rule.about !== undefined && isInForce(rule, on) ? rule.about : []));
  const named = ruled.filter((one) =>
    product === undefined ? keyOf(userSubject(one)) === keyOf(about) : productMatches(product, one),
  );
  const codes = named.flatMap(({ code }) => code ?? []);
  return { layers, about, aliases: Object.values(product?.label ?? {}), codes, on };
}

/** The subjects that this company may know, with the names of its own products where they match. */
export function subjectsFor({ layers, products, topics, on }: Known): Subject[] {
  const subjects = new Map<string, Subject>();
  for (const name of LAYER_ORDER) {
    for (const { about, ...rule } of layers[name]?.rules ?? []) {
      if (about === undefined || !isInForce(rule, on)) continue;
      const matching = products.filter(
        (product) => productMatches(product, about) && (name === "company" || isMatched(topics, product.id, about)),
      );
      const named = matching.map((product) => ownSubject(product, about));
      if (named.length === 0 && name === "company") named.push(userSubject(about));
      for (const subject of named) {
        const key = keyOf(subject);
        const other = subjects.get(key);
        // Of several spellings and codes, the first in text order, so that it reveals neither the order nor the ids of
        // rules.
        if (other === undefined || JSON.stringify(subject) < JSON.stringify(other)) subjects.set(key, subject);
      }
    }
  }
  const listed = products.map(({ id }) => `product ${id}`);
  const others = [...subjects.keys()].filter((key) => !listed.includes(key)).sort();
  return [...listed, ...others].flatMap((key) => subjects.get(key) ?? []);
}

const keyOf = ({ label, product }: DocumentSubject): string =>
  product === undefined ? `label ${subjectKey(label)}` : `product ${product}`;

const ownSubject = ({ id, label }: Product, { code }: Subject): Subject => ({
  label: label.en ?? Object.values(label)[0] ?? id,
  product: id,
  ...(code === undefined ? {} : { code }),
});

/**
 * Keeps the id of a product that the company no longer lists. Without the id the rule would match a new product of that
 * name.
 */
const userSubject = ({ label, product, code }: Subject): Subject => ({
  label,
  ...(product === undefined ? {} : { product }),
  ...(code === undefined ? {} : { code }),
});
