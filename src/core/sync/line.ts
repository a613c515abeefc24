// Rows as lines of text, one row per line. A line always has the row's whole current state, so that reading it twice,
// or out of order, has the same result.
import { fieldsOf, type Row } from "../record/change.ts";
import { STAMP_PATTERN, stampParts } from "../record/stamp.ts";
import { TABLES, type TableName } from "../record/tables.ts";
import { instantOf } from "../time/instant.ts";

export type RowKey = readonly [table: TableName, id: string];
export type TableRow = readonly [table: TableName, row: Row];

/** Unique text of a key. */
export const keyText = ([table, id]: RowKey): string => `${table} ${id}`;

/** Each key once. */
export const distinctKeys = (keys: Iterable<RowKey>): RowKey[] => {
  const byText = new Map<string, RowKey>();
  for (const key of keys) byText.set(keyText(key), key);
  return [...byText.values()];
};

interface Line {
  t: string;
  id: string;
  /** Fields. */
  v?: Record<string, unknown>;
  /** Stamp of all fields, or of each. Absent if it is the id. */
  h?: Row["$h"];
  /** 1: the field `at` is the instant in the id. */
  a?: 1;
  /** Erasure stamp: the row has no fields. */
  x?: string;
}

/** ISO instant of a row's creation stamp; null if its id is no stamp. */
const createdAt = (id: string): string | null =>
  STAMP_PATTERN.test(id) ? instantOf(stampParts(id).milliseconds) : null;

export function writeLine([table, row]: TableRow): string {
  if (row.$x !== undefined) return JSON.stringify({ t: table, id: row.id, x: row.$x } satisfies Line);
  const fields = fieldsOf(row);
  const h = row.$h === row.id ? {} : { h: row.$h };
  const { at, ...rest } = fields;
  const isDerived = typeof at === "string" && at === createdAt(row.id);
  const line: Line = isDerived
    ? { t: table, id: row.id, a: 1, v: rest, ...h }
    : { t: table, id: row.id, v: fields, ...h };
  return JSON.stringify(line);
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Null if the line is no row: damaged, or of a table that only a newer version has. */
export function readLine(text: string): TableRow | null {
  const line = parsed(text);
  if (line === null || typeof line.id !== "string") return null;
  const { id, v, h = id, x, a } = line;
  const table = TABLES.find((name) => name === line.t);
  if (table === undefined) return null;
  if (typeof x === "string") return [table, { id, $h: x, $x: x }];
  if (!isObject(v) || !(typeof h === "string" || isStamps(h))) return null;
  return [table, { ...v, ...(a === 1 ? { at: createdAt(id) } : {}), id, $h: h }];
}

const isStamps = (value: unknown): value is Record<string, string> =>
  isObject(value) && Object.values(value).every((stamp) => typeof stamp === "string");

function parsed(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}
