// Edits of one layer's rules that change its answer to some kinds of message.
import { isInForce } from "../../signal/dates.ts";
import type { Kind } from "../../signal/vocabulary.ts";
import type { RuleAnswer, StoredRule } from "./preference.ts";

/** An edit of a layer's rules. Without kinds (null) it removes the rule, without an id it creates one. */
export interface RuleEdit {
  id?: string;
  kinds: Kind[] | null;
  answer?: RuleAnswer;
}

/**
 * The edits of one layer's rules that set the answer to these kinds, without a subject; null removes the layer's
 * answer. Rules that begin later, and `*` rules, stay unchanged.
 */
export function answerEdits(
  rules: readonly StoredRule[],
  { kinds, answer }: { kinds: readonly Kind[]; answer: RuleAnswer | null },
  on: string,
): RuleEdit[] {
  const edits: RuleEdit[] = [];
  let isGiven = answer === null;
  for (const rule of rules) {
    if (rule.kinds === "*" || rule.about !== undefined || !isInForce(rule, on)) continue;
    const left = rule.kinds.filter((kind) => !kinds.includes(kind));
    if (left.length === rule.kinds.length) continue;
    if (left.length === 0 && answer !== null && !isGiven) {
      edits.push({ id: rule.id, kinds: [...kinds], answer });
      isGiven = true;
    } else edits.push({ id: rule.id, kinds: left.length === 0 ? null : left });
  }
  if (!isGiven && answer !== null) edits.push({ kinds: [...kinds], answer });
  return edits;
}

/** The layer's rules after the edits. `unsaved`: the id of a new rule. */
export function withEdits(rules: readonly StoredRule[], edits: readonly RuleEdit[], unsaved: string): StoredRule[] {
  const kept = rules.flatMap((rule): StoredRule[] => {
    const edit = edits.find(({ id }) => id === rule.id);
    if (edit === undefined) return [rule];
    if (edit.kinds === null) return [];
    return [{ ...(edit.answer ?? rule), id: rule.id, kinds: edit.kinds }];
  });
  const made = edits.flatMap(({ id, kinds, answer }) =>
    id === undefined && kinds !== null && answer !== undefined ? [{ ...answer, id: unsaved, kinds }] : [],
  );
  return [...kept, ...made];
}
