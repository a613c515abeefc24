// The daily copies outside IndexedDB: taken of what is there, never in place of one that holds more, and brought back.

import type { Row } from "../../core/change.ts";
import { TABLES, type TableName } from "../../core/entities.ts";
import { Refusal } from "../../core/error.ts";
import { recordPieces } from "../../core/record-file.ts";
import { instantNow } from "../../platform/clock.ts";
import { database } from "../../platform/database.ts";
import { recordHealth } from "../../platform/sentinel.ts";
import { findSnapshots, keepSnapshot, newestSnapshot } from "../../platform/snapshot.ts";
import { dropOldStaged } from "../../platform/staged-file.ts";
import { readTables, rowsOfCopy, type Tables } from "./record-file.ts";

/** Once a day: a copy outside IndexedDB, which the recovery screen offers. */
export async function snapshotRecord(): Promise<void> {
  await dropOldStaged();
  const health = await recordHealth(database);
  const tables = await readTables();
  const poorer = health !== "sound" || (await isPoorer(tables));
  await keepSnapshot(recordPieces(tables, instantNow(), { ours: true }), poorer);
}

/** Whether the newest copy holds rows that are missing here. Rows that the user took out are in the log as such. */
async function isPoorer(tables: Tables): Promise<boolean> {
  const newest = await newestSnapshot();
  // A copy that cannot be read is no loss.
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

/** The rows of every copy that can be read: joined, they are all that is left. Throws a Refusal where there is none. */
export async function copiedRows(): Promise<[TableName, Row][]> {
  const snapshots = await findSnapshots();
  const results = await Promise.allSettled(snapshots.map(rowsOfCopy));
  const read = results.filter((result) => result.status === "fulfilled");
  if (read.length > 0) return read.flatMap(({ value }) => value);
  const [fault] = results;
  throw fault?.status === "rejected" ? fault.reason : new Refusal("not-found", "snapshot");
}
