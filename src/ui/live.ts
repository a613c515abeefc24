// Live reading for the dashboard: a query runs again when what it read has changed, also by another window.
import { liveQuery } from "dexie";
import { useEffect, useState } from "preact/hooks";

/** Every read of a query is followed, not only the first: Dexie keeps to one that waits natively only when it is async itself. */
export const following = <T>(query: () => Promise<T>) => liveQuery(async () => await query());

/** Undefined until the first result; a null query waits (name in `inputs` what for). `failed` is told when a read throws. */
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
