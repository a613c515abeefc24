// Outbox: marks of rows that other devices have not seen. Local; grows with each write, and shrinks with each push.
import type { TableName } from "../core/record/tables.ts";
import type { OutboxEntry } from "./database.ts";

/** Most rows of one mark: a push takes whole marks. */
const MARKED_ROWS = 5000;

export const marksOf = (keys: readonly (readonly [TableName, string])[]): OutboxEntry[] =>
  Array.from({ length: Math.ceil(keys.length / MARKED_ROWS) }, (_, number) => ({
    rows: keys
      .slice(number * MARKED_ROWS, (number + 1) * MARKED_ROWS)
      .map(([table, id]): [TableName, string] => [table, id]),
  }));
