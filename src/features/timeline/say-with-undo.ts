// Says what was done to an entry, with the way to take it back.
import { send } from "../../platform/messages/send.ts";
import { t } from "../../ui/messages.ts";
import { attempt } from "../../ui/refusals.ts";
import { say } from "../../ui/toast.tsx";

/** Nothing where nothing changed. */
export function sayWithUndo(text: string, batch: string | null): void {
  if (batch === null) return;
  say(text, () => void attempt(send("undo", { batch })).then((done) => done !== null && say(t("undone"))));
}
