// Import of a file: one write, which one Undo reverts. A file may bring words, but never consent: a change that
// discloses more, or a switch, needs a confirmation first, and permissions arrive paused.

import { Refusal } from "../../core/commands/errors.ts";
import type { Payload } from "../../core/commands/index.ts";
import type { ImportAsks, Imported, Setting } from "../../core/commands/my-data.ts";
import { fieldsOf, isVisible, join, type Row, writtenAt } from "../../core/record/change.ts";
import { entityOf, type TableName } from "../../core/record/tables.ts";
import { questionText, type WiderDisclosure } from "../../core/sharing/disclosure-diff.ts";
import { reachesFurther } from "../../core/sharing/grant.ts";
import { instantOf } from "../../core/time/instant.ts";
import { instantNow } from "../../platform/clock.ts";
import { findStaged } from "../../platform/storage/staged-file.ts";
import { previewDisclosure } from "../../record/confirm-disclosure.ts";
import { database } from "../../record/database.ts";
import { decidingMoment } from "../../record/deciding.ts";
import type { RecordReader } from "../../record/record-reader.ts";
import { type Edit, readRowsOf } from "../../record/write.ts";
import type { RowChange } from "../../record/write-hooks.ts";
import { writeUnmoved } from "../../record/write-unmoved.ts";
import { rowsOf } from "./record-file.ts";

type Given = readonly [TableName, Row];

/** User settings that a file may switch. */
const SETTINGS: readonly Setting[] = ["gpc", "notice", "autoGrant"];

/** `revive`: also restores rows removed here since. */
export async function importRecord(payload: Payload<"import-record">): Promise<Imported | ImportAsks> {
  const { text, confirmed = false, revive = false } = payload;
  const content = text ?? (await findStaged("staged-in.json"));
  if (content === null) throw new Refusal("not-found", "file");
  const rows = await rowsOf(content);
  for (;;) {
    const moment = decidingMoment();
    const questions = confirmed === true ? null : await questionsOf(rows, revive);
    if (questions !== null && questions.question !== confirmed) return questions;
    const imported = await merge(rows, revive, moment);
    // Another write came between: the answer to the questions may be another one.
    if (imported !== null) return imported;
  }
}

/** Tables whose rows may disclose something to a company or switch a setting. */
const ASKING: readonly TableName[] = ["companies", "rules", "layers", "plans", "grants", "profiles", "deliveries"];

async function questionsOf(rows: readonly Given[], revive: boolean): Promise<ImportAsks | null> {
  const concerned = rows.filter(([table]) => ASKING.includes(table));
  const { touched, asks } = await previewDisclosure((tables) =>
    editsOf(tables, concerned, revive).then(({ edits }) => edits),
  );
  const settings = settingsOf(touched);
  const all = [...asks, ...sendingsOf(touched)];
  if (all.length + settings.length === 0) return null;
  return { asks: all, settings, question: [...settings, questionText(all)].join(" ") };
}

/** Settings that the file switches on or off. */
function settingsOf(touched: readonly RowChange[]): Setting[] {
  const profile = touched.find(({ table }) => table === "profiles");
  if (profile === undefined) return [];
  const [before, after] = [profile.before, profile.after].map((row) => entityOf("profiles", row));
  return SETTINGS.filter((setting) => (before?.[setting] === true) !== (after?.[setting] === true));
}

/** One entry for each company to which the import would owe a delivery. */
function sendingsOf(touched: readonly RowChange[]): WiderDisclosure[] {
  const owed = touched.flatMap(({ table, before, after }) => {
    const [was, is] = [before, after].map((row) => (table === "deliveries" ? entityOf("deliveries", row) : null));
    return is?.state === "owed" && was?.state !== "owed" ? [is.company] : [];
  });
  return [...new Set(owed)].map((company) => ({ company, name: company, widenings: [{ what: "feelings" }] }));
}

async function merge(rows: readonly Given[], revive: boolean, moment: number): Promise<Imported | null> {
  let paused: string[] = [];
  let removed: Given[] = [];
  const written = await writeUnmoved(async (tables) => {
    const planned = await editsOf(tables, rows, revive);
    ({ paused, removed } = planned);
    return planned.edits;
  }, moment);
  if (written === null) return null;
  const { touched, batch } = written;
  return {
    rows: touched.length,
    batch,
    ...(paused.length === 0 ? {} : { paused }),
    ...(removed.length === 0 || revive ? {} : { removed: { rows: removed.length, since: await lastRemoval(removed) } }),
  };
}

interface Planned {
  edits: Edit[];
  paused: string[];
  /** Rows that the file shows and the record hides. */
  removed: Given[];
}

async function editsOf(tables: RecordReader, rows: readonly Given[], revive: boolean): Promise<Planned> {
  const edits = rows.map(([table, row]): Edit => ({ table, row }));
  const here = await readRowsOf(tables, edits);
  const joined = new Map<string, Row>();
  for (const [table, row] of rows) {
    const key = `${table} ${row.id}`;
    joined.set(key, join(joined.get(key) ?? here.get(key), row).row);
  }
  const removed = rows.filter(([table, row]) => isVisible(row) && !isVisible(joined.get(`${table} ${row.id}`)));
  const revived = revive ? removed.map(([table, row]) => revival(table, row, joined.get(`${table} ${row.id}`))) : [];
  const paused = rows.flatMap(([table, row]) => {
    const after = revive && isVisible(row) ? row : joined.get(`grants ${row.id}`);
    const [held, brought] = [here.get(`grants ${row.id}`), after].map((one) => entityOf("grants", one) ?? undefined);
    return table === "grants" && reachesFurther(held, brought, instantNow()) ? [row.id] : [];
  });
  const pauses = [...new Set(paused)].map((id): Edit => ({ table: "grants", id, fields: { paused: true } }));
  edits.push(...revived, ...pauses, ...(await unlisted(tables, rows)));
  return { edits, paused: [...new Set(paused)], removed };
}

/** Restores a row: an erased one from the file, a removed one with its own content. */
const revival = (table: TableName, row: Row, held: Row | undefined): Edit => ({
  table,
  id: row.id,
  fields: { ...(held?.$x === undefined ? {} : fieldsOf(row)), $del: false },
});

/** Adds rows for unknown companies in the file's entries, since no list shows a company without a row. */
async function unlisted(tables: RecordReader, rows: readonly Given[]): Promise<Edit[]> {
  const about = rows.filter(([table, row]) => (table === "feelings" || table === "events") && isVisible(row));
  const ids = [...new Set(about.map(([, { company }]) => String(company)))];
  const given = new Set(rows.flatMap(([table, { id }]) => (table === "companies" ? [id] : [])));
  const known = await tables.companies.bulkGet(ids);
  return ids.flatMap((id, index) =>
    given.has(id) || known[index] !== undefined ? [] : [{ table: "companies" as const, id, fields: { name: id } }],
  );
}

const LOOKED_AT = 20;

async function lastRemoval(removed: readonly Given[]): Promise<string | null> {
  const found = await Promise.all(
    removed.slice(0, LOOKED_AT).map(async ([table, { id }]) => {
      const changes = await database.changes.where("[table+id]").equals([table, id]).toArray();
      return changes.filter(({ before }) => before.$del !== true).map(writtenAt);
    }),
  );
  const times = found.flat();
  return times.length === 0 ? null : instantOf(Math.max(...times));
}
