// Rule editor for this company, in place of the popup's content. The first change creates the rule; each change is
// saved.
import { useRef } from "preact/hooks";
import type { SiteView } from "../../core/commands/companies.ts";
import { type Editing, useEditedRule } from "../../features/preferences/edited-rule.ts";
import { RuleEditor } from "../../features/preferences/rule-editor.tsx";
import { localDate } from "../../platform/clock.ts";
import { useFirstFocus } from "../../ui/first-focus.ts";
import { t } from "../../ui/messages.ts";

export function RulePanel({
  site,
  editing,
  onEditing,
}: {
  site: SiteView;
  editing: Editing;
  onEditing: (editing: Editing | null) => void;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { rule, known, edit, typing, remove, done } = useEditedRule(`company:${site.main}`, editing, () =>
    onEditing(null),
  );
  useFirstFocus(heading);
  return (
    <section class="stack" aria-labelledby="rule-title">
      <div class="row apart">
        <h2 id="rule-title" tabIndex={-1} ref={heading}>
          {t("rule_for", { company: site.name })}
        </h2>
        <button type="button" class="primary" data-testid="rule-done" onClick={() => void done()}>
          {t("done")}
        </button>
      </div>
      <RuleEditor
        rule={rule}
        id={known}
        layer={site.own}
        place={{ name: "company", under: site.under }}
        products={site.products}
        today={localDate(site.timeZone)}
        onEdit={edit}
        onTyping={typing}
      />
      <button type="button" class="danger start" data-testid="rule-remove" onClick={() => void remove()}>
        {t(editing.id === undefined ? "rule_discard" : "rule_remove")}
      </button>
    </section>
  );
}
