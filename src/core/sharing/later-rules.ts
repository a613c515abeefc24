// The rules of a company's view that start on a later day. The user sees them beside today's text and agrees to both.
import type { DocumentRule } from "../../signal/document.ts";
import { canonical } from "../record/change.ts";
import type { ViewInput } from "./view.ts";
import { datesOf, viewOn } from "./view-change.ts";

export interface LaterRule {
  /** The day on which it starts. */
  on: string;
  rule: DocumentRule;
}

/** One text for each kind of a rule, independent of its start date and its other kinds. */
const partsOf = ({ from: _from, ...rule }: DocumentRule): string[] =>
  rule.kinds.map((kind) => canonical({ ...rule, kinds: [kind] }));

/** The rules of each later day that the view of the day before does not have. */
export function laterRules(input: ViewInput): LaterRule[] {
  const later: LaterRule[] = [];
  let known = new Set<string>();
  for (const on of datesOf([input]).dates) {
    const rules = viewOn(input, on).contact?.rules ?? [];
    for (const { from: _from, ...rule } of on === input.on ? [] : rules) {
      const parts = partsOf(rule);
      const kinds = rule.kinds.filter((_kind, index) => !known.has(parts[index] ?? ""));
      if (kinds.length > 0) later.push({ on, rule: { ...rule, kinds } });
    }
    known = new Set(rules.flatMap(partsOf));
  }
  return later;
}
