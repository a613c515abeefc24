// The editor of one rule for this company, in the popup's place. The first change makes the rule; each one is saved.
import { useRef, useState } from "preact/hooks";
import type { ContactRule } from "../../core/preference.ts";
import { RuleEditor } from "../../features/preferences/rule-editor.tsx";
import type { SiteLook } from "../../features/visit/look-at-tab.ts";
import { localDate } from "../../platform/clock.ts";
import { send } from "../../platform/send.ts";
import { dropTyped, keepTyped } from "../../platform/typed.ts";
import { useFirstFocus } from "../../ui/first-focus.ts";
import { t } from "../../ui/messages.ts";
import { attempt } from "../../ui/refusals.ts";
import { say } from "../../ui/toast.tsx";
import type { Editing } from "./editing.ts";

interface Saved {
  id: string;
  batch: string | null;
}

export function RulePanel({
  look,
  editing,
  onEditing,
}: {
  look: SiteLook;
  editing: Editing;
  onEditing: (editing: Editing | null) => void;
}) {
  const [rule, setRule] = useState(editing.rule);
  const heading = useRef<HTMLHeadingElement>(null);
  // The rule's id once it has one: quick changes wait for the first to make it, or they would make one each.
  const id = useRef<Promise<string | undefined>>(Promise.resolve(editing.id));
  const [known, setKnown] = useState(editing.id);
  const isSaid = useRef(false);
  useFirstFocus(heading);
  const layer = `company:${look.main}`;
  const draft = `rule ${layer}`;
  // Kept with each key; told to the company only when it is done. A rule that is not made yet is made first.
  const typing = (next: ContactRule) => {
    if (known !== undefined) return void keepTyped(draft, "edit-preference", { layer, id: known, rule: next });
    edit(rule);
    void id.current.then((made) => {
      if (made !== undefined) void keepTyped(draft, "edit-preference", { layer, id: made, rule: next });
    });
  };
  const edit = (next: ContactRule) => {
    isSaid.current = true;
    setRule(next);
    id.current = id.current.then(async (known) => {
      const payload = { layer, rule: next, ...(known === undefined ? {} : { id: known }) };
      const saved = await attempt(send<Saved>("edit-preference", payload));
      if (saved?.batch) say(t("saved_rule"), () => void takeBack(saved.batch ?? ""));
      if (saved !== null) {
        setKnown(saved.id);
        void dropTyped(draft);
      }
      return saved?.id ?? known;
    });
  };
  const takeBack = async (batch: string) => {
    if ((await attempt(send("undo", { batch }))) === null) return;
    say(t("undone"));
    onEditing(null);
  };
  const done = async () => {
    const stored = await id.current;
    if (stored === undefined && !isSaid.current) say(t("rule_nothing_said"));
    onEditing(null);
  };
  const remove = async () => {
    await dropTyped(draft);
    const known = await id.current;
    if (known === undefined) return onEditing(null);
    const removed = await attempt(send<{ batch: string | null }>("remove-preference", { id: known }));
    if (removed === null) return;
    say(t("rule_removed"), () => void takeBack(removed.batch ?? ""));
    onEditing(null);
  };
  return (
    <section class="stack" aria-labelledby="rule-title">
      <div class="row apart">
        <h2 id="rule-title" tabIndex={-1} ref={heading}>
          {t("rule_for", { company: look.name })}
        </h2>
        <button type="button" class="primary" data-testid="rule-done" onClick={() => void done()}>
          {t("done")}
        </button>
      </div>
      <RuleEditor
        rule={rule}
        id={known}
        layer={look.own}
        products={look.products}
        today={localDate(look.timeZone)}
        onEdit={edit}
        onTyping={typing}
      />
      <button type="button" class="danger start" data-testid="rule-remove" onClick={() => void remove()}>
        {t(editing.id === undefined ? "rule_discard" : "rule_remove")}
      </button>
    </section>
  );
}
