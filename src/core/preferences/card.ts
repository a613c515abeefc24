// The preferences card: the answers to all kinds of message in five fixed lines, with the rules about a subject beside
// them.
import type { DocumentRule } from "../../signal/document.ts";
import { KINDS, type Kind, type Want } from "../../signal/vocabulary.ts";
import { canonical } from "../record/change.ts";
import { LAYER_ORDER, type LayerName, type Layers } from "./layers.ts";
import type { ContactRule, RuleAnswer } from "./preference.ts";
import { resolveContact } from "./resolution.ts";

/** The lines in their order. The default rules have the same kinds. */
export const LINES = [
  { id: "security", kinds: ["security"] },
  { id: "service", kinds: ["service", "support"] },
  { id: "changes", kinds: ["changes"] },
  { id: "advice", kinds: ["advice", "research"] },
  { id: "marketing", kinds: ["news", "offers", "partners"] },
] as const satisfies readonly { id: string; kinds: readonly Kind[] }[];
export type LineId = (typeof LINES)[number]["id"];

/** A rule that decides some kinds, with its source. `own`: the whole rule, where `rule` states a part of it. */
export interface CardRule {
  rule: ContactRule | DocumentRule;
  source: { id: string; layer: LayerName; hold?: string | undefined };
  own?: ContactRule | undefined;
}

export interface CardLine {
  id: LineId;
  kinds: readonly Kind[];
  /** `mixed`: the kinds have different answers. Null: no rule answers. */
  want: Want | "mixed" | null;
  /** The one answer to all kinds of the line, with its bounds; null if the kinds differ in anything. */
  answer: RuleAnswer | null;
  /** The most specific layer that answers. */
  layer: LayerName;
  /** Last day of the hold that refuses all kinds of the line. */
  hold: string | undefined;
}

/** The lines for the rules that decide; those about a subject are ignored. */
export const cardLines = (rules: readonly CardRule[]): CardLine[] => LINES.map((line) => cardLine(line, rules));

/** The rules about a subject, which the card lists beside the lines. */
export const exceptionsOf = <R extends CardRule>(rules: readonly R[]): R[] =>
  rules.filter(({ rule }) => rule.about !== undefined);

function cardLine({ id, kinds }: (typeof LINES)[number], rules: readonly CardRule[]): CardLine {
  const found = kinds.map((kind) => rules.find((one) => one.rule.about === undefined && isOf(one.rule, kind)));
  const deciding = found.flatMap((one) => one ?? []);
  const wants = new Set(found.map((one) => one?.rule.want ?? null));
  const answers = deciding.map(answerOf);
  const [first] = answers;
  const isOne = deciding.length === kinds.length && new Set(answers.map(canonical)).size === 1;
  const [want = null] = wants;
  return {
    id,
    kinds,
    want: wants.size > 1 ? "mixed" : want,
    answer: isOne && first !== undefined ? first : null,
    layer: LAYER_ORDER.find((name) => deciding.some(({ source }) => source.layer === name)) ?? "base",
    hold: found.every((one) => one?.source.hold !== undefined) ? found[0]?.source.hold : undefined,
  };
}

const isOf = ({ kinds }: CardRule["rule"], kind: Kind): boolean => kinds === "*" || kinds.includes(kind);

function answerOf({ rule, own }: CardRule): RuleAnswer {
  const { kinds: _kinds, about: _about, ...answer } = own ?? rule;
  return answer;
}

/** The rule that decides each kind without a subject, in the form of the card. */
export const answersIn = (layers: Layers, on: string): CardRule[] =>
  KINDS.flatMap((kind) => {
    const found = resolveContact(layers, { kind, on });
    if (found === null) return [];
    const { id, layer: _layer, ...rule } = found.rule;
    const hold = found.reason === "hold" ? rule.until : undefined;
    return [{ rule: { ...rule, kinds: [kind] }, source: { id, layer: found.layer, hold } }];
  });
