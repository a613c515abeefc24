// One rule as plain selects, in the order of its sentence. Saves every change. No date or time inputs, because they
// close a popup.
import { useRef } from "preact/hooks";
import { rightBehindRule } from "../../core/letters/rights.ts";
import type { ContactRule, Layer } from "../../core/preferences/preference.ts";
import { adviceFor, alsoAllowed, type Place } from "../../core/preferences/rule-advice.ts";
import type { Product } from "../../signal/participation-schema.ts";
import { prune } from "../../signal/plain-objects.ts";
import { WANTS } from "../../signal/vocabulary.ts";
import { Select } from "../../ui/controls.tsx";
import { t, word, wordList } from "../../ui/messages.ts";
import { adviceText } from "./advice-text.ts";
import { KeptText } from "./kept-text.tsx";
import { RuleAbout } from "./rule-about.tsx";
import { Bounds, type ChangeRule } from "./rule-bounds.tsx";
import { RuleKinds } from "./rule-kinds.tsx";
import { RulePeriod } from "./rule-period.tsx";
import { ruleSentence } from "./rule-sentence.ts";

export interface RuleEditorProps {
  rule: ContactRule;
  products: readonly Product[];
  today: string;
  onEdit: (rule: ContactRule) => void;
  /** The rule with a text that is still being typed. */
  onTyping?: (rule: ContactRule) => void;
  /** The rule's layer as stored, for advice about conflicting rules. */
  layer: Layer;
  place: Place;
  id?: string | undefined;
  /** Topics named in other rules. */
  topics?: readonly string[];
  /** Key of the drafts of its texts, if the window stores none itself, since an unsaved rule has no id. */
  keptAs?: string;
}

export function RuleEditor(props: RuleEditorProps) {
  const { rule, products, today, onEdit, onTyping, layer, place, id, topics = [], keptAs } = props;
  const draft = keptAs === undefined ? undefined : `rule ${keptAs} ${id ?? "new"}`;
  const advice = adviceFor(layer, { ...rule, id }, { today, ...place });
  const also = alsoAllowed(layer, { ...rule, id }, { today, ...place });
  const right = rightBehindRule(rule.kinds, rule.want);
  // Two drafts may be saved before the rule renders again.
  const latest = useRef(rule);
  latest.current = rule;
  const changed = (fields: object): ContactRule => prune({ ...latest.current, ...fields });
  const change: ChangeRule = (fields) => {
    latest.current = changed(fields);
    onEdit(latest.current);
  };
  const typing: ChangeRule = (fields) => onTyping?.(changed(fields));
  return (
    <div class="stack rule-editor" data-testid="rule-editor">
      <p class="sentence" data-testid="rule-sentence">
        <span>{ruleSentence(rule, products)}</span>
        {also.length > 0 && (
          <strong class="also" data-testid="rule-also">
            {t("rule_also", { kinds: wordList("kind", also) })}
          </strong>
        )}
      </p>
      <p class="muted" data-testid="rule-backing">
        {right === null ? t("a_wish") : word("right", right)}
      </p>
      <div role="status" data-testid="rule-advice">
        {advice.map((one) => (
          <p key={one.what} class="advice" data-testid={`advice-${one.what}`}>
            {adviceText(one, products)}
          </p>
        ))}
      </div>
      <RuleKinds rule={rule} onChange={change} />
      <RuleAbout rule={rule} products={products} topics={topics} draft={draft} onChange={change} onTyping={typing} />
      <Select
        label={t("rule_want_label")}
        value={rule.want}
        options={WANTS.map((want) => ({ value: want, label: word("want_long", want) }))}
        testId="rule-want"
        onPick={(want) => change({ want })}
      />
      {rule.want !== "no" && <Bounds rule={rule} onChange={change} />}
      <RulePeriod rule={rule} today={today} onChange={change} />
      <KeptText
        draft={draft && `${draft} note`}
        label={t("rule_note_label")}
        value={rule.note ?? ""}
        most={140}
        testId="rule-note"
        hint={t("rule_note_hint")}
        onType={(note) => typing({ note: note === "" ? undefined : note })}
        onSettle={(note) => change({ note: note === "" ? undefined : note })}
      />
    </div>
  );
}
