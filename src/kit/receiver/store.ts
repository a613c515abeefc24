// Accepts each item once, erases items, and stores invalid texts in quarantine. One call is one transaction about one
// subject.

import type { CheckedBody, ItemKind } from "./bodies.ts";
import { type ReceiverDatabase, type Run, transact } from "./database.ts";
import { HOT } from "./statements.ts";
import { bodyMac, receiptOf, subjectOf } from "./subject.ts";

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

interface Accepted {
  checked: CheckedBody;
  words: Words;
}

/** Stores an item once. A repeat gets the first acceptance, even after the item was erased. */
export async function accept(storage: Storage, item: Item, accepted: Accepted): Promise<Outcome> {
  const outcome = await acceptOnce(storage, item, accepted);
  const { replaces } = accepted.checked;
  if (replaces === null || replaces === item.key || outcome.state === "other-body") return outcome;
  // An anonymous item refers to its predecessor under another subject, which needs a transaction of its own.
  const subject = subjectOf(storage.secret, { key: replaces });
  await transact(storage.database, (run) => run(HOT.markReplaced, [subject, replaces, item.kind]));
  return outcome;
}

function acceptOnce(storage: Storage, item: Item, { checked, words }: Accepted): Promise<Outcome> {
  const { database, secret, now } = storage;
  const { subject, key, text } = item;
  const acceptance = { receipt: receiptOf(secret, subject, key), ...words };
  return transact(database, async (run) => {
    const at = now().toISOString();
    const mac = bodyMac(secret, text);
    // Sends all statements together, since nearly every item is new.
    const claim = run(HOT.claimRequest, [subject, key, at, mac, JSON.stringify(words), null]);
    const release = run(HOT.release, [subject, key]);
    const stored =
      item.kind === "preferences"
        ? claim.then((claimed) => (claimed.length === 0 ? undefined : storePreferences(run, item, { checked, at })))
        : storeItem(run, item, { checked, at, acceptance });
    const [claimed] = await Promise.all([claim, release, stored]);
    if (claimed.length === 0) throw new Repeated();
    return { state: "accepted", acceptance } satisfies Outcome;
  }).catch((error: unknown) => {
    if (!(error instanceof Repeated)) throw error;
    return transact(database, (run) => earlier(run, storage, { subject, key, text }));
  });
}

/** Rolls the transaction back: the key was accepted before. */
class Repeated extends Error {}

async function earlier(
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

async function storeItem(
  run: Run,
  { subject, key, kind, known }: Item,
  { checked, at, acceptance }: { checked: CheckedBody; at: string; acceptance: Acceptance },
): Promise<void> {
  const { body, replaces, expires } = checked;
  const { promise, receipt } = acceptance;
  const meaning = [JSON.stringify(body), replaces, expires, promise?.what ?? null, promise?.by ?? null];
  const store = run(HOT.storeItem, [subject, key, kind, at, known, receipt, ...meaning]);
  const mark = replaces === null || replaces === key ? null : run(HOT.markReplaced, [subject, replaces, kind]);
  await Promise.all([store, mark]);
}

/** Keeps only the newest document. Accepts one of an earlier day that comes late, but does not store it. */
async function storePreferences(
  run: Run,
  { subject, key }: Item,
  { checked, at }: { checked: CheckedBody; at: string },
): Promise<void> {
  const { issued, expires, body } = checked;
  const document = [key, at, issued, expires, JSON.stringify(body)];
  while ((await run(HOT.storePreferences, [subject, ...document])).length === 0) {
    const [row] = await run(HOT.readPreferences, [subject]);
    // Another request has erased it since.
    if (row === undefined) continue;
    const stored = String(row.key);
    const isLate = issued !== null && Date.parse(issued) < timeOf(row.issued);
    // Nothing changes if another request has replaced that document since: it is then read again.
    const isDone = isLate || (await run(HOT.changePreferences, [subject, stored, ...document])).length > 0;
    // The older document is gone; its key stays for a while, like that of an erased item.
    if (isDone) return void (await run(HOT.eraseRequest, [subject, isLate ? key : stored, at]));
  }
}

/**
 * Erases an earlier item, or all items of a subject (`withdrawn` is then null), and stores the key of this request. An
 * item that arrives after its withdrawal is not stored.
 */
export function withdrawItems(
  storage: Storage,
  request: ItemKey & { text: string },
  withdrawn: string | null,
): Promise<Outcome> {
  const { database, secret, now } = storage;
  const { subject, key } = request;
  return transact(database, async (run) => {
    const at = now().toISOString();
    // The request's own key stays as long as those of erased items.
    const claimed = await run(HOT.claimRequest, [subject, key, at, bodyMac(secret, request.text), "{}", at]);
    if (claimed.length === 0) return earlier(run, storage, request);
    if (withdrawn === null) await eraseAll(run, subject, at);
    else await eraseOne(run, { subject, key: withdrawn }, at);
    return { state: "accepted", acceptance: { receipt: receiptOf(secret, subject, key) } };
  });
}

/** Erases everything of one customer: one transaction, one shard. Keys without their texts stay 400 days. */
export const erase = ({ database, now }: Storage, subject: string): Promise<void> =>
  transact(database, (run) => eraseAll(run, subject, now().toISOString()));

async function eraseAll(run: Run, subject: string, at: string): Promise<void> {
  await run(HOT.eraseItems, [subject]);
  await run(HOT.erasePreferences, [subject]);
  await run(HOT.leaveStudies, [subject]);
  await run(HOT.releaseAll, [subject]);
  await run(HOT.eraseRequests, [subject, at]);
}

export async function eraseOne(run: Run, { subject, key }: ItemKey, at: string): Promise<void> {
  await run(HOT.eraseItem, [subject, key]);
  await run(HOT.erasePreferencesOf, [subject, key]);
  await run(HOT.release, [subject, key]);
  const known = await run(HOT.eraseRequest, [subject, key, at]);
  // The item has not arrived yet, so its key is stored as erased.
  if (known.length === 0) await run(HOT.claimRequest, [subject, key, at, null, "{}", at]);
}

/** Stores an invalid text, unless its key was accepted before; in that case it answers like a repeat. */
export function quarantine(storage: Storage, item: Item, reason: string): Promise<Outcome | null> {
  const { database, now } = storage;
  const { subject, key, kind, known, text } = item;
  return transact(database, async (run) => {
    if ((await run(HOT.readRequest, [subject, key])).length > 0) return earlier(run, storage, item);
    await run(HOT.quarantine, [subject, key, kind, now().toISOString(), known, text, reason]);
    return null;
  });
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
