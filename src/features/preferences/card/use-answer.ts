// The answer of an open line. Saves each change at once, in order, after a question if a company would read more.
import { useEffect, useRef, useState } from "preact/hooks";
import type { CardLine } from "../../../core/preferences/card.ts";
import type { RuleAnswer } from "../../../core/preferences/preference.ts";
import { canonical } from "../../../core/record/change.ts";
import { send } from "../../../platform/messages/send.ts";
import { prune } from "../../../signal/plain-objects.ts";
import { confirmDisclosure } from "../../../ui/confirm-disclosure.ts";
import { t, word } from "../../../ui/messages.ts";
import { attempt } from "../../../ui/refusals.ts";
import { sayWithUndo } from "../../../ui/undo.ts";

/** Undefined removes a bound. */
export interface AnswerFields {
  want?: RuleAnswer["want"];
  via?: RuleAnswer["via"];
  when?: RuleAnswer["when"];
}

const YES: RuleAnswer = { want: "yes" };

export interface AnswerEdit {
  /** Null: the kinds of the line have different answers, or none. */
  answer: RuleAnswer | null;
  change: (fields: AnswerFields) => void;
  /** Removes the layer's own answer. */
  takeBack: () => void;
}

export function useAnswer(layer: string, line: CardLine): AnswerEdit {
  const { id, kinds } = line;
  const [answer, setAnswer] = useState(line.answer);
  // Two presses may arrive before the line renders again.
  const latest = useRef(line.answer);
  const saving = useRef(0);
  const turn = useRef<Promise<unknown>>(Promise.resolve());
  const stored = useRef(line.answer);
  stored.current = line.answer;
  const show = (next: RuleAnswer | null) => {
    latest.current = next;
    setAnswer(next);
  };
  useEffect(() => {
    if (saving.current === 0) show(line.answer);
  }, [canonical(line.answer)]);
  const store = async (next: RuleAnswer | null) => {
    const payload = { layer, kinds: [...kinds], answer: next };
    const saved = await confirmDisclosure((confirmed) => attempt(send("answer-kinds", { ...payload, confirmed })));
    saving.current--;
    // If the change was declined or not saved, shows the stored answer again.
    if (saved === null) show(stored.current);
    else if (saved.batch !== null) sayWithUndo(t("saved_line", { line: word("line", id) }), saved.batch);
  };
  const save = (next: RuleAnswer | null) => {
    saving.current++;
    turn.current = turn.current.then(() => store(next));
  };
  return {
    answer,
    change: (fields) => {
      const next = prune({ ...(latest.current ?? YES), ...fields });
      show(next);
      save(next);
    },
    takeBack: () => save(null),
  };
}
