// Entries that this window has just saved, so that an editor opened on one again begins with its newest state.
import type { TimelineEvent } from "../../core/record/tables.ts";
import { makeOwnRows } from "../../ui/own-edits.ts";

export const savedEvents = makeOwnRows<TimelineEvent>();
