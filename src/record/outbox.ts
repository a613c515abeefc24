// Outbox: marks of rows that other devices have not seen. Local, and used only while sync is on; each write adds marks,
// and each push removes some.
import type { Row } from "../core/record/change.ts";
import { TABLES, type TableName } from "../core/record/tables.ts";
import type { RowKey } from "../core/sync/line.ts";
import type { Owed } from "../core/sync/local-store.ts";
import type { SyncStatus } from "../core/sync/sync-status.ts";
import { type Database, database } from "./database.ts";
import type { OutboxEntry } from "./local-tables.ts";

/** Limit of rows in one mark: a push takes whole marks. */
const MARKED_ROWS = 5000;
/** Stands at the end of a stamp. */
const DEVICE_CHARACTERS = 10;

export const marksOf = (keys: readonly RowKey[]): OutboxEntry[] =>
  Array.from({ length: Math.ceil(keys.length / MARKED_ROWS) }, (_, number) => ({
    rows: keys
      .slice(number * MARKED_ROWS, (number + 1) * MARKED_ROWS)
      .map(([table, id]): [TableName, string] => [table, id]),
  }));

/** Rows that other devices have not seen, the oldest edits first. */
export async function readOwed({ outbox }: Database, limit: number): Promise<Owed> {
  const keys = new Map<string, RowKey>();
  let [upTo, more] = [0, false];
  await outbox
    .orderBy(":id")
    .until(() => {
      more = keys.size >= limit;
      return more;
    })
    .each(({ seq = 0, rows }) => {
      for (const key of rows) keys.set(key.join(" "), key);
      upTo = seq;
    });
  return { keys: [...keys.values()], upTo, more };
}

/** Marks the rows with an edit by such a device. Returns their number. */
export async function oweRowsWith(target: Database, isSuch: (device: string) => boolean): Promise<number> {
  const keys: RowKey[] = [];
  for (const table of TABLES)
    await target[table].each((row) => {
      if (stampsOf(row).some((stamp) => isSuch(stamp.slice(-DEVICE_CHARACTERS)))) keys.push([table, row.id]);
    });
  await target.outbox.bulkAdd(marksOf(keys));
  return keys.length;
}

const stampsOf = ({ $h, $x }: Row): string[] =>
  $x !== undefined ? [$x] : typeof $h === "string" ? [$h] : Object.values($h);

/** The keys of all rows, including removed and erased ones. */
export async function readEveryKey(source: Database = database): Promise<RowKey[]> {
  const ids = await Promise.all(TABLES.map((table) => source[table].toCollection().primaryKeys()));
  return TABLES.flatMap((table, index) => (ids[index] ?? []).map((id): RowKey => [table, id]));
}

const everything = () => [...TABLES.map((name) => database[name]), database.outbox, database.meta];

/** Marks every row, and replaces all earlier marks. */
export async function oweEverything(): Promise<void> {
  await database.transaction("rw", everything(), async () => {
    const keys = await readEveryKey();
    await database.outbox.clear();
    await database.outbox.bulkAdd(marksOf(keys));
  });
}

/** Marks every row, and from then on each edit. One transaction, since no edit is marked while sync is off. */
export async function switchSyncOn(status: SyncStatus): Promise<void> {
  await database.transaction("rw", everything(), async () => {
    await oweEverything();
    await database.meta.put({ key: "sync", ...status });
  });
}
