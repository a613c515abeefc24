// Texts of a line of the preferences card: at most three words, and the whole answer for screen readers.
import type { CardLine } from "../../../core/preferences/card.ts";
import type { RuleAnswer } from "../../../core/preferences/preference.ts";
import { date, list } from "../../../ui/formats.ts";
import { t, word } from "../../../ui/messages.ts";

/** The answer in a few words. A yes with channels has their icons instead: see `channelsOf`. */
export function lineText({ want, answer, hold }: CardLine): string {
  if (hold !== undefined) return t("line_no_until", { date: date(hold) });
  if (want === "mixed") return t("line_mixed");
  if (want === null) return t("nothing_said");
  if (want === "no" && answer?.until !== undefined) return t("line_no_until", { date: date(answer.until) });
  if (want !== "yes") return word("want_short", want);
  if (answer === null) return t("line_differ");
  return channelsOf(answer).length === 0 ? t("via_any") : list(viaWords(answer), "disjunction");
}

export const channelsOf = ({ via = [] }: RuleAnswer) => via;

const viaWords = (answer: RuleAnswer) => channelsOf(answer).map((channel) => word("via", channel));
