// Commands about the timeline: the user's own entries, and contacts that a company made.
import * as z from "zod/mini";
import type { Value, Word } from "../../signal/feeling-vocabulary.ts";
import { CHANNELS, type Channel, KINDS, type Kind } from "../../signal/vocabulary.ts";
import type { ComplianceVerdict, LoggedContact } from "../compliance/logged-contact.ts";
import type { LetterKind } from "../letters/letter.ts";
import type { TimelineEvent } from "../record/tables.ts";
import { NOTE_TYPES, NoteDetail } from "../timeline/timeline-note.ts";
import { command, type Undoable } from "./declare.ts";
import { CompanyId, Id, Instant } from "./payload-parts.ts";

export interface EditedEvent extends Undoable {
  id: string;
}

export interface RecordedContact extends Undoable {
  contact: LoggedContact;
}

/** One entry of a company's timeline, as far as a line of the popup shows it. */
export type LastEntry = { id: string; at: string } /** With `about` and `channel` if the company made contact. */ & (
  | { kind: "visit"; value: Value; words: readonly Word[]; about?: Kind; channel?: Channel }
  | { kind: "contact"; about: Kind; channel: Channel; verdict: ComplianceVerdict }
  | { kind: "letter"; letter: LetterKind }
  | { kind: "event"; type: TimelineEvent["type"] }
);

export const TIMELINE = {
  /** The last entries of a company, newest first, for a window without the record. */
  "look-at-entries": command("ui", z.strictObject({ company: CompanyId })).answers<LastEntry[]>(),
  "edit-event": command(
    "ui",
    z.strictObject({
      id: z.optional(Id),
      company: CompanyId,
      type: z.enum(NOTE_TYPES),
      at: Instant,
      detail: NoteDetail,
      /** Id of the first row of the same dealing. */
      dealing: z.optional(Id),
    }),
  ).answers<EditedEvent>(),
  "remove-event": command("ui", z.strictObject({ id: Id })).answers<Undoable>(),
  "record-contact": command(
    "ui",
    z.strictObject({
      company: CompanyId,
      kind: z.enum(KINDS),
      channel: z.enum(CHANNELS),
      product: z.optional(z.string().check(z.minLength(1), z.maxLength(80))),
      at: z.optional(Instant),
      timeUnknown: z.optional(z.boolean()),
    }),
  ).answers<RecordedContact>(),
} as const;
