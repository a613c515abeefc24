// The record as one JSON file: every row with its stamps, so that an import is a merge and a second import changes
// nothing.
import type { ErrorCode } from "../commands/errors.ts";
import { canonical, type Row } from "./change.ts";
import { RecordFileReader } from "./record-reader.ts";
import { isRowLike, readRow, rowToKeep, rowToWrite } from "./row.ts";
import { TABLES, type TableName } from "./tables.ts";

export const RECORD_FORMAT = 1;

/** Size limit of an imported file, the same in every browser. */
export const MOST_FILE_BYTES = 100 * 1024 * 1024;

/**
 * The file in pieces of text. Rows are ordered by id and members are in order, so that equal records give equal files
 * except for the date. Leaves out rows that no file may contain; with `ours`, only rows that this program cannot show
 * either.
 */
export function* recordPieces(
  tables: Readonly<Record<TableName, readonly Row[]>>,
  exportedAt: string,
  { ours = false } = {},
): Generator<string> {
  yield `{"regards":${RECORD_FORMAT},"exportedAt":${JSON.stringify(exportedAt)},"tables":{\n`;
  for (const [index, name] of TABLES.entries()) {
    const rows = [...tables[name]].sort((one, other) => (one.id < other.id ? -1 : 1));
    let isFirst = true;
    yield `${index === 0 ? "" : ",\n"}${JSON.stringify(name)}:[`;
    for (const row of rows) {
      const written = (ours ? rowToKeep : rowToWrite)(name, row);
      if (written === null) continue;
      yield `${isFirst ? "\n" : ",\n"}${canonical(written)}`;
      isFirst = false;
    }
    yield isFirst ? "]" : "\n]";
  }
  yield "\n}}\n";
}

export const writeRecordFile = (tables: Readonly<Record<TableName, readonly Row[]>>, exportedAt: string): string =>
  [...recordPieces(tables, exportedAt)].join("");

export type RecordFileResult = { ok: true; rows: [TableName, Row][] } | { ok: false; code: ErrorCode; detail: string };

/**
 * Reads a file piece by piece. All or nothing: one faulty row refuses the file, and the fault names it. Never throws.
 * `ours`: a copy that this program made; its rows are repaired as on writing, or left out.
 */
export function recordFileReader({ ours = false } = {}): {
  push: (piece: string) => boolean;
  end: () => RecordFileResult;
} {
  const rows: [TableName, Row][] = [];
  const reader = new RecordFileReader(RECORD_FORMAT, (table, value) => {
    const mended = ours && isRowLike(value) ? rowToKeep(table, value) : null;
    if (mended !== null) rows.push([table, mended]);
    if (ours) return null;
    const result = readRow(table, value);
    if (!result.ok) return result.fault;
    rows.push([table, result.row]);
    return null;
  });
  const end = (): RecordFileResult => {
    const fault = reader.end();
    return fault === null ? { ok: true, rows } : { ok: false, ...fault };
  };
  return { push: (piece) => reader.push(piece), end };
}

export function readRecordFile(text: string): RecordFileResult {
  const reader = recordFileReader();
  reader.push(text);
  return reader.end();
}
