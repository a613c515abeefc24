// Export of the record as one file, and the rows of a given file. Reads and writes files in pieces.

import { Refusal } from "../../core/commands/errors.ts";
import type { Payload } from "../../core/commands/index.ts";
import type { StagedFile } from "../../core/commands/my-data.ts";
import type { Row } from "../../core/record/change.ts";
import {
  MOST_FILE_BYTES,
  type RecordFileResult,
  recordFileReader,
  recordPieces,
} from "../../core/record/record-file.ts";
import { TABLES, type TableName } from "../../core/record/tables.ts";
import { instantNow } from "../../platform/clock.ts";
import { readPieces } from "../../platform/storage/private-files.ts";
import { stage } from "../../platform/storage/staged-file.ts";
import { type Database, database } from "../../record/database.ts";
import { recordOf } from "../../signal/plain-objects.ts";

export type TableRows = Record<TableName, Row[]>;

/** All rows, read in one transaction. */
export async function readTables(source: Database = database): Promise<TableRows> {
  const entries = await source.transaction(
    "r",
    TABLES.map((name) => source[name]),
    () => Promise.all(TABLES.map(async (name) => [name, await source[name].toArray()] as const)),
  );
  const rows = new Map(entries);
  return recordOf(TABLES, (name) => rows.get(name) ?? []);
}

/** The text; or the staged file that holds it, if the window asks for one because a message could not hold it. */
export async function exportRecord({ staged }: Payload<"export-record">): Promise<string | { file: StagedFile }> {
  const pieces = recordPieces(await readTables(), instantNow());
  return staged === true ? { file: await stage("staged-out.json", pieces) } : [...pieces].join("");
}

/** Throws a Refusal that names the fault of the file. */
export async function rowsOf(content: string | Blob): Promise<[TableName, Row][]> {
  if ((typeof content === "string" ? content.length : content.size) > MOST_FILE_BYTES)
    throw new Refusal("import-too-large");
  const file = await read(content, recordFileReader());
  if (!file.ok) throw new Refusal(file.code, file.detail);
  return file.rows;
}

/** Rows of a copy that this program made, of any size. A faulty row does not keep the others from being read. */
export async function rowsOfCopy(content: Blob): Promise<[TableName, Row][]> {
  const file = await read(content, recordFileReader({ ours: true }));
  if (!file.ok) throw new Refusal(file.code, file.detail);
  return file.rows;
}

async function read(content: string | Blob, reader: ReturnType<typeof recordFileReader>): Promise<RecordFileResult> {
  if (typeof content === "string") reader.push(content);
  else if (!(await readPieces(content, reader.push))) return { ok: false, code: "import-not-json", detail: "encoding" };
  return reader.end();
}
