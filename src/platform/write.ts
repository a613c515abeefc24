// The one write path: local, imported and synced edits alike. Row, Change, counter and outbox mark in one transaction.
import { Dexie, type Table } from "dexie";
import { type Change, canonical, edited, erased, type Fields, join, type Row, stampOf } from "../core/change.ts";
import { TABLES, type TableName } from "../core/entities.ts";
import { type Clock, nextStamp, seenStamp } from "../core/stamp.ts";
import { endBefore, runEffects, type Touched } from "./after-write.ts";
import { announceWrite } from "./announce.ts";
import { keepChanges } from "./change-log.ts";
import { clock } from "./clock.ts";
import { keepCounters } from "./counters.ts";
import { type Database, database, type Meta, type RecordTables, storageRefusal } from "./database.ts";
import { keepSentinel } from "./sentinel.ts";

/** A null field is an absent one. Without an id the row is new and its id is its creation stamp. */
export type Edit =
  | { table: TableName; id?: string; fields: Fields }
  | { table: TableName; id: string; erase: true }
  | { table: TableName; row: Row };

export interface Written {
  /** Names this write for undo; null when nothing changed. */
  batch: string | null;
  /** The ids of the rows, in the order of the edits. */
  ids: string[];
  touched: Touched[];
}

/** Reads inside the transaction, so that what was read is still true when it is written. */
export type Plan = (tables: RecordTables) => Promise<readonly Edit[]>;

const tablesOf = (target: Database) => [
  ...TABLES.map((name) => target[name]),
  target.changes,
  target.outbox,
  target.meta,
  target.counters,
  target.months,
  target.trash,
];

const MANY = 200;

/** What a write would change. Nothing is kept. */
export async function rehearse(edits: readonly Edit[] | Plan, target: Database = database): Promise<Touched[]> {
  try {
    return await target.transaction("r", tablesOf(target), async () => {
      const { touched } = await workOut(target, typeof edits === "function" ? await edits(target) : edits);
      return touched;
    });
  } catch (error) {
    throw storageRefusal(error);
  }
}

/** Throws a Refusal (`storage-full`, `storage-failed`); then nothing of the write is kept. */
export async function write(edits: readonly Edit[] | Plan, target: Database = database): Promise<Written> {
  const resume: (() => void)[] = [];
  try {
    const written = await stored(target, edits, resume);
    if (written.touched.length > 0) {
      // The write is kept whatever becomes of its witness, and nobody waits for it: one that is behind says "sound".
      void keepSentinel(target).catch((error: unknown) => console.error("the witness is behind", error));
      await runEffects(written.touched);
      announceWrite(written.touched.map(({ table }) => table));
    }
    return written;
  } finally {
    for (const begin of resume) begin();
  }
}

/** What must end before a write is kept and is not of the database: it cannot be waited for inside a transaction. */
class StillUnderWay {
  constructor(readonly ended: Promise<void>) {}
}

/** Stored in one transaction. `resume` is given what may begin again once all that follows from the write is done. */
async function stored(target: Database, edits: readonly Edit[] | Plan, resume: (() => void)[]): Promise<Written> {
  try {
    return await target.transaction("rw", tablesOf(target), async () => {
      const counted = target.meta.get("rows");
      const worked = await workOut(target, typeof edits === "function" ? await edits(target) : edits);
      // A promise that began in a transaction would take what follows it for a part of that, long after its end.
      const ending = Dexie.ignoreTransaction(() => endBefore(worked.touched));
      if (ending !== null) resume.push(ending.over);
      if (ending?.ended) throw new StillUnderWay(ending.ended);
      return keep(target, worked, await counted);
    });
  } catch (error) {
    if (!(error instanceof StillUnderWay)) throw storageRefusal(error);
    await error.ended.catch((fault: unknown) => {
      throw storageRefusal(fault);
    });
    return stored(target, edits, resume);
  }
}

interface WorkedOut extends Written {
  changes: Change[];
  clock: Clock;
}

