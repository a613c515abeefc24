// Sentences for the advice about a rule.
import type { Advice } from "../../core/preferences/rule-advice.ts";
import type { Product } from "../../signal/participation-schema.ts";
import { date } from "../../ui/formats.ts";
import { t, word } from "../../ui/messages.ts";
import { ruleSentence } from "./rule-sentence.ts";

export function adviceText(advice: Advice, products: readonly Product[]): string {
  if (advice.what === "never-wins") return t("advice_never_wins", { rule: ruleSentence(advice.by, products) });
  if (advice.what === "contradicts") return t("advice_contradicts", { rule: ruleSentence(advice.by, products) });
  if (advice.what === "held") return t("advice_held", { date: date(advice.until) });
  return word("advice", advice.what);
}
