// Sentences of insight: counts and words, never a mean, a percentage or a statistical term.
import { VALUE_NAMES } from "../../core/feelings/feeling.ts";
import type { BeforeAfter, Comparison, PooledBeforeAfter } from "../../core/insight/before-after.ts";
import type { Claim, How } from "../../core/insight/claim.ts";
import type { DayRange } from "../../core/insight/day-range.ts";
import type { Value } from "../../signal/feeling-vocabulary.ts";
import { date, list } from "../../ui/formats.ts";
import { plural, t, word } from "../../ui/messages.ts";

export const feltText = (value: Value): string => word("value", VALUE_NAMES[value]);

export const periodText = ({ from, until }: DayRange): string =>
  t("insight_range", { from: date(from), until: date(until) });

export function summaryText({ level, n, good, bad, period }: Claim): string {
  const said = { count: n, period: periodText(period) };
  if (level === "nothing") return t("insight_nothing", said);
  if (level === "list") return plural("insight_list", n, { period: said.period });
  return t("insight_counts", { ...said, good: good ?? 0, bad: bad ?? 0 });
}

export function medianText({ low, high }: { low: Value; high: Value }): string {
  return low === high
    ? t("insight_median", { value: feltText(low) })
    : t("insight_medians", { low: feltText(low), high: feltText(high) });
}

const HOWS: readonly How[] = ["self", "nudge", "question", "import"];

export function howText({ n, how }: Claim): string {
  const parts = HOWS.filter((one) => how[one] > 0).map((one) => t(`insight_how_${one}`, { count: how[one] }));
  return t("insight_how", { count: n, parts: list(parts) });
}

export function beforeAfterText(answer: BeforeAfter): string {
  const { verdict, before, after } = answer;
  if (verdict === "not-enough") {
    if (before.visits === 0 || after.visits === 0) return t("told_one_side");
    const since = { goodAfter: after.good, after: after.visits };
    return plural("told_too_early", before.visits, { good: before.good, ...since });
  }
  const month = date(answer.interventionDay.slice(0, 7));
  if (verdict === "better" || verdict === "worse")
    return t(`told_${verdict}`, { month, comparisons: comparisonsText(answer) });
  if (verdict === "no-clear-change") return t("told_no_clear_change", { month });
  return maybeText(answer);
}

export function pooledBeforeAfterText(answer: PooledBeforeAfter): string {
  const { verdict, companies } = answer;
  const count = companies.length;
  if (verdict === "not-enough") return t("pooled_not_enough");
  if (verdict === "better" || verdict === "worse")
    return t(`pooled_${verdict}`, { count, comparisons: comparisonsText(answer) });
  if (verdict === "no-clear-change") return t("pooled_no_clear_change", { count });
  return maybeText(answer);
}

function maybeText({ verdict, doubt }: Comparison): string {
  const better = verdict === "maybe-better";
  if (doubt === "no-controls") return t(better ? "told_maybe_better_no_controls" : "told_maybe_worse_no_controls");
  if (doubt === "others-too") return t(better ? "told_maybe_better_others_too" : "told_maybe_worse_others_too");
  return t(better ? "told_maybe_better_chance" : "told_maybe_worse_chance");
}

/** In the direction of the verdict. */
function comparisonsText({ verdict, overlap: { pairs, better, worse, tied } }: Comparison): string {
  const said = { better: verdict === "worse" ? worse : better, pairs, tied };
  return tied === 0 ? t("told_comparisons", said) : t("told_comparisons_tied", said);
}
