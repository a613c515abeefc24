// Settles a promise from the timeline or from what needs the user now.
import type { TimelineEvent } from "../../core/record/tables.ts";
import { instantNow } from "../../platform/clock.ts";
import { send } from "../../platform/messages/send.ts";
import { t } from "../../ui/messages.ts";
import { attempt } from "../../ui/refusals.ts";
import { sayWithUndo } from "../../ui/undo.ts";

/** Records the outcome of a promise: an entry of its own that names the promise. */
export function settlePromise({ id, company }: TimelineEvent, type: "resolved" | "breach"): void {
  const payload = { company, type, at: instantNow(), detail: { promise: id } };
  void attempt(send("edit-event", payload)).then(
    (saved) => saved?.batch && sayWithUndo(t("saved_promise"), saved.batch),
  );
}
