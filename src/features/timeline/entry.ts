// The entries of the timeline: rows of three tables, as lists show them.
import type { Feeling, TimelineEvent } from "../../core/record/tables.ts";
import type { Receipt } from "../../core/sharing/receipt.ts";

interface Head {
  at: string;
  id: string;
  company: string;
  /** Other entries of the same dealing. Only a page has them: chunks are rows. */
  parts?: readonly Entry[];
}

export interface EventEntry extends Head {
  kind: "event";
  event: TimelineEvent;
  /** Outcome of a promise. */
  outcome?: TimelineEvent | null;
}

export type Entry =
  | (Head & { kind: "feeling"; feeling: Feeling })
  | (Head & { kind: "receipt"; receipt: Receipt })
  | EventEntry;
