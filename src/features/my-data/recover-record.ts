// Recovery from a lost or unreadable record, and erasing the record. Both start only at the user's request.
import { Refusal } from "../../core/commands/errors.ts";
import type { Payload } from "../../core/commands/index.ts";
import type { HealthReport } from "../../core/commands/my-data.ts";
import type { RecordHealth } from "../../core/record/record-health.ts";
import { entityOf } from "../../core/record/tables.ts";
import { dropAllHosts, hostPermission } from "../../platform/browser/permissions.ts";
import { clock } from "../../platform/clock.ts";
import { broadcastWrite } from "../../platform/messages/write-channel.ts";
import { clearAnswerCache, suspendAnswerCache } from "../../platform/session/answer-cache.ts";
import { dropDrafts } from "../../platform/session/drafts.ts";
import { dropStaged, STAGED_FILES } from "../../platform/storage/staged-file.ts";
import { database, deleteLeftRecords } from "../../record/database.ts";
import { noteErasure } from "../../record/erasures.ts";
import { findPlace, moveRecord } from "../../record/record-place.ts";
import { acceptRows, countedHealth, dropSentinel, isRecordThere, readHealth } from "../../record/sentinel.ts";
import { dropSnapshots, findSnapshots, inCopyQueue } from "../../record/snapshot.ts";
import { type Edit, write } from "../../record/write.ts";
import { copiedRows } from "./copy-record.ts";
import { type Given, planImport } from "./plan-import.ts";

let health: Promise<RecordHealth> | null = null;

/** Checked once for each worker; a later loss becomes a storage fault of its own. */
const currentHealth = (): Promise<RecordHealth> => {
  health ??= isRecordThere(database);
  return health;
};

export async function recordHealth({ quick }: Payload<"record-health">): Promise<HealthReport> {
  const [newest] = await findSnapshots();
  const found = await (quick === true ? isRecordThere : readHealth)(database);
  return { health: found, snapshotTakenAt: newest?.lastModified ?? null };
}

const REST_MILLISECONDS = 2000;

/**
 * Counts the rows at every start and each hour, so that the next window to open reports a loss. Runs without a waiting
 * caller, since counting a long record would delay a window's first requests.
 */
export async function lookForLoss(): Promise<void> {
  // If the worker dies in between, the next start counts again.
  clock.later(() => countedHealth(database).catch(() => {}), REST_MILLISECONDS);
}

/** The background writes nothing to a record that may be a replacement for the real one. */
export async function refuseWhenLost(): Promise<void> {
  const state = await currentHealth();
  if (state !== "lost" && state !== "unreadable") return;
  await clearAnswerCache()?.catch((error: unknown) => console.error("an answer is still kept", error));
  throw new Refusal("record-lost", state);
}

/** Starts an empty record and, if asked, merges the copies into it. Unreadable copies change nothing. */
export async function restoreRecord({
  from,
}: Payload<"restore-record">): Promise<{ rows: number; paused: readonly string[] }> {
  const rows = from === "snapshot" ? await copiedRows() : [];
  const grants = rows.filter(([table]) => table === "grants");
  // Before the deletion, since the browser may refuse to answer.
  const uncertain = await uncertainGrants(grants);
  const state = await currentHealth();
  if (state === "lost" || state === "unreadable") await deleteRecord();
  let paused: string[] = [];
  const { touched } = await write(async (tables) => {
    const planned = await planImport(tables, { rows: grants, revive: false, isSynced: false });
    paused = planned.paused.filter((company) => uncertain.has(company));
    const pauses = paused.map((id): Edit => ({ table: "grants", id, fields: { paused: true } }));
    return [...rows.map(([table, row]): Edit => ({ table, row })), ...pauses];
  });
  // Last, since until here the sentinel reports the missing rows.
  await acceptRows(database);
  health = Promise.resolve("sound");
  broadcastWrite([]);
  return { rows: touched.length, paused };
}

/**
 * Companies of grants that may have been revoked since the copy: revoking removes the host's own permission, but the one
 * for every site would still let the company read.
 */
async function uncertainGrants(grants: readonly Given[]): Promise<ReadonlySet<string>> {
  const uncertain = new Set<string>();
  for (const [, row] of grants) {
    const hosts = uncertain.has(row.id) ? [] : (entityOf("grants", row)?.hosts ?? []);
    for (const host of hosts) if ((await hostPermission(host, [])) === "wide") uncertain.add(row.id);
  }
  return uncertain;
}

/**
 * Deletes the record. A database that can be neither opened nor deleted stays behind, and the record moves to another
 * place.
 */
async function deleteRecord(): Promise<void> {
  await findPlace();
  try {
    await database.delete({ disableAutoOpen: false });
  } catch (error) {
    console.error("the record cannot be deleted", error);
    await moveRecord(() => database.open());
  }
}

/** Erases record, copies, sentinel, drafts and permissions. The caller reconciles header rules and content scripts. */
export async function eraseRecord(): Promise<void> {
  const faults: unknown[] = [];
  noteErasure();
  const answers = suspendAnswerCache();
  const dropCopies = () => inCopyQueue(dropSnapshots);
  const dropAllStaged = () => inCopyQueue(() => dropStaged(...STAGED_FILES));
  const steps = [deleteRecord, deleteLeftRecords, dropCopies, dropAllStaged, dropSentinel, dropDrafts, dropAllHosts];
  // The failure of one step must not stop the others: erases everything it can, and reports the rest to the user.
  for (const erase of [async () => answers.cleared, ...steps]) {
    await erase().catch((error: unknown) => faults.push(error));
  }
  noteErasure();
  answers.resume();
  health = null;
  broadcastWrite([]);
  if (faults.length > 0) throw faults[0];
}
