// Accepts each item once, and stores invalid texts in quarantine. One call is one transaction about one subject.
import type { CheckedBody } from "./bodies.ts";
import { type Run, transact } from "./database.ts";
import { HOT } from "./statements.ts";
import { type Acceptance, earlier, type Item, type Outcome, type Storage, timeOf, type Words } from "./store.ts";
import { bodyMac, receiptOf, subjectOf } from "./subject.ts";

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

/** Stores an invalid text, unless its key was accepted before; in that case it answers like a repeat. */
export function quarantine(storage: Storage, item: Item, reason: string): Promise<Outcome | null> {
  const { database, now } = storage;
  const { subject, key, kind, known, text } = item;
  return transact(database, async (run) => {
    const at = now().toISOString();
    // Holds the key until the end, so that a withdrawal waits for the text and then deletes it.
    const claimed = await run(HOT.claimRequest, [subject, key, at, null, "{}", null]);
    if (claimed.length === 0) return earlier(run, storage, item);
    await run(HOT.quarantine, [subject, key, kind, at, known, text, reason]);
    await run(HOT.unclaimRequest, [subject, key]);
    return null;
  });
}
