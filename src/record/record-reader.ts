// A read-only view of the record's tables, by type: the part of Dexie's interface that changes nothing.
import type { Row } from "../core/record/change.ts";
import type { TableName } from "../core/record/tables.ts";

export interface ReadonlyRows {
  toArray(): PromiseLike<Row[]>;
  first(): PromiseLike<Row | undefined>;
  count(): PromiseLike<number>;
  primaryKeys(): PromiseLike<string[]>;
  reverse(): ReadonlyRows;
  limit(count: number): ReadonlyRows;
  filter(accepts: (row: Row) => boolean): ReadonlyRows;
  until(stops: (row: Row) => boolean, inclusive?: boolean): ReadonlyRows;
}

export interface ReadonlyWhere {
  equals(key: unknown): ReadonlyRows;
  anyOf(keys: readonly unknown[]): ReadonlyRows;
  between(low: unknown, high: unknown, includesLow?: boolean, includesHigh?: boolean): ReadonlyRows;
}

export interface ReadonlyTable {
  get(id: string): PromiseLike<Row | undefined>;
  bulkGet(ids: string[]): PromiseLike<(Row | undefined)[]>;
  toArray(): PromiseLike<Row[]>;
  count(): PromiseLike<number>;
  limit(count: number): ReadonlyRows;
  orderBy(index: string): ReadonlyRows;
  where(index: string): ReadonlyWhere;
}

export type RecordReader = { readonly [T in TableName]: ReadonlyTable };
