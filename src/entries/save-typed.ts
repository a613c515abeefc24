// Saves unsaved text of a closed window with the commands that the window would have sent.
import { COMMANDS } from "../core/command.ts";
import { Refusal } from "../core/error.ts";
import type { Handlers } from "../platform/messages.ts";
import { dropTyped, readTyped, type TypedCommand } from "../platform/typed.ts";

type Saving = Pick<Handlers, TypedCommand>;
type Save = () => Promise<unknown>;

const SENDER = { sender: {} };

/** Null for a command that no window stores. */
function saveOf(saving: Saving, command: unknown, payload: unknown): Save | null {
  if (command === "edit-preference") {
    const parsed = COMMANDS["edit-preference"].payload.safeParse(payload);
    return parsed.success ? () => saving["edit-preference"](parsed.data, SENDER) : null;
  }
  if (command !== "describe-feeling") return null;
  const parsed = COMMANDS["describe-feeling"].payload.safeParse(payload);
  return parsed.success ? () => saving["describe-feeling"](parsed.data, SENDER) : null;
}

/**
 * Saves all stored texts. Idempotent. Drops a text that is refused for good; the next run retries any other failure.
 */
export async function saveTyped(saving: Saving): Promise<void> {
  for (const { key, command, payload } of await readTyped()) {
    const save = saveOf(saving, command, payload);
    try {
      await save?.();
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== "not-found") throw error;
    }
    await dropTyped(key);
  }
}
