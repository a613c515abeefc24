// Context of an entry from its neighbours: drops a receipt that only repeats a grant, and finds the outcome of a
// promise.
import type { TimelineEvent } from "../../core/record/tables.ts";
import type { Receipt } from "../../core/sharing/receipt.ts";
import { outcomeId } from "../../core/timeline/timeline-note.ts";
import { database, entitiesOf } from "../../record/database.ts";

/** Sort key of an entry in the timeline. */
export interface Position {
  at: string;
  id: string;
  kind: "feeling" | "receipt" | "event";
}

/** The receipt of a grant, or of its end, follows within this time. */
const ECHO_MILLISECONDS = 2000;

/** Drops receipts that repeat a `told` event of the same moment. */
export async function withoutEchoes<E extends Position & { receipt?: Receipt }>(entries: readonly E[]): Promise<E[]> {
  const echoes = await Promise.all(entries.map(({ receipt }) => (receipt === undefined ? false : isEcho(receipt))));
  return entries.filter((_, index) => echoes[index] !== true);
}

async function isEcho({ company, at, direction, delivery }: Receipt): Promise<boolean> {
  const member = direction === "shared" ? "granted" : direction === "withdrawn" ? "revoked" : null;
  if (member === null && delivery === undefined) return false;
  const from = new Date(Date.parse(at) - ECHO_MILLISECONDS).toISOString().replace(/\.\d+/, "");
  const rows = await database.events
    .where("[company+type+at]")
    .between([company, "told", from], [company, "told", at], true, true)
    .toArray();
  return entitiesOf("events", rows).some(({ detail }) =>
    member === null ? detail.delivery === delivery : member in detail,
  );
}

export async function withOutcomes<E extends Position & { event?: TimelineEvent }>(
  entries: readonly E[],
): Promise<(E & { outcome?: TimelineEvent | null })[]> {
  const promises = entries.filter(({ event }) => event?.type === "promise").map(({ id }) => id);
  if (promises.length === 0) return [...entries];
  const outcomes = await readOutcomes(promises);
  return entries.map((entry) =>
    promises.includes(entry.id) ? { ...entry, outcome: outcomes.get(entry.id) ?? null } : entry,
  );
}

/** Outcomes by the id of their promise. */
export async function readOutcomes(promises: readonly string[]): Promise<ReadonlyMap<string, TimelineEvent>> {
  const rows = await database.events.bulkGet(promises.map(outcomeId));
  const outcomes = new Map<string, TimelineEvent>();
  for (const [index, id] of promises.entries()) {
    const row = rows[index];
    const [outcome] = row === undefined ? [] : entitiesOf("events", [row]);
    if (outcome !== undefined) outcomes.set(id, outcome);
  }
  return outcomes;
}
