// Commands about the timeline: the user's own entries, and contacts that a company made.
import * as z from "zod/mini";
import { CHANNELS, KINDS } from "../../signal/vocabulary.ts";
import type { LoggedContact } from "../compliance/logged-contact.ts";
import { NOTE_TYPES, NoteDetail } from "../timeline/timeline-note.ts";
import { command, type Undoable } from "./declare.ts";
import { CompanyId, Id, Instant } from "./payload-parts.ts";

export interface EditedEvent extends Undoable {
  id: string;
}

export interface RecordedContact extends Undoable {
  contact: LoggedContact;
}

export const TIMELINE = {
  "edit-event": command(
    "ui",
    z.strictObject({
      id: z.optional(Id),
      company: CompanyId,
      type: z.enum(NOTE_TYPES),
      at: Instant,
      detail: NoteDetail,
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
