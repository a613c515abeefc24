// A view as plain sentences, generated from the same object that is sent.
import type { View } from "../../core/sharing/view.ts";
import { Fold } from "../../ui/controls.tsx";
import { languageName, list } from "../../ui/formats.ts";
import { t, word } from "../../ui/messages.ts";

/** The sentences beside the contact rules. */
export function viewSentences(
  view: View,
  quietText: (windows: NonNullable<View["contact"]>["quiet"]) => string,
): { part: string; text: string }[] {
  const { contact, treatment, terms } = view;
  const lines: { part: string; text: string }[] = [];
  const add = (part: string, text: string) => lines.push({ part, text });
  if (contact !== undefined && contact.quiet.length > 0)
    add("contact", t("sees_quiet", { times: quietText(contact.quiet), zone: contact.timeZone }));
  if (treatment?.languages?.length)
    add("treatment", t("sees_languages", { languages: list(treatment.languages.map(languageName)) }));
  if (treatment?.addressAs) add("treatment", t("sees_address", { name: treatment.addressAs }));
  if (treatment?.style?.length)
    add("treatment", t("sees_style", { style: list(treatment.style.map((one) => word("style", one))) }));
  const support = [
    ...(treatment?.formats ?? []).map((one) => word("format", one)),
    ...(treatment?.support ?? []).map((one) => word("support", one)),
  ];
  if (support.length > 0) add("support", t("sees_support", { support: list(support) }));
  if (terms?.agreement !== undefined) add("terms", t("sees_terms", { terms: word("agreement", terms.agreement) }));
  const refused = Object.entries(terms?.purposes ?? {}).flatMap(([purpose, want]) =>
    want === "no" ? [word("purpose", purpose)] : [],
  );
  if (refused.length > 0) add("terms", t("sees_refused", { purposes: list(refused) }));
  if (view.plans?.length) add("plans", t("sees_plans", { plans: list(view.plans.map((plan) => String(plan.what))) }));
  return lines;
}

/** The exact header and document. */
export function ExactText({ header, view }: { header: string | null; view: View }) {
  return (
    <Fold summary={t("exact_text")} testId="exact-text">
      <p class="muted">{t("exact_header")}</p>
      <pre class="bytes" data-testid="exact-header">
        {header ?? t("nothing")}
      </pre>
      <p class="muted">{t("exact_document")}</p>
      <pre class="bytes" data-testid="exact-document">
        {JSON.stringify(view, null, 1)}
      </pre>
    </Fold>
  );
}
