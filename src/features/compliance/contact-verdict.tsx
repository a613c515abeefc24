// The verdict on a contact, with the rule behind it and the company's access to that rule.
import type { ContactDetail } from "../../core/compliance/logged-contact.ts";
import { date } from "../../ui/formats.ts";
import { t, word } from "../../ui/messages.ts";

/** Renders a rule in words, which belong to another feature. */
export type RuleText = (rule: NonNullable<ContactDetail["rule"]>) => string;

export function verdictText({ reason, rule, hold }: ContactDetail, ruleText: RuleText): string {
  if (rule === undefined) return word("compliance_reason", reason);
  if (hold === true && rule.until !== undefined)
    return t("compliance_because_hold", { verdict: word("compliance_reason", reason), date: date(rule.until) });
  return t("compliance_because", { verdict: word("compliance_reason", reason), rule: ruleText(rule) });
}

export const readableText = (company: string, { readable, rule }: ContactDetail): string | null =>
  rule === undefined ? null : t(readable ? "compliance_readable" : "compliance_unreadable", { company });

export function ContactVerdict(props: { contact: ContactDetail; company: string; ruleText: RuleText }) {
  const { contact, company, ruleText } = props;
  const readable = readableText(company, contact);
  return (
    <>
      <p data-testid="contact-verdict" data-verdict={contact.verdict} data-readable={contact.readable}>
        {verdictText(contact, ruleText)}
      </p>
      {readable !== null && <p class="muted">{readable}</p>}
    </>
  );
}
