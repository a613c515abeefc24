// Text of a complaint: every contact that broke a rule, with its date, the rule, and the company's access to that rule.
import type { LoggedContact } from "../../core/compliance/logged-contact.ts";
import { date, moment } from "../../ui/formats.ts";
import { t, word } from "../../ui/messages.ts";
import type { RuleText } from "./contact-verdict.tsx";

export interface Wording {
  ruleText: RuleText;
  /** A product's name, or the user's own words for it. */
  productText: (product: string) => string;
  /** YYYY-MM-DD. */
  today: string;
}

/** Null if no contact broke a rule. */
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
