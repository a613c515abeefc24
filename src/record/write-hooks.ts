// What follows from a write, and what must end before it: stated once by the entry that wires the background.
import type { Row } from "../core/record/change.ts";
import type { TableName } from "../core/record/tables.ts";
import type { CacheSuspension } from "../platform/session/answer-cache.ts";

/** A row that a write changed, as it was and as it is. */
export interface RowChange {
  table: TableName;
  id: string;
  before: Row | undefined;
  after: Row;
  /** It is not there any more, as if it had never come. */
  gone?: boolean;
}

type Effect = (touched: readonly RowChange[]) => Promise<void>;

const effects: Effect[] = [];

export const afterWrite = (...more: Effect[]): void => void effects.push(...more);

/** Runs every effect; each is idempotent, so that one that fails is made good by the next reconciliation. */
export async function runEffects(touched: readonly RowChange[]): Promise<void> {
  const results = await Promise.allSettled(effects.map((effect) => effect(touched)));
  for (const result of results)
    if (result.status === "rejected") console.error("an effect of a write failed", result.reason);
}

type End = (touched: readonly RowChange[]) => CacheSuspension | null;

let end: End = () => null;

export const beforeKept = (ending: End): void => {
  end = ending;
};

/** Null when nothing ends by a write. */
export const endBefore: End = (touched) => end(touched);
