// Each rule of a view as a sentence, with the rule that causes it.
import type { SeenRule, SiteView } from "../../core/commands/companies.ts";
import type { LayerName } from "../../core/preferences/layers.ts";
import { ruleSentence, whyText } from "../../features/preferences/rule-sentence.ts";
import { t } from "../../ui/messages.ts";
import { DASHBOARD } from "../pages.ts";
import { leaveFor } from "./leave.ts";

interface Named {
  site: SiteView;
  names: Readonly<Record<LayerName, string>>;
}

/** With `onEdit` each sentence without a subject leads to its editor. A hold is no rule. */
export function Sentences(props: Named & { rules: readonly SeenRule[]; onEdit?: (rule: SeenRule) => void }) {
  const { rules, onEdit, site, names } = props;
  const { products } = site;
  return (
    <ul class="sentences" data-testid="sentences">
      {rules.map((one, index) => (
        <li key={ruleSentence(one.rule)} data-testid={`sentence-${index}`}>
          {onEdit === undefined || one.rule.about !== undefined || one.source.hold !== undefined ? (
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
          <Why site={site} names={names} source={one.source} number={index} />
        </li>
      ))}
    </ul>
  );
}

/** Source of a rule, with a link to it. */
function Why({ site, names, source, number }: Named & { source: SeenRule["source"]; number: number }) {
  const { id, layer } = source;
  const { main: company, sector } = site;
  const place = { base: "preferences", sector: `preferences/${sector}`, company: `companies/${company}/preferences` };
  const href = `${DASHBOARD}#/${place[layer]}?rule=${id}`;
  return (
    <a
      class="why"
      href={`/${href}`}
      data-testid={`why-${number}`}
      onClick={(event) => {
        event.preventDefault();
        void leaveFor(href);
      }}
    >
      {whyText(source, names)}
    </a>
  );
}
