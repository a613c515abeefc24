// The rule in an open editor. Saves every change, after a question if a company would read more.
import { useRef, useState } from "preact/hooks";
import type { ContactRule } from "../../core/preferences/preference.ts";
import { send } from "../../platform/messages/send.ts";
import { dropUnsavedText, keepUnsavedText } from "../../platform/session/unsaved-text.ts";
import { confirmDisclosure } from "../../ui/confirm-disclosure.ts";
import { t } from "../../ui/messages.ts";
import { makeOwnRows } from "../../ui/own-edits.ts";
import { attempt } from "../../ui/refusals.ts";
import { say } from "../../ui/toast.tsx";
import { sayWithUndo } from "../../ui/undo.ts";

export interface Editing {
  /** Undefined for a new rule, which the first change creates. */
  id?: string | undefined;
  rule: ContactRule;
  /** A new rule to create unchanged: Done saves it even without an edit. */
  fresh?: boolean;
}

const saves = makeOwnRows<ContactRule>();

/** Keeps a local copy of the rule, so that a slow save never overwrites later edits. */
export function useEditedRule(layer: string, editing: Editing, onClose: () => void) {
  const [first] = useState(() => (editing.id === undefined ? editing.rule : saves.newest(editing.id, editing.rule)));
  const [rule, setRule] = useState(first);
  const [known, setKnown] = useState(editing.id);
  // The rule's id once it has one. Quick changes wait until the first has created it, or each would create a rule.
  const id = useRef<Promise<string | undefined>>(Promise.resolve(editing.id));
  const kept = useRef(first);
  const draft = `rule ${layer}`;
  // Without an id, the background looks for the new rule if this window has closed by then.
  const keep = (made: string | undefined, next: ContactRule) =>
    keepUnsavedText(draft, "edit-preference", { layer, rule: next, ...(made === undefined ? {} : { id: made }) });
  /** The rule's id as soon as it has one, since a key may arrive before the next render. */
  const made = useRef(editing.id);
  /** The newest text, which waits for the id of a rule that is being created. */
  const waiting = useRef<ContactRule | null>(null);
  /** Number of typed keys. A change that was sent before the last key lacks its text. */
  const keys = useRef(0);
  // Stores each key as a draft, which no company reads. First creates a new rule, but not while its topic is
  // incomplete: without a topic it would be a rule about everything.
  const typing = (next: ContactRule) => {
    keys.current++;
    if (made.current !== undefined) return void keep(made.current, next);
    if (!making.current && next.about !== rule.about) return;
    waiting.current = next;
    void keep(undefined, next);
    if (!making.current) edit(rule);
  };
  /** True while the change that creates the rule is being saved. */
  const making = useRef(false);
  const edit = (next: ContactRule) => {
    setRule(next);
    making.current ||= made.current === undefined;
    const typed = keys.current;
    id.current = id.current.then(async (known) => {
      const payload = { layer, rule: next, ...(known === undefined ? {} : { id: known }) };
      const saved = await confirmDisclosure((confirmed) => attempt(send("edit-preference", { ...payload, confirmed })));
      if (saved === null) {
        // If the change was declined or not saved, shows the stored rule again.
        setRule(kept.current);
        making.current = false;
        waiting.current = null;
        return known;
      }
      kept.current = next;
      making.current = false;
      made.current = saved.id;
      saves.keep(saved.id, next);
      setKnown(saved.id);
      if (waiting.current !== null) void keep(saved.id, waiting.current);
      else if (keys.current === typed) void dropUnsavedText(draft);
      waiting.current = null;
      const undone = () => {
        saves.forget(saved.id);
        onClose();
      };
      if (saved.batch) sayWithUndo(t("saved_rule"), saved.batch, undone);
      return saved.id;
    });
  };
  const remove = async () => {
    await dropUnsavedText(draft);
    const known = await id.current;
    onClose();
    if (known === undefined) return;
    const removed = await confirmDisclosure((confirmed) =>
      attempt(send("remove-preference", { id: known, confirmed })),
    );
    if (removed?.batch) sayWithUndo(t("rule_removed"), removed.batch, onClose);
  };
  const done = async () => {
    if ((await id.current) === undefined && editing.fresh === true) edit(rule);
    if ((await id.current) === undefined) say(t("rule_nothing_said"));
    onClose();
  };
  return { rule, known, edit, typing, remove, done };
}
