// Handlers of the commands about the timeline.
import type { TIMELINE } from "../../core/commands/timeline.ts";
import { recordContact } from "../../features/compliance/record-contact.ts";
import { editEvent, removeEvent } from "../../features/timeline/edit-event.ts";
import { lookAtEntries } from "../../features/timeline/look-at-entries.ts";
import type { HandlersOf } from "../../platform/messages/messages.ts";
import { ours, reconciled } from "./order.ts";

export const timeline: HandlersOf<keyof typeof TIMELINE> = {
  "look-at-entries": ours(lookAtEntries),
  "edit-event": ours(editEvent),
  "remove-event": ours(removeEvent),
  "record-contact": reconciled(recordContact),
};