/** Reads, and stores nothing. */
async function workOut(target: Database, edits: readonly Edit[]): Promise<WorkedOut> {
  const now = clock.now();
  const [self, rows] = await Promise.all([target.meta.get("self"), currentRows(target, edits)]);
  let ticking: Clock = self?.key === "self" ? self.clock : { device: clock.randomText(10), last: "" };
  const ids: string[] = [];
  const changes: Change[] = [];
  const touched = new Map<string, Touched>();
  let batch: string | null = null;

  for (const edit of edits) {
    const known = "row" in edit ? edit.row.id : edit.id;
    const current = known === undefined ? undefined : rows.get(`${edit.table} ${known}`);
    let row: Row;
    let stamp: string;
    if ("row" in edit) {
      const joined = join(current, edit.row);
      ids.push(edit.row.id);
      if (!joined.changed) continue;
      stamp = highestStamp(edit.row);
      ticking = seenStamp(ticking, stamp, now);
      row = joined.row;
    } else {
      const fields = "erase" in edit ? {} : edit.fields;
      const next = nextStamp(ticking, now, highestStamp(current, Object.keys(fields)));
      ticking = next.clock;
      stamp = next.stamp;
      row = "erase" in edit ? erased(edit.id, stamp) : withFields(current, edit.id ?? stamp, fields, stamp);
      ids.push(row.id);
    }
    rows.set(`${edit.table} ${row.id}`, row);
    if (batch === null) {
      // A stamp from elsewhere may have named a write here before (seeds, an older import): rows from outside get a new one.
      const name = "row" in edit ? nextStamp(ticking, now) : { stamp, clock: ticking };
      [batch, ticking] = [name.stamp, name.clock];
    }
    changes.push(changeOf(edit.table, current, row, stamp, batch));
    const before = touched.get(`${edit.table} ${row.id}`)?.before ?? current;
    touched.set(`${edit.table} ${row.id}`, { table: edit.table, id: row.id, before, after: row });
  }

  return { batch, ids, touched: [...touched.values()], changes, clock: ticking };
}

async function keep(target: Database, worked: WorkedOut, counted: Meta | undefined): Promise<Written> {
  const { batch, ids, touched: list, changes } = worked;
  const kept: PromiseLike<unknown>[] = [
    ...storeRows(target, list),
    target.meta.put({ key: "self", clock: worked.clock }),
  ];
  if (list.length > 0) {
    const before = counted?.key === "rows" ? counted.count : 0;
    kept.push(
      target.meta.put({ key: "rows", count: before + list.filter((one) => one.before === undefined).length }),
      keepChanges(target, changes, list),
      target.outbox.add({ rows: list.map(({ table, id }) => [table, id]) }),
      keepTrash(target, list, clock.now()),
      // Asked for after the rows, so that it reads them as they are stored here.
      keepCounters(target, list),
    );
  }
  // Together: none of them waits for another.
  await Promise.all(kept);
  return { batch, ids, touched: list };
}

/** An edit of a removed row brings it back: a removal elsewhere must not swallow what somebody still works on. */
function withFields(current: Row | undefined, id: string, given: Fields, stamp: string): Row {
  // Payloads may carry unknown members: a row's name, stamps and tombstone are never theirs to say.
  const { id: _id, $h: _h, $x: _x, ...fields } = given;
  const base = current?.$x === undefined ? current : undefined;
  return edited(base, id, base === undefined ? fields : { $del: false, ...fields }, stamp);
}

function changeOf(table: TableName, before: Row | undefined, after: Row, stamp: string, batch: string): Change {
  const fields = Object.keys(after).filter((field) => field !== "id" && field !== "$h" && field !== "$x");
  const altered = fields.filter(
    (field) => before === undefined || canonical(before[field]) !== canonical(after[field]),
  );
  const old = Object.fromEntries(altered.map((field) => [field, before?.[field] ?? null]));
  return { stamp, batch, table, id: after.id, fields: altered, before: before === undefined ? { $del: true } : old };
}

const highestStamp = (row: Row | undefined, fields?: readonly string[]): string =>
  row === undefined
    ? ""
    : (row.$x ??
      (fields ?? Object.keys(row))
        .map((field) => stampOf(row, field))
        .reduce((one, other) => (one > other ? one : other), ""));

async function currentRows(target: Database, edits: readonly Edit[]): Promise<Map<string, Row>> {
  const rows = new Map<string, Row>();
  for (const table of TABLES) {
    const ids = edits.flatMap((edit) => (edit.table === table ? (("row" in edit ? edit.row.id : edit.id) ?? []) : []));
    if (ids.length === 0) continue;
    for (const row of await target[table].bulkGet(await idsThere(target[table], [...new Set(ids)])))
      if (row !== undefined) rows.set(`${table} ${row.id}`, row);
  }
  return rows;
}

/** Of an import most rows are new: which are known is read at once, not asked of each. */
async function idsThere(table: Table<Row, string>, ids: string[]): Promise<string[]> {
  if (ids.length < MANY) return ids;
  const sorted = [...ids].sort();
  const range = table.where(":id").between(sorted[0], sorted.at(-1), true, true);
  const known = new Set(await range.primaryKeys());
  return ids.filter((id) => known.has(id));
}

const storeRows = (target: Database, touched: readonly Touched[]): PromiseLike<unknown>[] =>
  TABLES.flatMap((table) => {
    const rows = touched.flatMap((one) => (one.table === table ? one.after : []));
    return rows.length > 0 ? [target[table].bulkPut(rows)] : [];
  });

/** Removed feelings are owed their erasure: a row until it is done. */
async function keepTrash(target: Database, touched: readonly Touched[], now: number): Promise<void> {
  for (const { table, id, before, after } of touched) {
    if (table !== "feelings" || (before?.$del === true) === (after.$del === true && after.$x === undefined)) continue;
    if (after.$del === true && after.$x === undefined) await target.trash.put({ id, at: now });
    else await target.trash.delete(id);
  }
}
