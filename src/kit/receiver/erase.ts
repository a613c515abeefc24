// Withdraws and erases items. One call is one transaction about one subject.
import { type Run, transact } from "./database.ts";
import { HOT } from "./statements.ts";
import { earlier, type ItemKey, type Outcome, type Storage } from "./store.ts";
import { bodyMac, receiptOf } from "./subject.ts";

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

/** First claims the key, as erased: a request that is storing the item holds it, and this waits for that request. */
export async function eraseOne(run: Run, { subject, key }: ItemKey, at: string): Promise<void> {
  const claimed = await run(HOT.claimRequest, [subject, key, at, null, "{}", at]);
  if (claimed.length === 0) await run(HOT.eraseRequest, [subject, key, at]);
  await run(HOT.eraseItem, [subject, key]);
  await run(HOT.erasePreferencesOf, [subject, key]);
  await run(HOT.release, [subject, key]);
}
