// A complaint that is ready to be sent: every contact that broke a rule, with its date, the rule, and whether it could be read.
import type { LoggedContact } from "../../core/compliance/compliance.ts";
import { date, moment, t, word } from "../../ui/messages.ts";
import type { RuleText } from "./contact-verdict.tsx";

export interface Wording {
  ruleText: RuleText;
  /** A product's name, or the words that the user gave for it. */
  productText: (product: string) => string;
  /** YYYY-MM-DD. */
  today: string;
}

/** Null when there is nothing to complain of. */
export function complaintText(contacts: readonly LoggedContact[], company: string, wording: Wording): string | null {
  const broken = contacts.filter(({ verdict }) => verdict === "broke").toReversed();
  if (broken.length === 0) return null;
  const lines = broken.map((contact, index) => evidenceLine(contact, index + 1, wording));
  return [
    t("complaint_opening", { company, date: date(wording.today) }),
    ...lines,
    t(broken.some(({ readable }) => readable) ? "complaint_readable" : "complaint_unreadable", { company }),
    t("complaint_closing"),
  ].join("\n\n");
}

function evidenceLine(contact: LoggedContact, number: number, { ruleText, productText }: Wording): string {
  const { at, kind, channel, product, rule, readable, reason, timeUnknown } = contact;
  const head = t("complaint_line", {
    number,
    when: moment(at, timeUnknown === true ? "date" : "both"),
    kind: word("kind", kind),
    channel: word("channel", channel),
  });
  return [
    head,
    ...(product === undefined ? [] : [t("complaint_about", { product: productText(product) })]),
    word("complaint_because", reason),
    ...(rule === undefined ? [] : [t("complaint_rule", { rule: ruleText(rule) })]),
    t(readable ? "complaint_was_readable" : "complaint_was_not_readable"),
  ].join("\n");
}
