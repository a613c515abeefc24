// Edits: the input of a write.
import type { Fields, Row } from "../core/record/change.ts";
import type { TableName } from "../core/record/tables.ts";
import type { Meta } from "./local-tables.ts";
import type { RecordReader } from "./record-reader.ts";

/**
 * An edit of one row. A null field is absent. Without an id the row is new, and its creation stamp becomes its id.
 * `there`: throws `not-found` if the row is not visible. `thenErase`: erases the removed row once its Undo has expired.
 * `row` comes from a file or another device and is merged. `restore` sets the row byte for byte; null deletes it as if
 * it had never existed.
 */
export type Edit =
  | { table: TableName; id?: string; fields: Fields }
  | { table: TableName; id: string; fields: Fields; there: true }
  | { table: TableName; id: string; fields: { $del: true }; thenErase: true }
  | { table: TableName; id: string; erase: true }
  | { table: TableName; row: Row }
  | { table: TableName; id: string; restore: Row | null };

/** Edits, and local values that are stored in the same transaction and are not part of the record. */
export interface PlannedWrite {
  edits: readonly Edit[];
  meta: readonly Meta[];
}

/**
 * Computes edits from the rows, read inside the transaction, so that they are still current when the edits are stored.
 * Gets a read-only view. Must have no side effects: a dry run calls it too.
 */
export type EditPlan = (tables: RecordReader) => Promise<readonly Edit[] | PlannedWrite>;
