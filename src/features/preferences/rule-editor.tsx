// One rule as plain selects, in the order of its sentence. Every change is saved; no date or time inputs (they close a popup).

import type { Product } from "../../core/participation.ts";
import type { ContactRule, Window } from "../../core/preference.ts";
import { KINDS, PERIODS, type Period, WANTS, type Want } from "../../core/signal/vocabulary.ts";
import { ChannelSelects } from "../../ui/channel-selects.tsx";
import { Chip, Select, Switch, TextField } from "../../ui/controls.tsx";
import { plural, t, word } from "../../ui/messages.ts";
import { isSameWindows, untilOptions, WINDOW_PRESETS } from "./rule-presets.ts";
import { ruleSentence, subjectLabel, windowText } from "./rule-sentence.ts";

export interface RuleEditorProps {
  rule: ContactRule;
  products: readonly Product[];
  today: string;
  onEdit: (rule: ContactRule) => void;
}

const LIMITS: readonly [number, Period][] = PERIODS.flatMap((per) =>
  [1, 2, 4].map((max): [number, Period] => [max, per]),
);

export function RuleEditor({ rule, products, today, onEdit }: RuleEditorProps) {
  const change: Change = (fields) => onEdit(withoutUndefined({ ...rule, ...fields }) as ContactRule);
  return (
    <div class="stack rule-editor" data-testid="rule-editor">
      <p class="sentence" data-testid="rule-sentence">
        {ruleSentence(rule, products)}
      </p>
      <Kinds rule={rule} onChange={change} />
      <About rule={rule} products={products} onChange={change} />
      <Select
        label={t("rule_want_label")}
        value={rule.want}
        options={WANTS.map((want) => ({ value: want, label: word("want_long", want) }))}
        testId="rule-want"
        onPick={(want) => change({ want: want as Want })}
      />
      {rule.want !== "no" && <Bounds rule={rule} onChange={change} />}
      <Select
        label={t("rule_until_label")}
        value={rule.until ?? ""}
        options={untilOptions(today, rule.until)}
        testId="rule-until"
        onPick={(until) => change({ until: until === "" ? undefined : until })}
      />
      <TextField
        label={t("rule_note_label")}
        value={rule.note ?? ""}
        most={140}
        testId="rule-note"
        hint={t("rule_note_hint")}
        onSettle={(note) => change({ note: note === "" ? undefined : note })}
      />
    </div>
  );
}

type Change = (fields: { [K in keyof ContactRule]?: ContactRule[K] | undefined }) => void;

function Kinds({ rule, onChange }: { rule: ContactRule; onChange: Change }) {
  // A list of every kind says the same as "*".
  const everything = rule.kinds === "*" || rule.kinds.length === KINDS.length;
  const chosen = rule.kinds === "*" ? [...KINDS] : rule.kinds;
  const toggle = (kind: (typeof KINDS)[number]) => {
    const next = chosen.includes(kind)
      ? chosen.filter((one) => one !== kind)
      : KINDS.filter((one) => one === kind || chosen.includes(one));
    if (next.length > 0) onChange({ kinds: next.length === KINDS.length ? "*" : next });
  };
  return (
    <fieldset class="stack tight">
      <legend class="plain">{t("rule_kinds_label")}</legend>
      <div class="chips small">
        <Chip
          label={t("kinds_all")}
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

function About({ rule, products, onChange }: { rule: ContactRule; products: readonly Product[]; onChange: Change }) {
  const { about } = rule;
  const listed = products.some(({ id }) => id === about?.product);
  const value = about === undefined ? "" : listed ? `product ${about.product}` : OWN_WORDS;
  const pick = (picked: string) => {
    const product = products.find(({ id }) => `product ${id}` === picked);
    if (product !== undefined) onChange({ about: { label: product.label.en ?? product.id, product: product.id } });
    else onChange({ about: picked === OWN_WORDS ? { label: t("subject_placeholder") } : undefined });
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
        <TextField
          label={t("subject_label")}
          value={about?.label ?? ""}
          most={80}
          testId="rule-subject"
          onSettle={(label) => label.trim() !== "" && onChange({ about: { label: label.trim() } })}
        />
      )}
    </div>
  );
}

function Bounds({ rule, onChange }: { rule: ContactRule; onChange: Change }) {
  const limit = rule.limit === undefined ? "" : `${rule.limit.max} ${rule.limit.per}`;
  const limits =
    LIMITS.some(([max, per]) => `${max} ${per}` === limit) || rule.limit === undefined
      ? LIMITS
      : [...LIMITS, [rule.limit.max, rule.limit.per] as [number, Period]];
  return (
    <>
      <ChannelSelects
        label={t("rule_via_label")}
        via={rule.via ?? []}
        testId="rule-via"
        onChange={(via) => onChange({ via: via.length === 0 ? undefined : via })}
      />
      <Select
        label={t("rule_limit_label")}
        value={limit}
        options={[
          { value: "", label: t("limit_none") },
          ...limits.map(([max, per]) => ({ value: `${max} ${per}`, label: plural(`limit_${per}`, max) })),
        ]}
        testId="rule-limit"
        onPick={(picked) => {
          const [max, per] = picked.split(" ");
          onChange({ limit: picked === "" ? undefined : { max: Number(max), per: per as Period } });
        }}
      />
      <Times when={rule.when} onChange={onChange} />
      <Switch
        label={t("rule_digest_label")}
        checked={rule.digest === true}
        testId="rule-digest"
        onToggle={(digest) => onChange({ digest: digest ? true : undefined })}
      />
      <Switch
        label={t("rule_urgent_label")}
        checked={rule.urgent === true}
        testId="rule-urgent"
        onToggle={(urgent) => onChange({ urgent: urgent ? true : undefined })}
      />
    </>
  );
}

function Times({ when, onChange }: { when: Window[] | undefined; onChange: Change }) {
  const preset = WINDOW_PRESETS.findIndex((windows) => isSameWindows(windows, when));
  const own = when !== undefined && preset < 0;
  return (
    <Select
      label={t("rule_when_label")}
      value={when === undefined ? "" : own ? "own" : String(preset)}
      options={[
        { value: "", label: t("when_any") },
        ...WINDOW_PRESETS.map((windows, index) => ({
          value: String(index),
          label: windows.map(windowText).join(", "),
        })),
        ...(own ? [{ value: "own", label: (when ?? []).map(windowText).join(", ") }] : []),
      ]}
      testId="rule-when"
      onPick={(picked) =>
        picked !== "own" && onChange({ when: picked === "" ? undefined : WINDOW_PRESETS[Number(picked)] })
      }
    />
  );
}

function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as T;
}
