// A document's time-independent answers: may this kind of contact, about this subject, by this channel, be made at any
// hour?
import { type Asked, combined, type Deciding, decidingRules } from "../../signal/deciding-rules.ts";
import type { DocumentRule, PreferencesDocument } from "../../signal/document.ts";
import { foldText } from "../../signal/fold.ts";
import type { Channel, Kind } from "../../signal/vocabulary.ts";

export type AskedSubject = Pick<Asked, "product" | "label">;
export type Condition = "hours" | "quiet" | "limit";

export type Said = "yes" | "no" | "unknown";

/** For one kind and subject. */
export interface StandingAnswer {
  said(channel: Channel): Said;
  /** The conditions of a yes. */
  conditions: readonly Condition[];
  limit: Deciding["limit"];
  /** Indexes of the deciding rules in the document. */
  rules: readonly number[];
}

export interface Answers {
  /** The subjects in the rules, and their absence. A product, if there is one, is added to each subject in words. */
  subjects(product: string | undefined): readonly AskedSubject[];
  answer(kind: Kind, subject: AskedSubject): StandingAnswer;
}

/** `date`: the customer's local date. Null: the document contains nothing about it. */
export function answersOf(document: PreferencesDocument, date: string | null): Answers {
  const rules = date === null ? [] : (document.contact?.rules ?? []);
  const about = groupedBySubject(rules);
  const known = new Map<string, StandingAnswer>();

  return {
    subjects: (product) => {
      const words = about.labels.map((label) => ({ label }));
      if (product !== undefined) return [{ product }, ...words.map((word) => ({ product, ...word }))];
      return [{}, ...about.products.map((one) => ({ product: one })), ...words];
    },
    answer(kind, subject) {
      const key = JSON.stringify([kind, subject.product, subject.label]);
      const found = known.get(key);
      if (found !== undefined) return found;
      const deciding = decidingRules(about.relevant(subject), { kind, ...subject }, date ?? "");
      const places = deciding.map((rule) => rules.indexOf(rule));
      const answer = { ...answerBy(combined(deciding), document), rules: places };
      known.set(key, answer);
      return answer;
    },
  };
}

/** A hostile document has 500 rules about 500 subjects, so no question may read them all. */
function groupedBySubject(rules: readonly DocumentRule[]) {
  const general = rules.filter(({ about }) => about === undefined);
  const products = new Map<string, DocumentRule[]>();
  const labels = new Map<string, DocumentRule[]>();
  for (const rule of rules) {
    if (rule.about === undefined) continue;
    const { product, label } = rule.about;
    const [group, key] = product === undefined ? [labels, foldText(label)] : [products, product];
    group.set(key, [...(group.get(key) ?? []), rule]);
  }
  return {
    products: [...products.keys()],
    /** Folded labels. Each stands for all labels of the same subject. */
    labels: [...labels.keys()],
    relevant: ({ product, label }: AskedSubject): readonly DocumentRule[] => [
      ...general,
      ...(product === undefined ? [] : (products.get(product) ?? [])),
      ...(label === undefined ? [] : (labels.get(foldText(label)) ?? [])),
    ],
  };
}

function answerBy(
  deciding: Deciding | null,
  { contact, purposes }: PreferencesDocument,
): Omit<StandingAnswer, "rules"> {
  if (deciding === null) return { said: () => "unknown", conditions: [], limit: null };
  const { want, via, limit, hours, urgent } = deciding;
  const conditions: Condition[] = [];
  if (hours.length > 0) conditions.push("hours");
  if (!urgent && (contact?.quiet ?? []).length > 0) conditions.push("quiet");
  if (limit !== null) conditions.push("limit");
  const isRefused = want !== "yes" || limit?.max === 0;
  const otherwise = purposes.length === 0 ? "unknown" : "yes";
  const said = (channel: Channel) => (isRefused || (via !== null && !via.includes(channel)) ? "no" : otherwise);
  return { said, conditions, limit };
}
