// All rows of the record, and the rows of a given file, read in pieces.
import { Refusal } from "../../core/commands/errors.ts";
import type { Row } from "../../core/record/change.ts";
import { MOST_FILE_BYTES, type RecordFileResult, recordFileReader } from "../../core/record/record-file.ts";
import { TABLES, type TableName } from "../../core/record/tables.ts";
import { readPieces } from "../../platform/storage/private-files.ts";
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

/** Throws a Refusal that names the fault of the file. */
export async function rowsOf(content: string | Blob): Promise<[TableName, Row][]> {
  if ((typeof content === "string" ? content.length : content.size) > MOST_FILE_BYTES)
    throw new Refusal("import-too-large");
  const file = await read(content, recordFileReader());
  if (!file.ok) throw new Refusal(file.code, file.detail);
  return file.rows;
}

/** Rows of a copy that this program made, of any size. A faulty row does not prevent reading the others. */
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
