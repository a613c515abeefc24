// Lines of a timeline entry: its sentence with its standing, its text, and the actions of an event.
import { contactOf } from "../../core/compliance/logged-contact.ts";
import type { TimelineEvent } from "../../core/record/tables.ts";
import { isUserNote, mayRemove, promiseState } from "../../core/timeline/timeline-note.ts";
import type { Value } from "../../signal/feeling-vocabulary.ts";
import { t, word } from "../../ui/messages.ts";
import type { Entry, EventEntry } from "./entry.ts";
import { entryNote, entryText } from "./entry-text.ts";
import { removeEntries } from "./remove-entries.ts";
import { settlePromise } from "./settle-promise.ts";

interface LineProps {
  entry: Entry;
  today: string;
  valueText: (value: Value) => string;
}

export function EntryLine({ entry, today, valueText }: LineProps) {
  const note = entryNote(entry);
  return (
    <>
      <p>
        {entryText(entry, valueText)} <Standing entry={entry} today={today} />
      </p>
      {note !== null && <p class="note">{note}</p>}
    </>
  );
}

const isOpen = ({ event, outcome }: EventEntry, today: string): boolean =>
  event.type === "promise" && ["open", "due"].includes(promiseState(event, outcome ?? null, today));

function Standing({ entry, today }: { entry: Entry; today: string }) {
  if (entry.kind !== "event") return null;
  const contact = contactOf(entry.event);
  const state = entry.event.type === "promise" ? promiseState(entry.event, entry.outcome ?? null, today) : null;
  if (contact === null && (state === null || state === "open")) return null;
  return (
    <span class="badge" data-testid="entry-standing" data-standing={contact?.verdict ?? state}>
      {contact === null ? word("promise_state", state ?? "") : word("verdict", contact.verdict)}
    </span>
  );
}

interface PartProps {
  parts: readonly EventEntry[];
  today: string;
  /** Absent where entries are only shown. */
  onEdit?: (event: TimelineEvent) => void;
}

/** Events of the same dealing, below the line that leads it. The text of a visit needs no sentence of its own. */
export function EntryParts({ parts, today, onEdit }: PartProps) {
  if (parts.length === 0) return null;
  return (
    <ul class="parts">
      {parts.map((part) => (
        <li key={part.id} data-testid="entry-part" data-type={part.event.type}>
          <div class="entry-body">
            {part.event.type === "visit" ? (
              <p class="note">{entryNote(part)}</p>
            ) : (
              <EntryLine entry={part} today={today} valueText={String} />
            )}
          </div>
          {onEdit !== undefined && <EventActions entry={part} today={today} onEdit={onEdit} removes={null} />}
        </li>
      ))}
    </ul>
  );
}

interface ActionsProps {
  entry: EventEntry;
  today: string;
  onEdit: (event: TimelineEvent) => void;
  /** Entries that Remove removes; null without it. */
  removes: readonly Entry[] | null;
}

export function EventActions({ entry, today, onEdit, removes }: ActionsProps) {
  const { event } = entry;
  const [open, edits] = [isOpen(entry, today), isUserNote(event) && event.type !== "contact"];
  const removable = removes !== null && mayRemove(event);
  if (!open && !edits && !removable) return null;
  return (
    <div class="row">
      {open && (
        <>
          <button
            type="button"
            class="link"
            data-testid="promise-kept"
            onClick={() => settlePromise(event, "resolved")}
          >
            {t("promise_kept")}
          </button>
          <button
            type="button"
            class="link"
            data-testid="promise-broken"
            onClick={() => settlePromise(event, "breach")}
          >
            {t("promise_broken")}
          </button>
        </>
      )}
      {edits && (
        <button type="button" class="link" data-testid="event-edit" onClick={() => onEdit(event)}>
          {t("edit")}
        </button>
      )}
      {removable && <RemoveButton entries={removes} />}
    </div>
  );
}

/** Removes all rows of an entry, with one Undo. */
export const RemoveButton = ({ entries }: { entries: readonly Entry[] }) => (
  <button type="button" class="link" data-testid="event-remove" onClick={() => void removeEntries(entries)}>
    {t("remove")}
  </button>
);
