// Saves the details of a feeling. Undo reverts the last details, not the rating before them.
import { useRef } from "preact/hooks";
import type { Feeling, FeelingDetail } from "../../core/record/tables.ts";
import { clock } from "../../platform/clock.ts";
import { send } from "../../platform/messages/send.ts";
import { type MessageKey, t } from "../../ui/messages.ts";
import { attempt } from "../../ui/refusals.ts";
import { say } from "../../ui/toast.tsx";
import { undoBatches } from "../../ui/undo.ts";
import type { Describe } from "./detail-edit.ts";

const ACTS = {
  words: "saved_words",
  about: "saved_tags",
  patterns: "saved_tags",
  success: "saved_answer",
  effort: "saved_answer",
  wanted: "saved_wanted",
  note: "saved_note",
} as const satisfies Record<keyof FeelingDetail, MessageKey>;

const actOf = (detail: Parameters<Describe>[0]): MessageKey =>
  Object.entries(ACTS).find(([member]) => member in detail)?.[1] ?? "saved_here";

/** Several words in a row are one undo step, and so are all keys of one note. */
const ONE_ACT_MILLISECONDS = 8000;

interface Act {
  what: string;
  at: number;
  batches: string[];
}

/** Null: no feeling exists yet. */
export function useDescribe(feeling: Feeling | null): Describe {
  const last = useRef<Act | null>(null);
  return async (detail) => {
    if (feeling === null) return null;
    const { id, value } = feeling;
    const done = await attempt(send("describe-feeling", { id, detail }));
    if (!done?.batch) return done;
    const act = actOf(detail);
    const at = clock.now();
    // A new rating begins a new undo step, so that Undo of the words does not revert its changes.
    const what = `${id} ${value} ${act}`;
    const before = last.current;
    const goesOn = before?.what === what && at - before.at < ONE_ACT_MILLISECONDS;
    const batches = [...(goesOn ? before.batches : []), done.batch];
    last.current = { what, at, batches };
    say(t(act), () => {
      last.current = null;
      void undoBatches(batches);
    });
    return done;
  };
}
