// Adds, edits and removes one timeline note: the user's own notes. Of other entries, only those from a company's file can
// be removed: the rest is the record of events.
import { Refusal } from "../../core/commands/errors.ts";
import type { Payload } from "../../core/commands/index.ts";
import type { EditedEvent } from "../../core/commands/timeline.ts";
import { entityOf, type TimelineEvent } from "../../core/record/tables.ts";
import { isUserNote, mayRemove, noteDetail, outcomeId } from "../../core/timeline/timeline-note.ts";
import { ensureCompany } from "../../record/ensure-company.ts";
import type { RecordReader } from "../../record/record-reader.ts";
import { write } from "../../record/write.ts";

/** Saves the whole note. A promise has one outcome entry: a second outcome edits it. */
export async function editEvent({
  id,
  company,
  type,
  at,
  detail,
  dealing,
}: Payload<"edit-event">): Promise<EditedEvent> {
  const noted = noteDetail(type, detail);
  const { batch, ids } = await write(async (tables) => {
    if (id !== undefined) await eventWhere(isUserNote, tables, id);
    if (noted.promise !== undefined) await promised(tables, noted.promise, company);
    const fields = { at, company, type, detail: noted, ...(dealing && { dealing }) };
    const named = id ?? (noted.promise === undefined ? undefined : outcomeId(noted.promise));
    const known = await ensureCompany(tables, company);
    return [...known, named === undefined ? { table: "events", fields } : { table: "events", id: named, fields }];
  });
  return { id: ids.at(-1) ?? "", batch };
}

/** Also removes a contact that was noted by mistake, and an entry from a company's file. */
export async function removeEvent({ id }: Payload<"remove-event">): Promise<{ batch: string | null }> {
  const { batch } = await write(async (tables) => {
    await eventWhere(mayRemove, tables, id);
    return [{ table: "events", id, fields: { $del: true } }];
  });
  return { batch };
}

async function eventWhere(holds: typeof isUserNote, tables: RecordReader, id: string): Promise<TimelineEvent> {
  const event = entityOf("events", await tables.events.get(id));
  if (event === null) throw new Refusal("not-found", id);
  if (!holds(event)) throw new Refusal("not-allowed", id);
  return event;
}

async function promised(tables: RecordReader, id: string, company: string): Promise<void> {
  const promise = entityOf("events", await tables.events.get(id));
  if (promise?.type !== "promise" || promise.company !== company) throw new Refusal("not-found", id);
}
