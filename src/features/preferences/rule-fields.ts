// Fields of a row that replace a whole rule.
import { ContactRule } from "../../core/preferences/preference.ts";
import type { Fields } from "../../core/record/change.ts";

const RULE_FIELDS = Object.keys(ContactRule.def.shape);

/** A stored rule (with an id) also loses the members that `rule` lacks. */
export function ruleFields(layer: string, rule: ContactRule, id: string | undefined): Fields {
  const absent: Fields = id === undefined ? {} : Object.fromEntries(RULE_FIELDS.map((field) => [field, null]));
  return { ...absent, ...rule, layer };
}
