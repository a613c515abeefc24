// A device's record under test: the store of sync, and the edits of a user.
import type { Row } from "../../../src/core/record/change.ts";
import type { TableName } from "../../../src/core/record/tables.ts";
import type { LocalStore } from "../../../src/core/sync/local-store.ts";

export interface TestRecord {
  /** Id in the stamps of the first edits. */
  readonly device: string;
  readonly store: LocalStore;
  /** Returns the row; undefined if it was erased or may not change. */
  edit(table: TableName, id: string, fields: Record<string, unknown>): Promise<Row | undefined>;
  /** Imports a row of a file. */
  bringIn(table: TableName, row: Row): Promise<Row | undefined>;
  erase(table: TableName, id: string): Promise<Row | undefined>;
  row(table: TableName, id: string): Promise<Row | undefined>;
  rows(): Promise<[TableName, Row][]>;
  /** "table id" of the rows that were never sent. */
  owed(): Promise<Set<string>>;
  backup(): Promise<unknown>;
  restore(backup: unknown): Promise<void>;
  close(): Promise<void>;
}

/** `now` is the device's own clock. */
export type MakeRecord = (device: string, now: () => number) => Promise<TestRecord>;
