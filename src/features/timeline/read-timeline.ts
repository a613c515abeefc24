// One company's timeline: feelings, what was told and withdrawn, what it said. Newest first, a page at a time.
import type { Feeling, TimelineEvent } from "../../core/entities.ts";
import type { Receipt } from "../../core/receipt.ts";
import { database, entitiesOf } from "../../platform/database.ts";

export type Entry =
  | { kind: "feeling"; at: string; id: string; feeling: Feeling }
  | { kind: "receipt"; at: string; id: string; receipt: Receipt }
  | { kind: "event"; at: string; id: string; event: TimelineEvent };

const newestFirst = (one: Entry, other: Entry): number =>
  one.at === other.at ? (one.id < other.id ? 1 : -1) : one.at < other.at ? 1 : -1;

export async function readTimeline(company: string, most: number): Promise<Entry[]> {
  const range = [
    [company, ""],
    [company, "\uffff"],
  ] as const;
  const [feelings, events, receipts] = await Promise.all([
    database.feelings
      .where("[company+at]")
      .between(...range)
      .reverse()
      .limit(most)
      .toArray(),
    database.events
      .where("[company+at]")
      .between(...range)
      .reverse()
      .limit(most)
      .toArray(),
    database.receipts.where("company").equals(company).reverse().limit(most).toArray(),
  ]);
  const entries: Entry[] = [
    ...entitiesOf("feelings", feelings).map(
      (feeling): Entry => ({ kind: "feeling", at: feeling.at, id: feeling.id, feeling }),
    ),
    ...entitiesOf("events", events).map((event): Entry => ({ kind: "event", at: event.at, id: event.id, event })),
    ...entitiesOf("receipts", receipts).map(
      (receipt): Entry => ({ kind: "receipt", at: receipt.at, id: receipt.id, receipt }),
    ),
  ];
  return entries.sort(newestFirst).slice(0, most);
}

/** The newest feelings of one company, or of all. */
export async function readFeelings(company: string | null, most: number): Promise<Feeling[]> {
  const rows =
    company === null
      ? database.feelings.orderBy("at").reverse().limit(most)
      : database.feelings.where("[company+at]").between([company, ""], [company, "\uffff"]).reverse().limit(most);
  return entitiesOf("feelings", await rows.toArray());
}
