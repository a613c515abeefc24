// One rule as plain selects, in the order of its sentence. Every change is saved; no date or time inputs (they close a popup).
import { useRef, useState } from "preact/hooks";
import { rightBehindRule } from "../../core/letters/rights.ts";
import type { ContactRule, Layer } from "../../core/preferences/preference.ts";
import { adviceFor, alsoAllowed, type Place } from "../../core/preferences/rule-advice.ts";
import type { Product } from "../../signal/participation-schema.ts";
import { prune } from "../../signal/plain-objects.ts";
import { KINDS, WANTS } from "../../signal/vocabulary.ts";
import { Chip, Select } from "../../ui/controls.tsx";
import { list, t, word } from "../../ui/messages.ts";
import { adviceText } from "./advice-text.ts";
import { KeptText } from "./kept-text.tsx";
import { Bounds, type ChangeRule } from "./rule-bounds.tsx";
import { RulePeriod } from "./rule-period.tsx";
import { ruleSentence, subjectLabel } from "./rule-sentence.ts";

export interface RuleEditorProps {
  rule: ContactRule;
  products: readonly Product[];
  today: string;
  onEdit: (rule: ContactRule) => void;
  /** The rule with a text of it as it is being typed. */
  onTyping?: (rule: ContactRule) => void;
  /** The rule's layer as stored, for advice about conflicting rules. */
  layer: Layer;
  place: Place;
  id?: string | undefined;
  /** Topics named in other rules. */
  topics?: readonly string[];
  /** Key of the drafts of its texts, if the window stores none itself: an unsaved rule has no id. */
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
            {t("rule_also", { kinds: list(also.map((kind) => word("kind", kind))) })}
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
      <Kinds rule={rule} onChange={change} />
      <About rule={rule} products={products} topics={topics} draft={draft} onChange={change} onTyping={typing} />
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

function Kinds({ rule, onChange }: { rule: ContactRule; onChange: ChangeRule }) {
  const everything = rule.kinds === "*";
  const chosen = rule.kinds === "*" ? [...KINDS] : rule.kinds;
  const toggle = (kind: (typeof KINDS)[number]) => {
    const next = chosen.includes(kind)
      ? chosen.filter((one) => one !== kind)
      : KINDS.filter((one) => one === kind || chosen.includes(one));
    // Every kind chosen singly is not "everything", which excludes refused kinds.
    if (next.length > 0) onChange({ kinds: next });
  };
  return (
    <fieldset class="stack tight">
      <legend class="plain">{t("rule_kinds_label")}</legend>
      <div class="chips small">
        <Chip
          label={t(rule.want === "no" ? "kinds_all" : "kinds_unrefused")}
          pressed={everything}
          testId="rule-kind-all"
          onPress={() => onChange({ kinds: "*" })}
        />
        {KINDS.map((kind) => (
          <Chip
            key={kind}
            label={word("kind", kind)}
            title={word("kind_meaning", kind)}
            pressed={!everything && chosen.includes(kind)}
            testId={`rule-kind-${kind}`}
            onPress={() => (everything ? onChange({ kinds: [kind] }) : toggle(kind))}
          />
        ))}
      </div>
    </fieldset>
  );
}

const OWN_WORDS = "own-words";

function About(props: {
  rule: ContactRule;
  products: readonly Product[];
  topics: readonly string[];
  draft: string | undefined;
  onChange: ChangeRule;
  onTyping: ChangeRule;
}) {
  const { rule, products, onChange, onTyping } = props;
  const { about } = rule;
  // Saves nothing before the topic has words: a company reads each change.
  const [writing, setWriting] = useState(false);
  const listed = products.some(({ id }) => id === about?.product);
  const said = about === undefined ? "" : listed ? `product ${about.product}` : OWN_WORDS;
  const value = writing ? OWN_WORDS : said;
  const pick = (picked: string) => {
    setWriting(picked === OWN_WORDS);
    if (picked === OWN_WORDS) return;
    const product = products.find(({ id }) => `product ${id}` === picked);
    const named = product && { label: product.label.en ?? product.id, product: product.id };
    onChange({ about: named });
  };
  return (
    <div class="stack tight">
      <Select
        label={t("rule_about_label")}
        value={value}
        options={[
          { value: "", label: t("about_anything") },
          ...products.map((product) => ({
            value: `product ${product.id}`,
            label: subjectLabel({ label: product.id, product: product.id }, products),
          })),
          { value: OWN_WORDS, label: t("about_own_words") },
        ]}
        testId="rule-about"
        onPick={pick}
      />
      {value === OWN_WORDS && (
        <KeptText
          draft={props.draft && `${props.draft} subject`}
          label={t("subject_label")}
          value={said === OWN_WORDS ? (about?.label ?? "") : ""}
          most={80}
          testId="rule-subject"
          suggestions={props.topics}
          onType={(label) => label.trim() !== "" && onTyping({ about: { label: label.trim() } })}
          onSettle={(label) => label.trim() !== "" && onChange({ about: { label: label.trim() } })}
        />
      )}
    </div>
  );
}
