// The timeline as pages that load one by one. Each page observes only its own range, so that a note redraws one page.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { TimelineEvent } from "../../core/record/tables.ts";
import type { Value } from "../../signal/feeling-vocabulary.ts";
import { moment, month } from "../../ui/formats.ts";
import { Guard } from "../../ui/guard.tsx";
import { useLive } from "../../ui/live.ts";
import { t } from "../../ui/messages.ts";
import type { Entry } from "./entry.ts";
import type { Position } from "./entry-context.ts";
import { entryMatcher } from "./entry-text.ts";
import { type Page, readTimelinePage, type TimelineFilter } from "./read-timeline.ts";
import { TimelineEntry } from "./timeline-entry.tsx";
import { type Searched, useSearch } from "./use-search.ts";

export interface PagesProps {
  company: string | null;
  filter: TimelineFilter;
  search: string;
  today: string;
  valueText: (value: Value) => string;
  onEdit: (event: TimelineEvent) => void;
  /** Without filter and search. */
  onAll: () => void;
}

/** Needs a key of company, filter and search: another timeline starts at its top again. */
export function TimelinePages(props: PagesProps) {
  // Start of each page after the first: a fixed position, whatever is added above it.
  const [starts, setStarts] = useState<readonly Position[]>([]);
  const edges: (Position | null)[] = [null, ...starts];
  return (
    <div class="card" data-testid="timeline">
      {edges.map((after, index) => (
        <OnePage
          key={after === null ? "newest" : `${after.at} ${after.id}`}
          {...props}
          after={after}
          until={starts[index] ?? null}
          onMore={(end) => setStarts((known) => (known.length === index ? [...known, end] : known))}
        />
      ))}
    </div>
  );
}

interface OnePageProps extends PagesProps {
  after: Position | null;
  until: Position | null;
  onMore: (end: Position) => void;
}

function OnePage(props: OnePageProps) {
  return props.search.trim() === "" ? <WatchedPage {...props} /> : <SearchedPage {...props} />;
}

function WatchedPage(props: OnePageProps) {
  const { company, filter, after, until } = props;
  const span = { company, filter, after, until };
  const page = useLive(() => readTimelinePage(span), [company, filter, after, until]);
  return page === undefined ? null : <Entries {...props} page={page} reached={null} />;
}

function SearchedPage(props: OnePageProps) {
  const { company, filter, search, after, until, valueText } = props;
  const matches = useMemo(() => entryMatcher(search, valueText), [search]);
  const searched = useSearch({ company, filter, after, until }, matches, [company, filter, search, after]);
  return searched === undefined ? null : <Entries {...props} {...searched} />;
}

function Entries(props: OnePageProps & Searched) {
  const { filter, search, after, until, page, reached } = props;
  const end = until === null ? page.end : null;
  if (page.entries.length === 0 && after === null && end === null && reached === null)
    return <NoEntries searched={filter !== null || search.trim() !== ""} onAll={props.onAll} />;
  return (
    <>
      <Months {...props} />
      {reached !== null && (
        <p class="muted" data-testid="timeline-searching">
          {t("timeline_searching", { date: moment(reached, "date") })}
        </p>
      )}
      {end !== null && <More onMore={() => props.onMore(end)} />}
    </>
  );
}

/** A search without a result is no empty timeline: offers a way back to all entries. */
const NoEntries = ({ searched, onAll }: { searched: boolean; onAll: () => void }) => (
  <div class="card stack">
    <p>{t(searched ? "search_empty" : "timeline_empty")}</p>
    {searched && (
      <button type="button" class="start" data-testid="timeline-all" onClick={onAll}>
        {t("timeline_show_all")}
      </button>
    )}
  </div>
);

function Months({ page, after, company, today, valueText, onEdit }: OnePageProps & { page: Page }) {
  const months = new Map<string, Entry[]>();
  for (const entry of page.entries) {
    const title = month(entry.at);
    const known = months.get(title);
    if (known === undefined) months.set(title, [entry]);
    else known.push(entry);
  }
  const before = after === null ? null : month(after.at);
  return (
    <div class="timeline-page">
      {[...months].map(([title, entries]) => (
        <section key={title} class="stack" aria-label={title}>
          {title !== before && <h2>{title}</h2>}
          <ul class="entries">
            {entries.map((entry) => (
              <Guard key={`${entry.kind} ${entry.id}`}>
                <TimelineEntry
                  entry={entry}
                  name={company === null ? (page.names.get(entry.company) ?? entry.company) : null}
                  domain={company === null || company === entry.company ? null : entry.company}
                  today={today}
                  valueText={valueText}
                  onEdit={onEdit}
                />
              </Guard>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

/**
 * Loads more when it scrolls into view. The button is for keyboards, and for browsers without an IntersectionObserver.
 */
function More({ onMore }: { onMore: () => void }) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (button.current === null || typeof IntersectionObserver === "undefined") return;
    const seen = (entries: IntersectionObserverEntry[]) =>
      entries.some(({ isIntersecting }) => isIntersecting) && onMore();
    const observer = new IntersectionObserver(seen, {
      root: button.current.closest(".scroller"),
      rootMargin: "600px",
    });
    observer.observe(button.current);
    return () => observer.disconnect();
  }, []);
  return (
    <button ref={button} type="button" class="start" data-testid="timeline-more" onClick={onMore}>
      {t("show_more")}
    </button>
  );
}
