// The rules of one layer as sentences; one at a time opens its editor in place. Every change is saved.
import { useRef, useState } from "preact/hooks";
import type { Rule } from "../../core/entities.ts";
import type { Product } from "../../core/participation.ts";
import type { ContactRule, Window } from "../../core/preference.ts";
import { KINDS } from "../../core/signal/vocabulary.ts";
import { send } from "../../platform/send.ts";
import { askFirst } from "../../ui/ask-first.ts";
import { useFirstFocus } from "../../ui/first-focus.ts";
import { t } from "../../ui/messages.ts";
import { attempt } from "../../ui/refusals.ts";
import { usePointedRule } from "../../ui/route.ts";
import { say } from "../../ui/toast.tsx";
import { RuleEditor } from "./rule-editor.tsx";
import { ruleSentence } from "./rule-sentence.ts";

interface Saved {
  id: string;
  batch: string | null;
}

const NEW = "new";

export interface RuleListProps {
  layer: string;
  rules: readonly Rule[];
  /** The layer's quiet hours: a rule that falls into them is pointed out. */
  quiet?: Window[] | undefined;
  products?: readonly Product[];
  topics?: readonly string[];
}

export function RuleList(props: RuleListProps) {
  const { rules, products = [] } = props;
  const [open, setOpen] = useState<string | null>(null);
  const pointed = usePointedRule();
  const target = useRef<HTMLButtonElement>(null);
  useFirstFocus(target, [pointed]);
  const ordered = [...rules].sort(byKind);
  return (
    <div class="stack">
      <ul class="rules" data-testid="rules">
        {ordered.map((rule, index) => (
          <li key={rule.id} data-testid="rule">
            {open === rule.id ? (
              <OpenRule {...props} rule={rule} onClose={() => setOpen(null)} />
            ) : (
              <button
                type="button"
                {...(rule.id === pointed ? { ref: target } : {})}
                class={rule.id === pointed ? "sentence-button pointed" : "sentence-button"}
                data-testid={`edit-rule-${index}`}
                onClick={() => setOpen(rule.id)}
              >
                <span>{ruleSentence(rule, products)}</span>
                <small>{t("edit")}</small>
              </button>
            )}
          </li>
        ))}
      </ul>
      {rules.length === 0 && open === null && <p class="muted">{t("no_rules")}</p>}
      {open === NEW ? (
        <OpenRule {...props} rule={null} onClose={() => setOpen(null)} />
      ) : (
        <button type="button" class="start" data-testid="add-rule" onClick={() => setOpen(NEW)}>
          {t("add_rule_here")}
        </button>
      )}
    </div>
  );
}

/** Keeps its own copy while it is open, so that a slow save never moves what is being edited. */
function OpenRule(props: RuleListProps & { rule: Rule | null; onClose: () => void }) {
  const { rules, quiet, products = [], topics = [] } = props;
  const [rule, setRule] = useState<ContactRule>(() =>
    props.rule === null ? { kinds: ["offers"], want: "no" } : contactRuleOf(props.rule),
  );
  const id = useRef<Promise<string | undefined>>(Promise.resolve(props.rule?.id));
  const kept = useRef(rule);
  const [known, setKnown] = useState(props.rule?.id);
  const takeBack = async (batch: string) => {
    if ((await attempt(send("undo", { batch }))) !== null) say(t("undone"));
    props.onClose();
  };
  const edit = (next: ContactRule) => {
    setRule(next);
    id.current = id.current.then(async (known) => {
      const payload = { layer: props.layer, rule: next, ...(known === undefined ? {} : { id: known }) };
      const saved = await askFirst((confirmed) => attempt(send<Saved>("edit-preference", { ...payload, confirmed })));
      if (saved === null) {
        // Not saved, or not wanted: what stands here is what is stored.
        setRule(kept.current);
        return known;
      }
      kept.current = next;
      setKnown(saved.id);
      if (saved.batch) say(t("saved_rule"), () => void takeBack(saved.batch ?? ""));
      return saved.id;
    });
  };
  const remove = async () => {
    const known = await id.current;
    props.onClose();
    if (known === undefined) return;
    const removed = await askFirst((confirmed) =>
      attempt(send<{ batch: string | null }>("remove-preference", { id: known, confirmed })),
    );
    if (removed?.batch) say(t("rule_removed"), () => void takeBack(removed.batch ?? ""));
  };
  const done = async () => {
    // A new rule that was left as it stands is wanted as it stands.
    if ((await id.current) === undefined) edit(rule);
    await id.current;
    props.onClose();
  };
  return (
    <div class="card">
      <RuleEditor
        rule={rule}
        id={known}
        keptAs={props.layer}
        layer={{ rules: [...rules], ...(quiet === undefined ? {} : { quiet }) }}
        products={products}
        topics={topics}
        today={new Date().toISOString().slice(0, 10)}
        onEdit={edit}
      />
      <div class="row">
        <button type="button" class="primary" data-testid="rule-done" onClick={() => void done()}>
          {t("done")}
        </button>
        <button type="button" class="danger" data-testid="rule-remove" onClick={() => void remove()}>
          {t(props.rule === null ? "rule_discard" : "rule_remove")}
        </button>
      </div>
    </div>
  );
}

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
