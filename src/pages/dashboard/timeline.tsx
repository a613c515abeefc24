// Timeline of one company or of all: filter, search, and entries about events elsewhere.
import { useRef, useState } from "preact/hooks";
import type { TimelineEvent } from "../../core/record/tables.ts";
import { valueText } from "../../features/feelings/rating-row.tsx";
import { type EventForm, formOfEvent, isTyped, newEvent, readEventForm } from "../../features/timeline/event-form.ts";
import { readTimelinePage, type TimelineFilter } from "../../features/timeline/read-timeline.ts";
import { savedEvents } from "../../features/timeline/saved-events.ts";
import { TimelinePages } from "../../features/timeline/timeline-pages.tsx";
import { localDate } from "../../platform/clock.ts";
import { drafts } from "../../platform/session/drafts.ts";
import { readSuffixList } from "../../platform/suffix-list.ts";
import { readTimeZone } from "../../record/read-record.ts";
import { confirm } from "../../ui/confirm.tsx";
import { Select, TextField } from "../../ui/controls.tsx";
import { likelyCurrency } from "../../ui/countries.ts";
import { useDraft } from "../../ui/draft.ts";
import { later } from "../../ui/later.tsx";
import { useLive } from "../../ui/live.ts";
import { t, word } from "../../ui/messages.ts";
import { useRested } from "../../ui/rested.ts";
import { say } from "../../ui/toast.tsx";
import { useOtherTypes } from "./timeline-others.tsx";

/** Loads with the suffix list: the editor maps addresses to companies. */
const EventEditor = later(() =>
  Promise.all([import("../../features/timeline/event-editor.tsx"), readSuffixList()]).then(
    ([part]) => part.EventEditor,
  ),
);

export function TimelinePage() {
  return (
    <div class="stack wide">
      <h1>{t("nav_timeline")}</h1>
      <Timeline company={null} />
    </div>
  );
}

const FILTERS = [
  "feeling",
  "told",
  "receipt",
  "contact",
  "promise",
  "breach",
  "resolved",
  "asked",
  "answered",
  "visit",
  "purchase",
  "terms-changed",
] as const;

const REST_MILLISECONDS = 200;

async function readKnown() {
  const timeZone = await readTimeZone();
  return { timeZone, today: localDate(timeZone) };
}

/** Hides search and filter of an empty timeline. */
async function isTimelineEmpty(company: string | null): Promise<boolean> {
  const { entries, end } = await readTimelinePage({ company, filter: null, after: null, until: null }, 1);
  return entries.length === 0 && end === null;
}

export function Timeline({ company }: { company: string | null }) {
  const known = useLive(readKnown, []);
  const isEmpty = useLive(() => isTimelineEmpty(company), [company]);
  const others = useOtherTypes();
  const [filter, setFilter] = useState<TimelineFilter>(null);
  const [typed, setTyped] = useState("");
  const search = useRested(typed.trim(), REST_MILLISECONDS);
  const draft = useDraft(drafts, `event ${company ?? ""}`, readEventForm);
  const add = useRef<HTMLButtonElement>(null);
  if (known === undefined || draft.value === undefined) return null;
  const { timeZone, today } = known;
  const form = draft.value;
  const isWritten = (one: EventForm | null) => one !== null && isTyped(one, { company, today, timeZone });
  const edit = async (event: TimelineEvent) => {
    if (isWritten(form) && !(await mayDrop())) return;
    draft.keep(null);
    draft.show(formOfEvent(savedEvents.newest(event.id, event), timeZone, likelyCurrency()));
  };
  const change = (next: EventForm) => {
    if (isWritten(next)) return draft.keep((now) => now && next);
    draft.show((now) => now && next);
    draft.forget();
  };
  const close = (saved: boolean) => {
    draft.keep(null);
    if (!saved && isWritten(form)) say(t("event_not_saved"), () => draft.keep(form));
    // The editor that had the focus has disappeared.
    setTimeout(() => add.current?.focus());
  };
  return (
    <>
      {isEmpty !== true && (
        <div class="filters">
          <TextField
            label={t("timeline_search")}
            value={typed}
            testId="timeline-search"
            most={100}
            onType={setTyped}
            onSettle={setTyped}
          />
          <Select
            label={t("timeline_filter")}
            value={filter ?? ""}
            options={[{ value: "", label: t("timeline_all") }, ...FILTERS.map(filterOption)]}
            testId="timeline-filter"
            onPick={(picked) => setFilter(FILTERS.find((one) => one === picked) ?? null)}
          />
        </div>
      )}
      {form === null ? (
        <button
          ref={add}
          type="button"
          class="start"
          data-testid="timeline-add"
          onClick={() => draft.show(newEvent(company, today, likelyCurrency()))}
        >
          {t("timeline_add")}
        </button>
      ) : (
        <EventEditor
          key={form.kept?.id ?? "new"}
          form={form}
          onChange={change}
          company={company ?? form.kept?.company ?? null}
          today={today}
          timeZone={timeZone}
          others={others}
          onClose={close}
        />
      )}
      <TimelinePages
        key={`${company} ${filter} ${search}`}
        company={company}
        filter={filter}
        search={search}
        today={today}
        valueText={valueText}
        onAll={() => {
          setFilter(null);
          setTyped("");
        }}
        onEdit={(event) => void edit(event)}
      />
    </>
  );
}

/** Asks before another entry replaces unsaved text. */
const mayDrop = (): Promise<boolean> =>
  confirm({ title: t("event_drop_title"), lines: [t("event_drop_text")], yes: t("event_drop"), no: t("event_go_on") });

const filterOption = (value: (typeof FILTERS)[number]) => ({ value, label: word("filter", value) });
