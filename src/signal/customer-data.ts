// A company's file about one customer: docs/SIGNAL.md, "Get my data". Fixed member names of schema.org, read row by
// row. A faulty row is skipped with its reason and does not affect the others.
import { record } from "./checks.ts";
import { type DataEntry, entryIn, type SkipReason } from "./data-row.ts";
import { type JsonFault, type JsonLimits, parseJson } from "./safe-json.ts";

export const MOST_DATA_BYTES = 2 * 1024 * 1024;
export const MOST_DATA_ROWS = 5000;

const LIMITS: JsonLimits = {
  maxCharacters: MOST_DATA_BYTES,
  maxDepth: 16,
  maxKeys: 200_000,
  maxStringCharacters: 4096,
};

export interface DataRow {
  /** Starts at 1. */
  row: number;
}

export type CustomerData =
  | { ok: true; rows: number; entries: (DataEntry & DataRow)[]; skipped: (DataRow & { reason: SkipReason })[] }
  | { ok: false; fault: JsonFault | "too-many-rows" | "no-rows" };

/** Never throws. Linear in the text's length. */
export function readCustomerData(text: string): CustomerData {
  const json = parseJson(text, LIMITS);
  if (!json.ok) return { ok: false, fault: json.fault };
  const rows = rowsIn(json.value);
  if (rows === null) return { ok: false, fault: "no-rows" };
  if (rows.length > MOST_DATA_ROWS) return { ok: false, fault: "too-many-rows" };
  const read = rows.map((value, index) => ({ row: index + 1, ...entryIn(value) }));
  return {
    ok: true,
    rows: rows.length,
    entries: read.flatMap(({ row, entry }) => (entry === undefined ? [] : [{ row, ...entry }])),
    skipped: read.flatMap(({ row, reason }) => (reason === undefined ? [] : [{ row, reason }])),
  };
}

/** One object, a list, or the list in `@graph`; null for anything else. */
function rowsIn(value: unknown): readonly unknown[] | null {
  if (Array.isArray(value)) return value;
  if (typeof value !== "object" || value === null) return null;
  const { "@graph": graph } = record(value, "file");
  if (graph === undefined) return [value];
  return Array.isArray(graph) ? graph : null;
}
