// Import of a file: one write, which one Undo reverts. A file may bring words, but never consent: a change that
// discloses more, a switch, or the removal of an entry needs a confirmation first, and permissions arrive paused.

import { Refusal } from "../../core/commands/errors.ts";
import type { Payload } from "../../core/commands/index.ts";
import type { ImportAsks, Imported, Setting } from "../../core/commands/my-data.ts";
import { isVisible, latestStamp } from "../../core/record/change.ts";
import { stampParts } from "../../core/record/stamp.ts";
import { entityOf, type TableName } from "../../core/record/tables.ts";
import { questionText, type WiderDisclosure } from "../../core/sharing/disclosure-diff.ts";
import { findStaged } from "../../platform/storage/staged-file.ts";
import { previewDisclosure } from "../../record/confirm-disclosure.ts";
import { decidingMoment } from "../../record/deciding.ts";
import { readSyncStatus } from "../../record/sync-status.ts";
import type { RowChange } from "../../record/write-hooks.ts";
import { writeUnmoved } from "../../record/write-unmoved.ts";
import { type Given, type ImportPlan, lastRemoval, planImport } from "./plan-import.ts";
import { rowsOf } from "./record-file.ts";

/** User settings that a file may switch. */
const SETTINGS: readonly Setting[] = ["gpc", "notice", "autoGrant"];

/** `revive`: also restores rows removed here since. */
export async function importRecord(payload: Payload<"import-record">): Promise<Imported | ImportAsks> {
  const { text, confirmed = false, revive = false } = payload;
  const content = text ?? (await findStaged("staged-in.json"));
  if (content === null) throw new Refusal("not-found", "file");
  const plan = { rows: await rowsOf(content), revive, isSynced: (await readSyncStatus()) !== null };
  for (;;) {
    const moment = decidingMoment();
    const questions = confirmed === true ? null : await questionsOf(plan);
    if (questions !== null && questions.question !== confirmed) return questions;
    const imported = await merge(plan, moment);
    // Another write came between: the answer to the questions may be another one.
    if (imported !== null) return imported;
  }
}

/** Tables whose rows may disclose something to a company or switch a setting. */
const ASKING: readonly TableName[] = ["companies", "rules", "layers", "plans", "grants", "profiles", "deliveries"];

async function questionsOf(plan: ImportPlan): Promise<ImportAsks | null> {
  const concerned = plan.rows.filter(([table, row]) => ASKING.includes(table) || !isVisible(row));
  const { touched, asks } = await previewDisclosure((tables) =>
    planImport(tables, { ...plan, rows: concerned }).then(({ edits }) => edits),
  );
  const settings = settingsOf(touched);
  const all = [...asks, ...sendingsOf(touched)];
  const removes = touched.filter(isRemoval).length;
  if (all.length + settings.length + removes === 0) return null;
  const removing = removes === 0 ? [] : [`-${removes}`];
  return { asks: all, settings, removes, question: [...settings, ...removing, questionText(all)].join(" ") };
}

/** An entry of a new record that nobody has edited is no loss. */
const isRemoval = ({ before, after }: RowChange): boolean =>
  isVisible(before) && !isVisible(after) && stampParts(latestStamp(before)).milliseconds > 0;

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

async function merge(plan: ImportPlan, moment: number): Promise<Imported | null> {
  let paused: string[] = [];
  let removed: Given[] = [];
  const written = await writeUnmoved(async (tables) => {
    const planned = await planImport(tables, plan);
    ({ paused, removed } = planned);
    return planned.edits;
  }, moment);
  if (written === null) return null;
  const { touched, batch } = written;
  const removes = touched.filter(isRemoval).length;
  return {
    rows: touched.filter(({ after }) => isVisible(after)).length,
    batch,
    ...(removes === 0 ? {} : { removes }),
    ...(paused.length === 0 ? {} : { paused }),
    ...(removed.length === 0 || plan.revive
      ? {}
      : { removed: { rows: removed.length, since: await lastRemoval(removed) } }),
  };
}
