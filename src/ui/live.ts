// Live queries for the dashboard: a query runs again when rows that it read change, also from another window, and when
// a day may have begun.
import { liveQuery } from "dexie";
import { useEffect, useState } from "preact/hooks";
import { clock } from "../platform/clock.ts";

/**
 * Follows every read of a query. The wrapper must be async: otherwise Dexie follows a query that awaits natively only
 * up to its first await.
 */
export const following = <T>(query: () => Promise<T>) => liveQuery(async () => await query());

const MINUTE = 60_000;

/** In every zone, days begin at a quarter of an hour. */
const quarterNow = (): number => Math.floor(clock.now() / (15 * MINUTE));

/** The present quarter of an hour; looks each minute while the page is visible, and when it is shown again. */
function useQuarter(): number {
  const [quarter, setQuarter] = useState(quarterNow);
  useEffect(() => {
    const look = () => document.hidden || setQuarter(quarterNow());
    // Not one timer for the whole quarter: timers stand still while the machine sleeps.
    const timer = setInterval(look, MINUTE);
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, []);
  return quarter;
}

/**
 * Undefined until the first result. A null query waits until `inputs` change. `failed` is called when a read throws.
 */
export function useLive<T>(
  query: (() => Promise<T>) | null,
  inputs: readonly unknown[],
  failed?: (error: unknown) => void,
): T | undefined {
  const [value, setValue] = useState<T | undefined>(undefined);
  const quarter = useQuarter();
  useEffect(() => {
    if (query === null) return;
    const subscription = following(query).subscribe({
      next: (result) => setValue(() => result),
      error: (error) => failed?.(error),
    });
    return () => subscription.unsubscribe();
  }, [...inputs, quarter]);
  return value;
}
