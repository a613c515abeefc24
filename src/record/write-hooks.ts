// Everything that a write causes outside the store, as one object that the background's entry passes in once. The store
// calls these functions and imports none of their code.
import type { Row } from "../core/record/change.ts";
import type { TableName } from "../core/record/tables.ts";
import type { WiderDisclosure } from "../core/sharing/disclosure-diff.ts";
import type { CacheSuspension } from "../platform/session/answer-cache.ts";

/** A row before and after a write. */
export interface RowChange {
  table: TableName;
  id: string;
  before: Row | undefined;
  after: Row;
  /** The row was deleted as if it had never existed. */
  gone?: boolean;
}

export interface WriteHooks {
  /** Companies that could read or do more after these changes. Reads only. */
  checkDisclosure: (changes: readonly RowChange[]) => Promise<WiderDisclosure[]>;
  /** Suspends the caches that these changes make stale, before they commit. Null if there are none. */
  suspendCaches: (changes: readonly RowChange[]) => CacheSuspension | null;
  /** The effects run together after the commit. Each is idempotent: the next reconciliation repairs one that failed. */
  effects: readonly ((changes: readonly RowChange[]) => Promise<void>)[];
  /** Drops what was computed from rows that no write changes: a participation file, a hold. */
  forgetIndex: () => void;
  /** Drops everything computed from the record for companies, and publishes it anew. */
  republish: () => Promise<void>;
}

let hooks: WriteHooks = {
  checkDisclosure: async () => [],
  suspendCaches: () => null,
  effects: [],
  forgetIndex: () => {},
  republish: async () => {},
};

/** Call it once at start, before the first write. */
export const configureWrites = (configured: WriteHooks): void => {
  hooks = configured;
};

export const writeHooks = (): WriteHooks => hooks;

/** Runs every effect and logs those that fail. Never throws. */
export async function runEffects(changes: readonly RowChange[]): Promise<void> {
  const results = await Promise.allSettled(hooks.effects.map((effect) => effect(changes)));
  for (const result of results)
    if (result.status === "rejected") console.error("an effect of a write failed", result.reason);
}
