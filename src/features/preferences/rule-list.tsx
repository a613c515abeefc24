// The rules of one layer as sentences. One at a time opens its editor in place. Saves every change.
import { useId, useRef, useState } from "preact/hooks";
import { freshRule } from "../../core/preferences/fresh-rule.ts";
import { LAYER_ORDER, type LayerName, type Layers } from "../../core/preferences/layers.ts";
import type { ContactRule, Layer, LayerFields } from "../../core/preferences/preference.ts";
import { adviceFor, type Place, withoutEffect } from "../../core/preferences/rule-advice.ts";
import type { Rule } from "../../core/record/tables.ts";
import type { Product } from "../../signal/participation-schema.ts";
import { KINDS } from "../../signal/vocabulary.ts";
import { Fold } from "../../ui/controls.tsx";
import { useFirstFocus } from "../../ui/first-focus.ts";
import { Guard } from "../../ui/guard.tsx";
import { t } from "../../ui/messages.ts";
import { usePointedRule } from "../../ui/route.ts";
import { adviceText } from "./advice-text.ts";
import { type Editing, useEditedRule } from "./edited-rule.ts";
import { RuleEditor } from "./rule-editor.tsx";
import { ruleSentence } from "./rule-sentence.ts";

const NEW = "new";

export interface RuleListProps {
  layer: string;
  rules: readonly Rule[];
  /** The layer's fields other than its rules: its hours or hold can leave a rule without effect. */
  fields?: LayerFields;
  /** The less specific layers. */
  under?: Layers;
  /** Local calendar date. */
  today: string;
  products?: readonly Product[];
  topics?: readonly string[];
}

interface RulePlace {
  stored: Layer;
  place: Place;
  today: string;
}

export function RuleList(props: RuleListProps) {
  const { layer, rules, fields = {}, under = {}, today } = props;
  const [open, setOpen] = useState<string | null>(null);
  const pointed = usePointedRule();
  const stored: Layer = { ...fields, rules: [...rules] };
  const place = { name: nameOf(layer), under };
  const fresh = { rule: freshRule({ ...under, [place.name]: stored }, today), fresh: true };
  const close = () => setOpen(null);
  const sorted = [...rules].sort(byKind);
  // Rules about a subject come first, since the card above shows the others.
  const inCard = sorted.filter(({ about }) => about === undefined);
  const items = (shown: readonly Rule[]) => (
    <ul class="rules" data-testid="rules">
      {shown.map((rule) => (
        <li key={rule.id} data-testid="rule">
          {open === rule.id ? (
            <OpenRule
              {...props}
              {...{ stored, place, today }}
              editing={{ id: rule.id, rule: contactRuleOf(rule) }}
              onClose={close}
            />
          ) : (
            <ClosedRule
              {...props}
              {...{ stored, place, today, rule, index: sorted.indexOf(rule) }}
              pointed={rule.id === pointed}
              onOpen={() => setOpen(rule.id)}
            />
          )}
        </li>
      ))}
    </ul>
  );
  const idle = inCard.some((rule) => withoutEffect(adviceFor(stored, rule, { today, ...place })) !== undefined);
  return (
    <div class="stack">
      {inCard.length < sorted.length && items(sorted.slice(0, sorted.length - inCard.length))}
      {inCard.length > 0 && (
        <Fold
          summary={t("rules_fold")}
          testId="rules-fold"
          open={idle || inCard.some(({ id }) => id === pointed || id === open)}
        >
          {items(inCard)}
        </Fold>
      )}
      {open === NEW ? (
        <OpenRule {...props} {...{ stored, place, today }} editing={fresh} onClose={close} />
      ) : (
        <button type="button" class="start" data-testid="add-rule" onClick={() => setOpen(NEW)}>
          {t("add_rule_here")}
        </button>
      )}
    </div>
  );
}

const RuleText = ({ rule, products = [] }: { rule: Rule } & Pick<RuleListProps, "products">) => (
  <span>{ruleSentence(rule, products)}</span>
);

/** A rule without effect is grey and shows the reason. */
function ClosedRule(
  props: RuleListProps & RulePlace & { rule: Rule; index: number; pointed: boolean; onOpen: () => void },
) {
  const { rule, stored, place, today, products = [], pointed } = props;
  const target = useRef<HTMLButtonElement>(null);
  const id = useId();
  useFirstFocus(target, [pointed]);
  const idle = withoutEffect(adviceFor(stored, rule, { today, ...place }));
  const looks = ["sentence-button", ...(pointed ? ["pointed"] : []), ...(idle === undefined ? [] : ["idle"])];
  return (
    <>
      <button
        type="button"
        {...(pointed ? { ref: target } : {})}
        class={looks.join(" ")}
        aria-describedby={idle === undefined ? undefined : id}
        data-testid={`edit-rule-${props.index}`}
        onClick={props.onOpen}
      >
        <Guard item={false}>
          <RuleText rule={rule} products={products} />
        </Guard>
        <small>{t("edit")}</small>
      </button>
      {idle !== undefined && (
        <small id={id} class="idle-because" data-testid={`rule-idle-${props.index}`} data-why={idle.what}>
          {adviceText(idle, products)}
        </small>
      )}
    </>
  );
}

export function OpenRule(props: RuleListProps & RulePlace & { editing: Editing; onClose: () => void }) {
  const { layer, stored, place, products = [], topics = [], today, editing } = props;
  const { rule, known, edit, remove, done } = useEditedRule(layer, editing, props.onClose);
  return (
    <div class="card">
      <RuleEditor
        {...{ rule, products, topics, today, place }}
        id={known}
        keptAs={layer}
        layer={stored}
        onEdit={edit}
      />
      <div class="row">
        <button type="button" class="primary" data-testid="rule-done" onClick={() => void done()}>
          {t("done")}
        </button>
        <button type="button" class="danger" data-testid="rule-remove" onClick={() => void remove()}>
          {t(editing.id === undefined ? "rule_discard" : "rule_remove")}
        </button>
      </div>
    </div>
  );
}

const nameOf = (layer: string): LayerName => LAYER_ORDER.find((name) => layer.startsWith(name)) ?? "base";

function contactRuleOf(stored: Rule): ContactRule {
  const { id: _id, layer: _layer, ...rule } = stored;
  return rule;
}

/** Rules of one subject first, then in the order of the kinds. */
export function byKind(one: ContactRule, other: ContactRule): number {
  const rank = ({ about, kinds }: ContactRule) =>
    (about === undefined ? KINDS.length : 0) + (kinds === "*" ? -1 : KINDS.indexOf(kinds[0] ?? "partners"));
  return rank(one) - rank(other);
}
