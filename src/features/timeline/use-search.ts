// A searched page of the timeline. Observes none of the thousands of entries that it reads; searches again after a
// write.
import { useEffect, useRef, useState } from "preact/hooks";
import { onWrite } from "../../platform/messages/write-channel.ts";
import type { Page, TimelineQuery } from "./read-timeline.ts";
import { type Matches, searchTimeline } from "./search-timeline.ts";

export interface Searched {
  page: Page;
  /** Instant back to which the search has read; null when it is done. */
  reached: string | null;
}

/**
 * Undefined until the first answer. `inputs` identify `span` and `matches`, except `span.until`; entries that were
 * found stay.
 */
export function useSearch(span: TimelineQuery, matches: Matches, inputs: readonly unknown[]): Searched | undefined {
  const [searched, setSearched] = useState<Searched | undefined>(undefined);
  const { until } = span;
  const end = useRef(until);
  end.current = until;
  useEffect(() => {
    let looking = new AbortController();
    const look = async () => {
      looking.abort();
      looking = new AbortController();
      const { signal } = looking;
      const told = (page: Page, reached: string | null) => !signal.aborted && setSearched({ page, reached });
      told(await searchTimeline({ ...span, until: end.current }, matches, { listener: { told, signal } }), null);
    };
    const begin = () => void look().catch(console.error);
    begin();
    const stop = onWrite(begin);
    return () => {
      looking.abort();
      stop();
    };
  }, inputs);
  return searched;
}
