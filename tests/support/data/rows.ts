// Rows as another device would have written them, in a file for import-record.
import type { Row } from "../../../src/core/record/change.ts";
import { writeRecordFile } from "../../../src/core/record/record-file.ts";
import { makeStamp } from "../../../src/core/record/stamp.ts";
import { TABLES, type TableName } from "../../../src/core/record/tables.ts";
import { NOON } from "../device/world.ts";

export const stampAt = (milliseconds: number, counter = 0, device = "elsewhere0"): string =>
  makeStamp({ milliseconds, counter, device });

type Given = { id?: string; $h?: Row["$h"] } & Record<string, unknown>;

/** Fills in stamps, and ids of rows named by their stamp. */
export function recordFile(given: Partial<Record<TableName, Given[]>>, at = NOON - 86_400_000): string {
  let counter = 0;
  const rows = TABLES.map((name) => {
    const filled = (given[name] ?? []).map((row): Row => {
      const stamp = stampAt(at, counter++);
      return { ...row, id: row.id ?? stamp, $h: row.$h ?? stamp };
    });
    return [name, filled];
  });
  return writeRecordFile(Object.fromEntries(rows) as Record<TableName, Row[]>, "2026-11-17T12:00:00Z");
}

export const planRow = (what: string, audience: unknown): Given => ({
  what,
  verb: "buy",
  certainty: "likely",
  replies: "none",
  status: "open",
  expires: "2027-12",
  audience,
});

export const feelingRow = (at: string, more: Record<string, unknown> = {}): Given => ({
  at,
  company: "shop.example",
  scale: 5,
  value: 1,
  words: [],
  about: [],
  how: "self",
  delayMinutes: 0,
  ...more,
});
