// One timeline entry: its sentence, its text, and its actions.
import { displayDomain } from "../../core/companies/domain-name.ts";
import { contactOf } from "../../core/compliance/logged-contact.ts";
import { letterOf } from "../../core/letters/letter.ts";
import type { TimelineEvent } from "../../core/record/tables.ts";
import { dataOf } from "../../core/timeline/company-data.ts";
import { isUserNote, mayRemove, promiseState } from "../../core/timeline/timeline-note.ts";
import { instantNow } from "../../platform/clock.ts";
import { send } from "../../platform/messages/send.ts";
import type { Value } from "../../signal/feeling-vocabulary.ts";
import { Face } from "../../ui/faces.tsx";
import { date, moment } from "../../ui/formats.ts";
import { ICONS, Icon } from "../../ui/icons.tsx";
import { t, word } from "../../ui/messages.ts";
import { PAGE_ICONS } from "../../ui/page-icons.ts";
import { attempt } from "../../ui/refusals.ts";
import { sayWithUndo } from "../../ui/undo.ts";
import { entryNote, entryText } from "./entry-text.ts";
import type { Entry } from "./read-timeline.ts";

export interface EntryProps {
  entry: Entry;
  /** Company of the entry, in a timeline of several companies. */
  name: string | null;
  /** Domain of the entry, if it is not the domain of the company's page. */
  domain: string | null;
  today: string;
  valueText: (value: Value) => string;
  onEdit: (event: TimelineEvent) => void;
}

export function TimelineEntry({ entry, name, domain, today, valueText, onEdit }: EntryProps) {
  const note = entryNote(entry);
  const data = entry.kind === "event" ? dataOf(entry.event) : null;
  return (
    <li
      class="entry"
      data-testid={`timeline-${entry.kind}`}
      data-type={entry.kind === "event" ? entry.event.type : null}
    >
      <span class="point">
        {entry.kind === "feeling" ? <Face value={entry.feeling.value} /> : <Icon d={shapeOf(entry)} small />}
      </span>
      <div class="entry-body">
        {name !== null && (
          <a href={`#/companies/${entry.company}`}>
            <bdi>{name}</bdi>
          </a>
        )}
        <p>
          {entryText(entry, valueText)} <Standing entry={entry} today={today} />
        </p>
        {note !== null && <p class="note">{note}</p>}
        <small class="muted">
          {data?.day === undefined ? moment(entry.at) : date(data.day)}
          {data !== null && <> · {t("entry_from_file", { host: displayDomain(data.source) })}</>}
          {domain !== null && (
            <>
              {" · "}
              <bdi>{displayDomain(domain)}</bdi>
            </>
          )}
        </small>
      </div>
      {entry.kind === "event" && (mayRemove(entry.event) || isOpen(entry, today)) && (
        <Actions event={entry.event} open={isOpen(entry, today)} onEdit={onEdit} />
      )}
      {entry.kind === "feeling" && (
        <a class="button quiet" href={`#/companies/${entry.company}/feelings`} data-testid="timeline-feeling-edit">
          {t("edit")}
        </a>
      )}
    </li>
  );
}

/** Icons by the type of an event; a contact has that of its channel. */
const SHAPES: Partial<Record<TimelineEvent["type"], string>> = {
  promise: PAGE_ICONS.promise,
  asked: ICONS.asks,
  answered: ICONS.messenger,
  told: ICONS.shared,
  purchase: ICONS.offers,
  visit: ICONS.person,
  breach: ICONS.warn,
  resolved: ICONS.check,
};

function shapeOf(entry: Entry): string {
  if (entry.kind === "receipt") return ICONS.shared;
  if (entry.kind === "feeling") return ICONS.person;
  const contact = contactOf(entry.event);
  if (contact !== null) return ICONS[contact.channel];
  if (letterOf(entry.event) !== null) return ICONS.write;
  return SHAPES[entry.event.type] ?? ICONS.changes;
}

const isOpen = ({ event, outcome }: Extract<Entry, { kind: "event" }>, today: string): boolean =>
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

function Actions(props: { event: TimelineEvent; open: boolean; onEdit: (event: TimelineEvent) => void }) {
  const { event, open, onEdit } = props;
  const remove = () =>
    void attempt(send("remove-event", { id: event.id })).then(
      (removed) => removed?.batch && sayWithUndo(t("event_removed"), removed.batch),
    );
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
      {isUserNote(event) && event.type !== "contact" && (
        <button type="button" class="link" data-testid="event-edit" onClick={() => onEdit(event)}>
          {t("edit")}
        </button>
      )}
      {mayRemove(event) && (
        <button type="button" class="link" data-testid="event-remove" onClick={remove}>
          {t("remove")}
        </button>
      )}
    </div>
  );
}

/** Records the outcome of a promise: an entry of its own that names the promise. */
export function settlePromise({ id, company }: TimelineEvent, type: "resolved" | "breach"): void {
  const payload = { company, type, at: instantNow(), detail: { promise: id } };
  void attempt(send("edit-event", payload)).then(
    (saved) => saved?.batch && sayWithUndo(t("saved_promise"), saved.batch),
  );
}
