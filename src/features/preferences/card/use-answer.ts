// The answer of an open line. Saves each change at once, in order, after a question if a company would read more.
import { useRef } from "preact/hooks";
import type { CardLine } from "../../../core/preferences/card.ts";
import type { RuleAnswer } from "../../../core/preferences/preference.ts";
import { send } from "../../../platform/messages/send.ts";
import { prune } from "../../../signal/plain-objects.ts";
import { confirmDisclosure } from "../../../ui/confirm-disclosure.ts";
import { t, word } from "../../../ui/messages.ts";
import { useOwnEdits } from "../../../ui/own-edits.ts";
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
  /** True while the stored rules lack an answer that is shown. */
  isPending: boolean;
}

export function useAnswer(layer: string, line: CardLine): AnswerEdit {
  const { id, kinds } = line;
  const own = useOwnEdits<{ answer: RuleAnswer | null }>({ answer: line.answer });
  // The stored answer if the layer has no newer one.
  const shown = () => own.unread().answer ?? line.answer;
  const turn = useRef<Promise<unknown>>(Promise.resolve());
  const store = async (next: RuleAnswer | null) => {
    const payload = { layer, kinds: [...kinds], answer: next };
    const saved = await confirmDisclosure((confirmed) => attempt(send("answer-kinds", { ...payload, confirmed })));
    if (saved !== null && saved.batch !== null) sayWithUndo(t("saved_line", { line: word("line", id) }), saved.batch);
    return saved !== null;
  };
  const save = (next: RuleAnswer | null) => {
    const end = own.begin(next === null ? {} : { answer: next });
    turn.current = turn.current.then(async () => {
      const isSaved = await store(next);
      end(isSaved);
      // The layer below answers now.
      if (isSaved && next === null) own.forget();
    });
  };
  return {
    answer: shown(),
    change: (fields) => save(prune({ ...(shown() ?? YES), ...fields })),
    takeBack: () => save(null),
    isPending: own.isPending(),
  };
}
