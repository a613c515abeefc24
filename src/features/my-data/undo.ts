// Undo of one write: writes the earlier values as new edits, newest change first. Restores imported rows byte for byte,
// unless they have changed since or other devices may have them.
import { Refusal } from "../../core/commands/errors.ts";
import type { Payload } from "../../core/commands/index.ts";
import { LetterDetail } from "../../core/letters/letter.ts";
import { type Change, type Fields, fieldsOf, isVisible, type Row } from "../../core/record/change.ts";
import { TABLES } from "../../core/record/tables.ts";
import { SharedDetail } from "../../core/sharing/delivery.ts";
import { mayRemove } from "../../core/timeline/timeline-note.ts";
import { ungrouped } from "../../record/change-log.ts";
import { writeIfConfirmed } from "../../record/confirm-disclosure.ts";
import { database } from "../../record/database.ts";
import { isDeciding } from "../../record/deciding.ts";
import type { LogRow } from "../../record/local-tables.ts";
import type { RecordReader } from "../../record/record-reader.ts";
import { expectFewer } from "../../record/sentinel.ts";
import type { Edit } from "../../record/write.ts";
import { objectFrom } from "../../signal/plain-objects.ts";
import { keyOf, type Later, laterThan, withoutOthersEdits } from "./later-changes.ts";
import { neededCompanies } from "./needed-companies.ts";

/**
 * Receipts and `told` events stay, since they record what happened, undone or not. Undo removes the user's own
 * statements (a letter, a note), which may have been entered by mistake. A delivery that was cancelled before it was
 * sent may be owed again. An owed delivery is cancelled, never undone.
 */
function isKept(table: string, row: Row | undefined, before: Fields): boolean {
  const detail = objectFrom(row?.detail);
  const isShared = table === "deliveries" || (table === "events" && SharedDetail.safeParse(detail).success);
  if (isShared) return before.$del === true;
  if (table !== "events") return table === "receipts";
  // Reopens a question that the user declined.
  if (row?.type === "asked" && before.$del !== true) return false;
  return !mayRemove({ detail }) && !LetterDetail.safeParse(detail).success;
}

/**
 * A company that Undo of its first edit brings back has only its name: the returning edit says nothing about the other
 * undone members.
 */
function saidOf(table: string, row: Row | undefined, before: Fields): Fields {
  if (table !== "companies" || row === undefined || before.$del !== true) return {};
  const { name: _name, ...said } = fieldsOf(row);
  return Object.fromEntries(Object.keys(said).map((field) => [field, null]));
}

export async function undo({ batch }: Payload<"undo">): Promise<{ batch: string | null }> {
  const kept = await database.changes.where("batch").equals(batch).toArray();
  const later = await laterThan(kept);
  const edits = await planned(database, kept, later);
  if (edits.length === 0) throw new Refusal("nothing-to-undo", batch);
  const leaving = edits.filter((edit) => "restore" in edit && edit.restore === null).length;
  // Before the rows are removed: if the worker dies in between, nothing is lost.
  if (leaving > 0) await expectFewer(leaving);
  try {
    // Restores a state that companies could read a moment ago, unless another write followed.
    const done = await writeIfConfirmed(
      (tables) => planned(tables, kept, later),
      () => isLastWord(batch),
    );
    if ("asks" in done) throw new Refusal("undo-tells-more", done.asks.map(({ name }) => name).join(", "));
    return { batch: done.batch };
  } catch (error) {
    if (leaving > 0) await expectFewer(-leaving);
    throw error;
  }
}

/** True if no write after `batch` touched a table that decides what a company reads. */
async function isLastWord(batch: string): Promise<boolean> {
  const newest = await database.changes
    .reverse()
    .filter(({ table }) => isDeciding(table))
    .first();
  return newest?.batch === batch;
}

async function planned(tables: RecordReader, kept: readonly LogRow[], later: Later): Promise<Edit[]> {
  const changes = ungrouped(kept).reverse();
  const rows = await rowsOf(tables, changes);
  const edits = new Map<string, Edit[]>();
  for (const change of changes) {
    const key = keyOf(change);
    const edit = editFor(change, rows.get(key), later);
    if (edit === null) continue;
    // The oldest change of a row holds the row before all of them.
    if ("restore" in edit) edits.set(key, [edit]);
    else edits.set(key, [...(edits.get(key) ?? []), edit]);
  }
  const needed = await neededCompanies(tables, [...edits.values()].flat().filter(takesCompany), new Set(edits.keys()));
  for (const id of needed) edits.delete(`companies ${id}`);
  return [...edits.values()].flat();
}

function editFor(change: Change, row: Row | undefined, later: Later): Edit | null {
  const { table, id, before, row: whole } = change;
  const known = TABLES.find((name) => name === table);
  if (known === undefined) return null;
  const named = { table: known, id };
  if (whole !== undefined && !later.changed.has(keyOf(change))) return { ...named, restore: whole };
  if (whole === undefined && isKept(table, row, before)) return null;
  // Rows that were erased in the meantime stay erased; the rest of an import still returns.
  if (row?.$x !== undefined || Object.keys(before).length === 0) return null;
  if (!isVisible(row) && before.$del === true) return null;
  const fields = withoutOthersEdits(row, { ...saidOf(table, row, before), ...before }, { change, later });
  return Object.keys(fields).length === 0 ? null : { ...named, fields };
}

/** True if the edit removes a company from the list. */
function takesCompany(edit: Edit): edit is Edit & { id: string } {
  if (edit.table !== "companies") return false;
  if ("restore" in edit) return !isVisible(edit.restore ?? undefined);
  return "fields" in edit && edit.fields.$del === true;
}

async function rowsOf(tables: RecordReader, changes: readonly Change[]): Promise<Map<string, Row>> {
  const rows = new Map<string, Row>();
  for (const table of TABLES) {
    const ids = changes.flatMap((change) => (change.table === table ? change.id : []));
    for (const row of await tables[table].bulkGet(ids)) if (row !== undefined) rows.set(`${table} ${row.id}`, row);
  }
  return rows;
}
