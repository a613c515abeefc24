// The rule that an editor is open on. Every change is saved, after a question where it would tell a company more.
import { useRef, useState } from "preact/hooks";
import type { ContactRule } from "../../core/preference.ts";
import { send } from "../../platform/send.ts";
import { dropTyped, keepTyped } from "../../platform/typed.ts";
import { askFirst } from "../../ui/ask-first.ts";
import { t } from "../../ui/messages.ts";
import { attempt } from "../../ui/refusals.ts";
import { say } from "../../ui/toast.tsx";

interface Saved {
  id: string;
  batch: string | null;
}

export interface Editing {
  /** Missing for a rule that is made with the first change. */
  id?: string | undefined;
  rule: ContactRule;
  /** A new rule that is wanted as it stands: Done saves it though nothing was changed. */
  fresh?: boolean;
}

/** Keeps its own copy while it is open, so that a slow save never moves what is being edited. */
export function useEditedRule(layer: string, editing: Editing, onClose: () => void) {
  const [rule, setRule] = useState(editing.rule);
  const [known, setKnown] = useState(editing.id);
  // The rule's id once it has one: quick changes wait for the first to make it, or they would make one each.
  const id = useRef<Promise<string | undefined>>(Promise.resolve(editing.id));
  const kept = useRef(editing.rule);
  const takeBack = async (batch: string) => {
    if ((await attempt(send("undo", { batch }))) === null) return;
    say(t("undone"));
    onClose();
  };
  const draft = `rule ${layer}`;
  const keep = (made: string, next: ContactRule) =>
    keepTyped(draft, "edit-preference", { layer, id: made, rule: next });
  // Kept with each key, read by nobody until it is saved. A rule that is not made yet is made first, as it stands; not
  // while its topic is being typed, without which it would be a rule about everything.
  const typing = (next: ContactRule) => {
    if (known !== undefined) return void keep(known, next);
    if (next.about !== rule.about) return;
    edit(rule);
    void id.current.then((made) => {
      if (made !== undefined) void keep(made, next);
    });
  };
  const edit = (next: ContactRule) => {
    setRule(next);
    id.current = id.current.then(async (known) => {
      const payload = { layer, rule: next, ...(known === undefined ? {} : { id: known }) };
      const saved = await askFirst((confirmed) => attempt(send<Saved>("edit-preference", { ...payload, confirmed })));
      if (saved === null) {
        // Not saved, or not wanted: what stands here is what is stored.
        setRule(kept.current);
        return known;
      }
      kept.current = next;
      setKnown(saved.id);
      void dropTyped(draft);
      if (saved.batch) say(t("saved_rule"), () => void takeBack(saved.batch ?? ""));
      return saved.id;
    });
  };
  const remove = async () => {
    await dropTyped(draft);
    const known = await id.current;
    onClose();
    if (known === undefined) return;
    const removed = await askFirst((confirmed) =>
      attempt(send<{ batch: string | null }>("remove-preference", { id: known, confirmed })),
    );
    if (removed?.batch) say(t("rule_removed"), () => void takeBack(removed.batch ?? ""));
  };
  const done = async () => {
    if ((await id.current) === undefined && editing.fresh === true) edit(rule);
    if ((await id.current) === undefined) say(t("rule_nothing_said"));
    onClose();
  };
  return { rule, known, edit, typing, remove, done };
}
