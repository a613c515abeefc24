// The record out as one file, and in again: merged, in one transaction, undoable.

import type { Row } from "../../core/change.ts";
import type { Payload } from "../../core/command.ts";
import { TABLES, type TableName } from "../../core/entities.ts";
import { Refusal } from "../../core/error.ts";
import { readRecordFile, writeRecordFile } from "../../core/record-file.ts";
import { instantNow } from "../../platform/clock.ts";
import { type Database, database } from "../../platform/database.ts";
import { keepSnapshot } from "../../platform/snapshot.ts";
import { write } from "../../platform/write.ts";

export async function exportRecord(source: Database = database): Promise<string> {
  const entries = await source.transaction(
    "r",
    TABLES.map((name) => source[name]),
    () => Promise.all(TABLES.map(async (name) => [name, await source[name].toArray()] as const)),
  );
  return writeRecordFile(Object.fromEntries(entries) as Record<TableName, Row[]>, instantNow());
}

export interface Imported {
  /** Rows that were new or newer here. */
  rows: number;
  batch: string | null;
}

export const importRecord = async ({ text }: Payload<"import-record">): Promise<Imported> => mergeRows(rowsOf(text));

/** Throws a Refusal that names what is wrong with the file. */
export function rowsOf(text: string): [TableName, Row][] {
  const file = readRecordFile(text);
  if (!file.ok) throw new Refusal(file.code, file.detail);
  return file.rows;
}

export async function mergeRows(rows: readonly [TableName, Row][]): Promise<Imported> {
  const { touched, batch } = await write(rows.map(([table, row]) => ({ table, row })));
  return { rows: touched.length, batch };
}

/** Once a day: a copy outside IndexedDB, which the recovery screen offers. */
export const snapshotRecord = async (): Promise<void> => keepSnapshot(await exportRecord());
