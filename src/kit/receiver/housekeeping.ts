// Expiry, replay of the quarantine, and export. All read in pages and change one subject at a time.
import { accept } from "./accept.ts";
import { checkBody, ITEM_KINDS } from "./bodies.ts";
import { type SqlRow, type Statement, transact } from "./database.ts";
import { eraseOne } from "./erase.ts";
import { endOfAnswer, type KeepRules, withEnd } from "./keep.ts";
import { HOT, SWEEPS } from "./statements.ts";
import { type ItemKey, type Storage, timeOf } from "./store.ts";

const DAY = 86_400_000;
const QUARANTINE_DAYS = 30;
const KEY_DAYS = 400;

/** Number of rows that one run of the housekeeping changes. */
export interface Tidied {
  released: number;
  expired: number;
  forgotten: number;
}

/** Erases expired rows: texts after 30 days of quarantine, expired plans and documents, keys 400 days after erasure. */
export async function tidy(storage: Storage): Promise<Tidied> {
  const now = storage.now().getTime();
  const before = (days: number): string => new Date(now - days * DAY).toISOString();
  const at = new Date(now).toISOString();
  const { database } = storage;
  const released = await eachFound(storage, [SWEEPS.oldQuarantine, before(QUARANTINE_DAYS)], ({ subject, key }) =>
    transact(database, (run) => run(HOT.release, [subject, key])),
  );
  const end = (place: ItemKey) => transact(database, (run) => eraseOne(run, place, at));
  const items = await eachFound(storage, [SWEEPS.expiredItems, at], end);
  const documents = await eachFound(storage, [SWEEPS.expiredPreferences, at], end);
  const forgotten = await eachFound(storage, [SWEEPS.forgottenRequests, before(KEY_DAYS)], ({ subject, key }) =>
    transact(database, (run) => run(HOT.forgetRequest, [subject, key, before(KEY_DAYS)])),
  );
  return { released, expired: items + documents, forgotten };
}

/** Calls `change` for each found row. `change` must remove it, since this searches until nothing is found. */
async function eachFound(
  { database }: Storage,
  [statement, limit]: readonly [Statement, string],
  change: (place: ItemKey) => Promise<unknown>,
): Promise<number> {
  for (let count = 0; ; ) {
    const rows = await transact(database, (run) => run(statement, [limit]));
    for (const row of rows) await change(placeIn(row));
    count += rows.length;
    if (rows.length === 0) return count;
  }
}

/**
 * Gives an end to each answer that has none, because an earlier version stored it. Counts from its arrival, so that the
 * next `tidy` may erase it. Returns the number of answers. Reads every item: call it once, at the start.
 */
export async function endAnswers(storage: Storage, rules: KeepRules = {}): Promise<number> {
  let ended = 0;
  for await (const row of pages(storage, SWEEPS.pageOfItems)) {
    if (row.kind !== "answer" || row.expires !== null) continue;
    const { subject, key } = placeIn(row);
    const end = endOfAnswer(row.body, rules, timeOf(row.at));
    await transact(storage.database, (run) => run(HOT.endItem, [subject, key, end]));
    ended++;
  }
  return ended;
}

const placeIn = (row: SqlRow): ItemKey => ({ subject: String(row.subject), key: String(row.key) });

/** Every row of a table by subject and key, 500 at a time, without a transaction that stays open between them. */
export async function* pages(storage: Storage, statement: Statement): AsyncGenerator<SqlRow> {
  let after: ItemKey = { subject: "", key: "" };
  for (;;) {
    const rows = await transact(storage.database, (run) => run(statement, [after.subject, after.key]));
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined) return;
    after = placeIn(last);
  }
}

export interface Replayed {
  accepted: number;
  /** Texts that are still invalid. */
  kept: number;
}

/** Checks the texts in quarantine again, after an update of this package. Answers are kept from the day they came. */
export async function replay(storage: Storage, rules: KeepRules = {}): Promise<Replayed> {
  const replayed: Replayed = { accepted: 0, kept: 0 };
  for await (const row of pages(storage, SWEEPS.pageOfQuarantine)) {
    const kind = ITEM_KINDS.find((one) => one === row.kind);
    const text = String(row.body);
    const result = kind === undefined ? null : checkBody(kind, text, storage.now().getTime());
    if (kind === undefined || result === null || !result.ok) replayed.kept++;
    else {
      const item = { ...placeIn(row), kind, known: row.known === true, text };
      const checked = withEnd({ kind, checked: result.checked }, rules, timeOf(row.at));
      const { state } = await accept(storage, item, { checked, words: {} });
      if (state === "accepted") replayed.accepted++;
      // Another request has used its key since, with this text or with another.
      else await transact(storage.database, (run) => run(HOT.release, [item.subject, item.key]));
    }
  }
  return replayed;
}

/**
 * All items and documents as lines of JSON with the same members in each line, for a warehouse. Subjects and receipts
 * identify them; the export contains no handle and no key.
 */
export async function* exportLines(storage: Storage): AsyncGenerator<string> {
  for await (const row of pages(storage, SWEEPS.pageOfItems)) {
    const { subject, kind, known, receipt, replaced, promise, body } = row;
    const [at, expires, promiseBy] = [instantIn(row.at), instantIn(row.expires), row.promise_by];
    yield line({ subject, kind, at, known, receipt, replaced, expires, promise, promise_by: promiseBy, body });
  }
  for await (const row of pages(storage, SWEEPS.pageOfPreferences)) {
    const { subject, body } = row;
    const [at, expires] = [instantIn(row.at), instantIn(row.expires)];
    const none = { receipt: null, replaced: false, promise: null, promise_by: null };
    yield line({ subject, kind: "preferences", at, known: true, expires, ...none, body });
  }
}

const ORDER = ["subject", "kind", "at", "known", "receipt", "replaced", "expires", "promise", "promise_by", "body"];

/** `body` is a text of JSON, so that each column of the warehouse has one type. */
const line = (row: SqlRow): string =>
  `${JSON.stringify({ ...row, body: JSON.stringify(withoutKeys(row.body)) }, ORDER)}\n`;

function withoutKeys(body: unknown): unknown {
  if (typeof body !== "object" || body === null || !("replaces" in body)) return body;
  const { replaces: _, ...rest } = body;
  return rest;
}

const instantIn = (value: unknown): string | null =>
  value === null || value === undefined
    ? null
    : (value instanceof Date ? value : new Date(String(value))).toISOString();
