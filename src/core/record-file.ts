// The record as one JSON file: every row with its stamps, so that importing it is a merge and importing it twice is nothing.
import { canonical, type Row } from "./change.ts";
import { rowFault, TABLES, type TableName } from "./entities.ts";
import type { ErrorCode } from "./error.ts";
import { type JsonLimits, parseJson } from "./safe-json.ts";
import { STAMP_PATTERN } from "./stamp.ts";

export const RECORD_FORMAT = 1;

export interface RecordFile {
  regards: typeof RECORD_FORMAT;
  exportedAt: string;
  tables: Record<TableName, Row[]>;
}

const LIMITS: JsonLimits = {
  maxCharacters: 100 * 1024 * 1024,
  maxDepth: 16,
  maxKeys: 20_000_000,
  maxStringCharacters: 200_000,
};

/** Rows in the order of their ids, members in order: equal records have equal files but for the date. */
export function writeRecordFile(tables: Record<TableName, Row[]>, exportedAt: string): string {
  const blocks = TABLES.map((name) => {
    const rows = [...tables[name]].sort((one, other) => (one.id < other.id ? -1 : 1)).map(canonical);
    return `${JSON.stringify(name)}:[${rows.length === 0 ? "" : `\n${rows.join(",\n")}\n`}]`;
  });
  return `{"regards":${RECORD_FORMAT},"exportedAt":${JSON.stringify(exportedAt)},"tables":{\n${blocks.join(",\n")}\n}}\n`;
}

export type RecordFileResult = { ok: true; rows: [TableName, Row][] } | { ok: false; code: ErrorCode; detail: string };

/** Never throws. All or nothing: one bad row refuses the file and names itself. */
export function readRecordFile(text: string): RecordFileResult {
  const refuse = (code: ErrorCode, detail = ""): RecordFileResult => ({ ok: false, code, detail });
  const json = parseJson(text, LIMITS);
  if (!json.ok) return refuse(json.fault === "too-large" ? "import-too-large" : "import-not-json", json.fault);
  const file = json.value;
  if (!isObject(file) || typeof file.regards !== "number" || !isObject(file.tables)) return refuse("import-not-ours");
  if (file.regards > RECORD_FORMAT) return refuse("import-newer", String(file.regards));
  const rows: [TableName, Row][] = [];
  for (const [table, list] of Object.entries(file.tables)) {
    const name = TABLES.find((known) => known === table);
    // A table of a newer version is not understood here; its rows are refused with the file rather than dropped.
    if (name === undefined) return refuse("import-newer", table.slice(0, 40));
    if (!Array.isArray(list)) return refuse("import-invalid", name);
    for (const [index, row] of list.entries()) {
      const fault = isRow(row) ? rowFault(name, row) : "row";
      if (fault !== null) return refuse("import-invalid", `${name} ${index + 1}: ${fault}`.slice(0, 80));
      rows.push([name, row as Row]);
    }
  }
  return { ok: true, rows };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function isRow(value: unknown): value is Row {
  if (!isObject(value) || typeof value.id !== "string" || value.id === "" || value.id.length > 300) return false;
  if (Object.hasOwn(value, "__proto__")) return false;
  const { $h, $x } = value;
  if ($x !== undefined && !isStamp($x)) return false;
  return isStamp($h) || (isObject($h) && Object.values($h).every(isStamp));
}

const isStamp = (value: unknown): boolean => typeof value === "string" && STAMP_PATTERN.test(value);
