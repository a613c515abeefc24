// Daily copies of the record outside IndexedDB: writes them, but never replaces a fuller copy, and reads them back.
import { Refusal } from "../../core/commands/errors.ts";
import type { Row } from "../../core/record/change.ts";
import { recordPieces } from "../../core/record/record-file.ts";
import { TABLES, type TableName } from "../../core/record/tables.ts";
import { instantNow } from "../../platform/clock.ts";
import { dropOldStaged } from "../../platform/storage/staged-file.ts";
import { database } from "../../record/database.ts";
import { readHealth } from "../../record/sentinel.ts";
import { findSnapshots, inCopyQueue, keepSnapshot, newestSnapshot } from "../../record/snapshot.ts";
import { readTables, rowsOfCopy, type TableRows } from "./record-file.ts";

/** Writes a copy outside IndexedDB, once a day. The recovery screen offers it. */
export const snapshotRecord = (): Promise<void> => inCopyQueue(copyRecord);

async function copyRecord(): Promise<void> {
  await dropOldStaged();
  const health = await readHealth(database);
  const tables = await readTables();
  const poorer = health !== "sound" || (await isPoorer(tables));
  await keepSnapshot(recordPieces(tables, instantNow(), { ours: true }), poorer);
}

/**
 * True if the newest copy has rows that the record lacks. Ignores rows that an Undo removed: the log marks them `gone`.
 */
async function isPoorer(tables: TableRows): Promise<boolean> {
  const newest = await newestSnapshot();
  // An unreadable copy has nothing to lose.
  const rows = newest === null ? [] : await rowsOfCopy(newest).catch(() => []);
  for (const table of TABLES) {
    const here = new Set(tables[table].map(({ id }) => id));
    const missing = rows.filter(([name, { id }]) => name === table && !here.has(id));
    for (const [, { id }] of missing) if (!(await wasTakenOut(table, id))) return true;
  }
  return false;
}

async function wasTakenOut(table: TableName, id: string): Promise<boolean> {
  const changes = await database.changes.where("[table+id]").equals([table, id]).sortBy("seq");
  return changes.at(-1)?.gone === true;
}

/** Joined rows of all readable copies. Throws a Refusal if there is none. */
export async function copiedRows(): Promise<[TableName, Row][]> {
  const snapshots = await findSnapshots();
  const results = await Promise.allSettled(snapshots.map(rowsOfCopy));
  const read = results.filter((result) => result.status === "fulfilled");
  if (read.length > 0) return read.flatMap(({ value }) => value);
  const [fault] = results;
  throw fault?.status === "rejected" ? fault.reason : new Refusal("not-found", "snapshot");
}
