// When the record is gone or unreadable: say so, and start again only on the user's word. And erasing it, on that word too.
import type { Payload } from "../../core/command.ts";
import { Refusal } from "../../core/error.ts";
import { announceWrite } from "../../platform/announce.ts";
import { database } from "../../platform/database.ts";
import { dropDrafts } from "../../platform/drafts.ts";
import { dropAnswers, endAnswers } from "../../platform/kept-answers.ts";
import { dropAllHosts } from "../../platform/permissions.ts";
import {
  dropSentinel,
  isRecordThere,
  keepSentinel,
  type RecordHealth,
  recordHealth,
  recountRows,
} from "../../platform/sentinel.ts";
import { dropSnapshot, readSnapshot } from "../../platform/snapshot.ts";
import { mergeRows, rowsOf } from "./record-file.ts";

let health: Promise<RecordHealth> | null = null;

/** Looked at once a start: later loss shows as a storage fault of its own. */
const currentHealth = (): Promise<RecordHealth> => {
  health ??= isRecordThere(database);
  return health;
};

export interface HealthReport {
  health: RecordHealth;
  /** Milliseconds since the epoch, or null when there is no copy. */
  snapshotTakenAt: number | null;
}

export async function reportHealth({ quick }: Payload<"record-health">): Promise<HealthReport> {
  const snapshot = await readSnapshot();
  const found = await (quick === true ? isRecordThere : recordHealth)(database);
  return { health: found, snapshotTakenAt: snapshot?.takenAt ?? null };
}

/** Nothing is written to a record that may be a replacement of the real one. */
export async function refuseWhenLost(): Promise<void> {
  const state = await currentHealth();
  if (state !== "lost" && state !== "unreadable") return;
  await dropAnswers()?.catch((error: unknown) => console.error("an answer is still kept", error));
  throw new Refusal("record-lost", state);
}

/** Starts an empty record and, where wanted, merges the daily copy into it. A copy that cannot be read changes nothing. */
export async function restoreRecord({ from }: Payload<"restore-record">): Promise<{ rows: number }> {
  const snapshot = from === "snapshot" ? await readSnapshot() : null;
  if (from === "snapshot" && snapshot === null) throw new Refusal("not-found", "snapshot");
  const rows = snapshot === null ? [] : rowsOf(snapshot.text);
  const state = await currentHealth();
  if (state === "lost" || state === "unreadable") {
    await database.delete({ disableAutoOpen: false });
  }
  await recountRows(database);
  const restored = await mergeRows(rows);
  // Last: until here the witness says what is missing.
  await keepSentinel(database);
  health = Promise.resolve("sound");
  announceWrite([]);
  return { rows: restored.rows };
}

/** Record, copy, witness, drafts and permissions. The header rules and the script go with the caller's reconciliation. */
export async function eraseEverything(): Promise<null> {
  const faults: unknown[] = [];
  const answers = endAnswers();
  const deleteRecord = () => database.delete({ disableAutoOpen: false });
  // One that fails must not keep the others: what can be erased is, and the user is told of the rest.
  for (const erase of [async () => answers.ended, deleteRecord, dropSnapshot, dropSentinel, dropDrafts, dropAllHosts]) {
    await erase().catch((error: unknown) => faults.push(error));
  }
  answers.over();
  health = null;
  announceWrite([]);
  if (faults.length > 0) throw faults[0];
  return null;
}
