// Items as the storage knows them, and the acceptance that a repeat gets. accept.ts stores them, erase.ts erases them.
import type { ItemKind } from "./bodies.ts";
import { type ReceiverDatabase, type Run, transact } from "./database.ts";
import { HOT } from "./statements.ts";
import { bodyMac, receiptOf } from "./subject.ts";

/** The company's words to the customer, sent with the acceptance and shown in the customer's timeline. */
export interface Words {
  /** At most 280 characters. */
  reply?: string;
  /** `by` is a date, `YYYY-MM-DD`. */
  promise?: { what: string; by: string };
}

export interface Acceptance extends Words {
  /** The company's reference. */
  receipt: string;
}

export interface ItemKey {
  subject: string;
  key: string;
}

export interface Item extends ItemKey {
  kind: ItemKind;
  /** Sent with a handle. */
  known: boolean;
  /** The exact text. */
  text: string;
}

/** `other-body`: the key was used for another text. */
export type Outcome = { state: "accepted" | "repeated"; acceptance: Acceptance } | { state: "other-body" };

export interface Storage {
  database: ReceiverDatabase;
  secret: string;
  now: () => Date;
}

/** The first acceptance of a known key, unless this text is another. */
export async function earlier(
  run: Run,
  { secret }: Storage,
  { subject, key, text }: ItemKey & { text: string },
): Promise<Outcome> {
  const [row] = await run(HOT.readRequest, [subject, key]);
  // The row existed a moment ago, and only the housekeeping of keys removes rows.
  if (row === undefined) throw new Error("the row of a known key is missing");
  if (row.mac !== null && row.mac !== bodyMac(secret, text)) return { state: "other-body" };
  return { state: "repeated", acceptance: { receipt: receiptOf(secret, subject, key), ...wordsIn(row.answer) } };
}

/** The current document of a customer; null without one, or after its end. */
export async function storedDocument({ database, now }: Storage, subject: string): Promise<unknown> {
  const [row] = await transact(database, (run) => run(HOT.readDocument, [subject]));
  return row === undefined || timeOf(row.expires) <= now().getTime() ? null : row.body;
}

export const timeOf = (value: unknown): number => (value instanceof Date ? value.getTime() : Date.parse(String(value)));

function wordsIn(stored: unknown): Words {
  if (typeof stored !== "object" || stored === null) return {};
  const reply = "reply" in stored && typeof stored.reply === "string" ? { reply: stored.reply } : {};
  const promise = "promise" in stored ? promiseIn(stored.promise) : {};
  return { ...reply, ...promise };
}

function promiseIn(value: unknown): Words {
  if (typeof value !== "object" || value === null || !("what" in value) || !("by" in value)) return {};
  return { promise: { what: String(value.what), by: String(value.by) } };
}
