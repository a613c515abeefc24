// Handlers of the commands about letters.
import type { LETTERS } from "../../core/commands/letters.ts";
import { editLetter } from "../../features/letters/edit-letter.ts";
import { recordLetter } from "../../features/letters/record-letter.ts";
import type { HandlersOf } from "../../platform/messages/messages.ts";
import { ours } from "./order.ts";

export const letters: HandlersOf<keyof typeof LETTERS> = {
  "record-letter": ours(recordLetter),
  "edit-letter": ours(editLetter),
};
