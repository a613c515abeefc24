// One timeline entry: its lines, those of the same dealing, and its actions.
import { displayDomain } from "../../core/companies/domain-name.ts";
import { contactOf } from "../../core/compliance/logged-contact.ts";
import { letterOf } from "../../core/letters/letter.ts";
import type { TimelineEvent } from "../../core/record/tables.ts";
import { dataOf } from "../../core/timeline/company-data.ts";
import type { Value } from "../../signal/feeling-vocabulary.ts";
import { Face } from "../../ui/faces.tsx";
import { date, moment } from "../../ui/formats.ts";
import { ICONS, Icon } from "../../ui/icons.tsx";
import { t } from "../../ui/messages.ts";
import { PAGE_ICONS } from "../../ui/page-icons.ts";
import type { Entry } from "./entry.ts";
import { EntryLine, EntryParts, EventActions, RemoveButton } from "./entry-line.tsx";

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
  const data = entry.kind === "event" ? dataOf(entry.event) : null;
  const parts = (entry.parts ?? []).filter((part) => part.kind === "event");
  const rows = [entry, ...parts];
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
        <EntryLine entry={entry} today={today} valueText={valueText} />
        <EntryParts parts={parts} today={today} onEdit={onEdit} />
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
      {entry.kind === "event" && <EventActions entry={entry} today={today} onEdit={onEdit} removes={rows} />}
      {entry.kind === "feeling" && (
        <div class="row">
          <a class="button quiet" href={`#/companies/${entry.company}/feelings`} data-testid="timeline-feeling-edit">
            {t("edit")}
          </a>
          {parts.length > 0 && <RemoveButton entries={rows} />}
        </div>
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
