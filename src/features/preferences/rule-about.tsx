// The subject of a rule: anything, one of the company's products, or the user's own words.
import { useState } from "preact/hooks";
import type { ContactRule } from "../../core/preferences/preference.ts";
import type { Product } from "../../signal/participation-schema.ts";
import { Select } from "../../ui/controls.tsx";
import { t } from "../../ui/messages.ts";
import { KeptText } from "./kept-text.tsx";
import type { ChangeRule } from "./rule-bounds.tsx";
import { subjectLabel } from "./rule-sentence.ts";

const OWN_WORDS = "own-words";

export function RuleAbout(props: {
  rule: ContactRule;
  products: readonly Product[];
  topics: readonly string[];
  draft: string | undefined;
  onChange: ChangeRule;
  onTyping: ChangeRule;
}) {
  const { rule, products, onChange, onTyping } = props;
  const { about } = rule;
  // Saves nothing before the topic has words, since companies read each change.
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
