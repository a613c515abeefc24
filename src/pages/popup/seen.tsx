// A company's view, granted or proposed: the preferences card, its exceptions, the other parts, and in a fold each
// sentence and the exact text.
import type { SeenRule, SiteView, TabView } from "../../core/commands/companies.ts";
import type { CardEdit } from "../../features/preferences/card/card-edit.ts";
import { PreferencesCard } from "../../features/preferences/card/preferences-card.tsx";
import type { Editing } from "../../features/preferences/edited-rule.ts";
import { exceptionText, ruleSentence, windowText } from "../../features/preferences/rule-sentence.ts";
import { ExactText, viewSentences } from "../../features/sharing/view-sentences.tsx";
import { Fold } from "../../ui/controls.tsx";
import { date, list } from "../../ui/formats.ts";
import { t, word } from "../../ui/messages.ts";
import { Sentences } from "./sentences.tsx";

export interface PanelProps {
  site: SiteView;
  again: (check?: boolean) => Promise<TabView | null>;
  onEdit: (editing: Editing) => void;
}

/** With `edit` the lines open, and with `onEdit` each rule leads to its editor. */
export function Seen(props: {
  site: SiteView;
  seen: SiteView["seen"];
  edit?: CardEdit;
  onEdit?: (rule: SeenRule) => void;
}) {
  const { site, seen, edit, onEdit } = props;
  const { contact, terms } = seen.view;
  // Rules about a subject first, so that their chips and their sentences have the same numbers.
  const ordered = [...seen.rules].sort((one, other) => rank(one) - rank(other));
  const names = { base: "", sector: word("sector", site.sector ?? ""), company: site.name };
  const others = viewSentences(seen.view, (windows) => list(windows.map(windowText)));
  const quiet = others.find((line) => !isBeside(line));
  return (
    <>
      {contact === undefined ? (
        <p data-testid="sees-no-contact">{t("sees_no_contact", { company: site.name })}</p>
      ) : (
        <PreferencesCard
          rules={seen.rules}
          quiet={contact.quiet}
          names={names}
          edit={edit}
          data={terms?.agreement && t(terms.agreement.startsWith("SD-BASE-A") ? "line_data_more" : "line_data_service")}
        />
      )}
      <ul class="exceptions" aria-label={t("exceptions_label")} data-testid="exceptions">
        {ordered.map((one, index) =>
          one.rule.about === undefined ? null : (
            <li key={ruleSentence(one.rule)}>
              {onEdit === undefined ? (
                <span class="exception">{exceptionText(one.rule, site.products)}</span>
              ) : (
                <button type="button" class="exception" data-testid={`edit-rule-${index}`} onClick={() => onEdit(one)}>
                  {exceptionText(one.rule, site.products)}
                </button>
              )}
            </li>
          ),
        )}
      </ul>
      <ul class="sentences">
        {seen.later.map(({ on, rule }) => (
          <li key={`${on} ${ruleSentence(rule)}`} data-testid="sees-later">
            {t("sees_later", { date: date(on), rule: ruleSentence(rule, site.products) })}
          </li>
        ))}
        {others.filter(isBeside).map((line) => (
          <li key={line.text} class="muted" data-testid={`sees-${line.part}`}>
            {line.text}
          </li>
        ))}
        {seen.rules.length + others.length === 0 && <li>{t("sees_nothing")}</li>}
      </ul>
      {ordered.length > 0 && (
        <Fold summary={t("in_words")} testId="in-words">
          {quiet !== undefined && <p data-testid="sees-contact">{quiet.text}</p>}
          <Sentences site={site} rules={ordered} names={names} {...(onEdit === undefined ? {} : { onEdit })} />
        </Fold>
      )}
      <ExactText header={seen.header} view={seen.view} />
    </>
  );
}

/** The card shows the contact rules; every other part has its sentences beside it. */
const isBeside = ({ part }: { part: string }): boolean => part !== "contact";

/** Rules about a subject first, and the company's own before the others. */
const rank = ({ rule, source }: SeenRule): number =>
  (rule.about === undefined ? 2 : 0) + (source.layer === "company" ? 0 : 1);
