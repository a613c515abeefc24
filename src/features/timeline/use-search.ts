// A searched page of the timeline. Nothing watches the thousands of entries it looks through: it looks again after a write.
import { useEffect, useRef, useState } from "preact/hooks";
import { onWrite } from "../../platform/messages/write-channel.ts";
import type { Page, TimelineQuery } from "./read-timeline.ts";
import { type Matches, searchTimeline } from "./search-timeline.ts";

export interface Searched {
  page: Page;
  /** Looked through down to this instant so far; null when it is done. */
  reached: string | null;
}

/** Undefined until the first answer. `inputs` name what `span` and `matches` are made of, but for `span.until`: what was found stays. */
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
      told(await searchTimeline({ ...span, until: end.current }, matches, undefined, { told, signal }), null);
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
