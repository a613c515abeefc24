// Live queries for the dashboard: a query runs again when rows that it read change, also from another window.
import { liveQuery } from "dexie";
import { useEffect, useState } from "preact/hooks";

/**
 * Follows every read of a query. The wrapper must be async: otherwise Dexie follows a query that awaits natively only
 * up to its first await.
 */
export const following = <T>(query: () => Promise<T>) => liveQuery(async () => await query());

/**
 * Undefined until the first result. A null query waits until `inputs` change. `failed` is called when a read throws.
 */
export function useLive<T>(
  query: (() => Promise<T>) | null,
  inputs: readonly unknown[],
  failed?: (error: unknown) => void,
): T | undefined {
  const [value, setValue] = useState<T | undefined>(undefined);
  useEffect(() => {
    if (query === null) return;
    const subscription = following(query).subscribe({
      next: (result) => setValue(() => result),
      error: (error) => failed?.(error),
    });
    return () => subscription.unsubscribe();
  }, inputs);
  return value;
}
