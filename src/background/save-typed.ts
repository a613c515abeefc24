// Saves unsaved text of a closed window with the commands that the window would have sent.
import { Refusal } from "../core/commands/errors.ts";
import { COMMANDS, type Payload } from "../core/commands/index.ts";
import { canonical } from "../core/record/change.ts";
import { clock } from "../platform/clock.ts";
import type { Handlers } from "../platform/messages/messages.ts";
import { makeSerialQueue } from "../platform/serial-queue.ts";
import { dropUnsavedText, readUnsavedTexts, type TextCommand } from "../platform/session/unsaved-text.ts";
import { rulesOfLayer } from "../record/read-record.ts";
import { objectFrom } from "../signal/plain-objects.ts";

type Saving = Pick<Handlers, TextCommand>;
type Save = () => Promise<unknown>;

const SENDER = { sender: {} };

const ATTEMPTS = 10;
const ATTEMPT_MILLISECONDS = 100;

/** Comparable text of a rule, without note and subject (the user may still type them) and without stored members. */
function comparable(rule: object): string {
  const { note: _note, about: _about, id: _id, layer: _layer, ...rest } = objectFrom(rule);
  return canonical(Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null)));
}

/** Id of the new rule that the window saved when it closed. Its own command may still be in transit, so this waits. */
async function savedIdOf({ layer, id, rule }: Payload<"edit-preference">): Promise<{ id?: string }> {
  if (id !== undefined) return {};
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const saved = (await rulesOfLayer(layer))
      .filter((one) => one.note === undefined && comparable(one) === comparable(rule))
      .at(-1);
    if (saved !== undefined) return { id: saved.id };
    await new Promise<void>((done) => clock.later(done, ATTEMPT_MILLISECONDS));
  }
  return {};
}

/** Null for a command that no window stores, and for an invalid payload. */
function saveOf(saving: Saving, command: unknown, payload: unknown): Save | null {
  if (command === "edit-preference") {
    const parsed = COMMANDS["edit-preference"].payload.safeParse(payload);
    if (!parsed.success) return null;
    return async () => saving["edit-preference"]({ ...parsed.data, ...(await savedIdOf(parsed.data)) }, SENDER);
  }
  if (command !== "describe-feeling") return null;
  const parsed = COMMANDS["describe-feeling"].payload.safeParse(payload);
  return parsed.success ? () => saving["describe-feeling"](parsed.data, SENDER) : null;
}

/**
 * One run at a time: a closing window triggers two, by its write and by its connection, and a new rule must be created
 * once.
 */
const enqueue = makeSerialQueue();

/**
 * Saves all stored texts. Idempotent. Drops a text that is invalid or whose row is gone (`not-found`); the next run retries any other failure.
 */
export const saveTyped = (saving: Saving): Promise<void> => enqueue(() => saveStored(saving));

async function saveStored(saving: Saving): Promise<void> {
  for (const { key, command, payload } of await readUnsavedTexts()) {
    const save = saveOf(saving, command, payload);
    try {
      await save?.();
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== "not-found") throw error;
    }
    await dropUnsavedText(key);
  }
}
