// Commands about letters that the user sent to a company.
import * as z from "zod/mini";
import { LETTER_KINDS, LETTER_LAWS, LETTER_STATES } from "../letters/letter.ts";
import { command, type Undoable } from "./declare.ts";
import { CompanyId, Id } from "./payload-parts.ts";

export interface RecordedLetter extends Undoable {
  id: string;
  /** Date by which the company must answer, YYYY-MM-DD. */
  due: string;
}

export const LETTERS = {
  "record-letter": command(
    "ui",
    z.strictObject({ company: CompanyId, kind: z.enum(LETTER_KINDS), law: z.enum(LETTER_LAWS) }),
  ).answers<RecordedLetter>(),
  "edit-letter": command("ui", z.strictObject({ id: Id, state: z.enum(LETTER_STATES) })).answers<Undoable>(),
} as const;
