// Taking back one write: what stood before is written again, as new edits, newest change first.

import { type Change, type Fields, fieldsOf, isVisible, type Row } from "../../core/change.ts";
import type { Payload } from "../../core/command.ts";
import { SharedDetail } from "../../core/delivery.ts";
import { TABLES, type TableName } from "../../core/entities.ts";
import { Refusal } from "../../core/error.ts";
import { LetterDetail } from "../../core/letter.ts";
import { isUserMade } from "../../core/noted.ts";
import { writeOrAsk } from "../../platform/ask-first.ts";
import { apart } from "../../platform/change-log.ts";
import { database } from "../../platform/database.ts";
import type { Edit } from "../../platform/write.ts";

/**
 * Receipts and told events stay: they are the record of what happened, also of what was taken back. A letter, and whatever
 * else the user noted, is what the user said of it, by a slip perhaps; what was withdrawn before it was sent may be sent
 * after all. What was given to be sent is withdrawn, never undone.
 */
function isKept(table: string, row: Row | undefined, before: Fields): boolean {
  const detail = (row?.detail ?? {}) as Record<string, unknown>;
  const isShared = table === "deliveries" || (table === "events" && SharedDetail.safeParse(detail).success);
  if (isShared) return before.$del === true;
  if (table !== "events") return table === "receipts";
  return !isUserMade({ detail }) && !LetterDetail.safeParse(detail).success;
}

/**
 * A company that comes back after its first edit was undone comes back by its name alone: whatever brings it back says
 * nothing of what else was undone.
 */
function saidOf(table: string, row: Row | undefined, before: Fields): Fields {
  if (table !== "companies" || row === undefined || before.$del !== true) return {};
  const { name: _name, ...said } = fieldsOf(row);
  return Object.fromEntries(Object.keys(said).map((field) => [field, null]));
}

export async function undo({ batch }: Payload<"undo">): Promise<{ batch: string | null }> {
  const changes = apart(await database.changes.where("batch").equals(batch).reverse().toArray());
  const rows = await rowsOf(changes);
  const edits: Edit[] = [];
  for (const { table, id, before } of changes) {
    const row = rows.get(`${table} ${id}`);
    if (isKept(table, row, before)) continue;
    // What was erased since stays erased; the rest of an import still comes back.
    if (row?.$x !== undefined) continue;
    if (!isVisible(row) && before.$del === true) continue;
    edits.push({ table: table as TableName, id, fields: { ...saidOf(table, row, before), ...before } });
  }
  if (edits.length === 0) throw new Refusal("nothing-to-undo", batch);
  // Nobody reads more by it than a moment ago, unless something else was said since. A plan says itself who reads it.
  const agreed = edits.every(({ table }) => table === "plans") || (await isLastWord(batch));
  const done = await writeOrAsk(edits, agreed);
  if ("asks" in done) throw new Refusal("undo-tells-more", done.asks.map(({ name }) => name).join(", "));
  return { batch: done.batch };
}

/** The tables that decide what a company reads. */
const SAID: readonly string[] = ["companies", "rules", "layers", "plans", "grants", "profiles"];

/** Whether nothing that a company could read was written after this. */
async function isLastWord(batch: string): Promise<boolean> {
  const newest = await database.changes
    .reverse()
    .filter(({ table }) => SAID.includes(table))
    .first();
  return newest?.batch === batch;
}

async function rowsOf(changes: readonly Change[]): Promise<Map<string, Row>> {
  const rows = new Map<string, Row>();
  for (const table of TABLES) {
    const ids = changes.flatMap((change) => (change.table === table ? change.id : []));
    for (const row of await database[table].bulkGet(ids)) if (row !== undefined) rows.set(`${table} ${row.id}`, row);
  }
  return rows;
}
