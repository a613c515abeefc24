// Preview of the data a company reads, or would read: sentences, rules first, and the exact text behind them.
import { useState } from "preact/hooks";
import type { SeenRule, SiteView, TabView } from "../../core/commands/companies.ts";
import type { Editing } from "../../features/preferences/edited-rule.ts";
import { ruleSentence, whyText, windowText } from "../../features/preferences/rule-sentence.ts";
import { ExactText, viewSentences } from "../../features/sharing/view-sentences.tsx";
import { openPage } from "../../platform/browser/tabs.ts";
import { date, list, t, word } from "../../ui/messages.ts";
import { DASHBOARD } from "../pages.ts";

export interface PanelProps {
  site: SiteView;
  again: (check?: boolean) => Promise<TabView | null>;
  onEdit: (editing: Editing) => void;
}

const MOST_SENTENCES = 4;

/** Sentences, at most four of them rules; with `onEdit` each rule leads to its editor. */
export function Seen({
  site,
  seen,
  onEdit,
}: {
  site: SiteView;
  seen: SiteView["seen"];
  onEdit?: (rule: SeenRule) => void;
}) {
  const [all, setAll] = useState(false);
  const { products } = site;
  // The company's own rules first: the user opened the panel for them.
  const ordered = [...seen.rules].sort((one, other) => rank(one) - rank(other));
  const shown = all ? ordered : ordered.slice(0, MOST_SENTENCES);
  const others = viewSentences(seen.view, (windows) => list(windows.map(windowText)));
  return (
    <>
      <ul class="sentences" data-testid="sentences">
        {shown.map((one, index) => (
          <li key={ruleSentence(one.rule)} data-testid={`sentence-${index}`}>
            {onEdit === undefined || one.source.hold !== undefined ? (
              <span>{ruleSentence(one.rule, products)}</span>
            ) : (
              <button
                type="button"
                class="sentence-button"
                data-testid={`edit-rule-${index}`}
                onClick={() => onEdit(one)}
              >
                <span>{ruleSentence(one.rule, products)}</span>
                <small class="muted">{t("edit")}</small>
              </button>
            )}
            <Why site={site} source={one.source} number={index} />
          </li>
        ))}
        {seen.later.map(({ on, rule }) => (
          <li key={`${on} ${ruleSentence(rule)}`} data-testid="sees-later">
            {t("sees_later", { date: date(on), rule: ruleSentence(rule, products) })}
          </li>
        ))}
        {others.map((line) => (
          <li key={line.text} data-testid={`sees-${line.part}`}>
            {line.text}
          </li>
        ))}
        {seen.rules.length + others.length === 0 && <li>{t("sees_nothing")}</li>}
      </ul>
      {ordered.length > MOST_SENTENCES && (
        <button
          type="button"
          class="link start"
          aria-expanded={all}
          data-testid="more-sentences"
          onClick={() => setAll(!all)}
        >
          {all ? t("fewer_sentences") : t("more_sentences", { count: ordered.length - MOST_SENTENCES })}
        </button>
      )}
      <ExactText header={seen.header} view={seen.view} />
    </>
  );
}

/** Source of a rule, with a link to it. */
function Why({ site, source, number }: { site: SiteView; source: SeenRule["source"]; number: number }) {
  const { id, layer } = source;
  const { main: company, name, sector } = site;
  const place = { base: "preferences", sector: `preferences/${sector}`, company: `companies/${company}/preferences` };
  const href = `${DASHBOARD}#/${place[layer]}?rule=${id}`;
  return (
    <a
      class="why"
      href={`/${href}`}
      data-testid={`why-${number}`}
      onClick={(event) => {
        event.preventDefault();
        void openPage(href).then(() => window.close());
      }}
    >
      {whyText(source, { base: "", sector: word("sector", sector ?? ""), company: name })}
    </a>
  );
}

const rank = ({ rule, source }: SeenRule): number =>
  (source.layer === "company" ? 0 : 2) + (rule.about === undefined ? 1 : 0);
