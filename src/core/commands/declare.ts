// Declaration of one command: the class of sender, the schema of the payload and the type of the answer.
import type * as z from "zod/mini";

/** `ui`: the extension's own top-level pages. `site`: the content script in a top-level document. */
export type CommandSource = "ui" | "site";

/** Windows treat null as a failure, so a command of the interface never answers null. */
type AnswerTo<F extends CommandSource> = F extends "ui" ? NonNullable<unknown> : unknown;

export interface Command<F extends CommandSource, P extends z.ZodMiniType, A> {
  from: F;
  payload: P;
  /** Exists as a type only; never set. */
  answer?: A;
}

/** `command("ui", payload).answers<Answer>()`: two calls, since TypeScript infers either all type arguments or none. */
export const command = <F extends CommandSource, P extends z.ZodMiniType>(from: F, payload: P) => ({
  answers: <A extends AnswerTo<F>>(): Command<F, P, A> => ({ from, payload }),
});

/** Answer of a command that writes to the record. */
export interface Undoable {
  /** Id of the write, the payload of `undo`; null if nothing changed. */
  batch: string | null;
}
