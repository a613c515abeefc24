// Message with Undo. The only ui file that sends a command, since every feature needs the same Undo.
import type { Undoable } from "../core/commands/declare.ts";
import { send } from "../platform/messages/send.ts";
import { t } from "./messages.ts";
import { attempt } from "./refusals.ts";
import { say } from "./toast.tsx";

/** Shows `text`, with Undo unless `batch` is null (the act changed nothing). `onUndone` runs after a successful Undo. */
export function sayWithUndo(text: string, batch: string | null, onUndone?: () => void): void {
  say(text, batch === null ? null : () => void undoBatches([batch], onUndone));
}

/**
 * Runs the steps of one act and shows `text` with one Undo for all. After a refusal, which was shown, reverts the
 * earlier steps and resolves to false.
 */
export async function actWithUndo(text: string, steps: readonly Step[]): Promise<boolean> {
  const batches: string[] = [];
  for (const step of steps) {
    const done = await step();
    if (done === null) {
      for (const batch of batches.reverse()) await attempt(send("undo", { batch }));
      return false;
    }
    if (done.batch !== null) batches.push(done.batch);
  }
  if (batches.length > 0) say(text, () => void undoBatches(batches));
  return true;
}

/** Null after a refusal, which was shown. */
type Step = () => Promise<Undoable | null>;

/** Undoes the batches of one act, newest first. Stops at the first that the background refuses. */
export async function undoBatches(batches: readonly string[], onUndone?: () => void): Promise<void> {
  for (const batch of [...batches].reverse()) if ((await attempt(send("undo", { batch }))) === null) return;
  onUndone?.();
  say(t("undone"));
}
