// Message with Undo. The only ui file that sends a command, since every feature needs the same Undo.
import { send } from "../platform/messages/send.ts";
import { t } from "./messages.ts";
import { attempt } from "./refusals.ts";
import { say } from "./toast.tsx";

/** Shows `text`, with Undo unless `batch` is null (the act changed nothing). `onUndone` runs after a successful Undo. */
export function sayWithUndo(text: string, batch: string | null, onUndone?: () => void): void {
  say(text, batch === null ? null : () => void undoBatches([batch], onUndone));
}

/** Undoes the batches of one act, newest first. Stops at the first that the background refuses. */
export async function undoBatches(batches: readonly string[], onUndone?: () => void): Promise<void> {
  for (const batch of [...batches].reverse()) if ((await attempt(send("undo", { batch }))) === null) return;
  onUndone?.();
  say(t("undone"));
}
