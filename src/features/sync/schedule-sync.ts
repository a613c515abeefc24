// Times of a sync: soon after an edit, every quarter of an hour, at start, and when a window opens. Without sync
// nothing is scheduled, and no alarm exists.

import { MOST_RETRY_DELAY, waitsForUser } from "../../core/sync/retry.ts";
import { MINUTE_MILLISECONDS } from "../../core/time/durations.ts";
import { hasCome, isWithinLast } from "../../core/time/instant.ts";
import { ringAt } from "../../platform/browser/lifecycle.ts";
import { clock } from "../../platform/clock.ts";
import { database } from "../../record/database.ts";
import { readSyncStatus } from "../../record/sync-status.ts";
import { isSyncing, runSync, wasPaused } from "./run-sync.ts";

const AFTER_EDIT_MILLISECONDS = 20_000;
const EVERY_MILLISECONDS = 15 * MINUTE_MILLISECONDS;

/** Null until the status has been read once; after that, undefined means "off". */
let lastSyncedAt: number | null | undefined = null;
let isOn = false;
let isEditDue = false;

/** Reads the status, at start and after sync was turned on or off. Syncs if that is due. */
export async function resumeSync(): Promise<void> {
  const status = await readSyncStatus();
  isOn = status !== null;
  lastSyncedAt = status === null ? undefined : (status.lastSyncedAt ?? 0);
  if (status === null) return;
  if (isStale() || (await database.outbox.count()) > 0) await syncUnasked();
  else scheduleNext(status.retryAt);
}

/**
 * Syncs without a request by the user: not before the time that the server set, and not while only the user can help.
 */
export async function syncUnasked(): Promise<void> {
  const status = await readSyncStatus();
  if (status === null || waitsForUser(status)) return;
  if (!hasCome(status.retryAt ?? 0, MOST_RETRY_DELAY, clock.now())) return scheduleNext(status.retryAt);
  await syncAndSchedule();
}

/** Syncs, and schedules the next sync. Does nothing while sync is off. */
export async function syncAndSchedule({ force = false } = {}): Promise<void> {
  await runSync({ force });
  const status = await readSyncStatus();
  isOn = status !== null;
  lastSyncedAt = status === null ? undefined : (status.lastSyncedAt ?? 0);
  if (status === null || waitsForUser(status)) return;
  scheduleNext(status.retryAt);
  // For edits made during the sync. A sync that the user stopped waits for its time.
  if (status.problem === null && !wasPaused() && (await database.outbox.count()) > 0) syncSoon();
}

/** Limited, since a clock that was ahead may have set a `retryAt` far in the future. */
function scheduleNext(retryAt: number | null): void {
  const now = clock.now();
  ringAt("sync", Math.min(retryAt ?? now + EVERY_MILLISECONDS, now + MOST_RETRY_DELAY));
}

const isStale = (): boolean =>
  typeof lastSyncedAt === "number" && !isWithinLast(EVERY_MILLISECONDS, lastSyncedAt, clock.now());

/** Called when a window opens or asks. Syncs if the last sync was long ago. */
export function syncIfStale(): void {
  if (!isOn || isSyncing() || !isStale()) return;
  // Not before the sync has succeeded or failed: every further question would ask again.
  lastSyncedAt = clock.now();
  void syncUnasked();
}

/** Write effect. Rows of other devices need no sync. */
export async function syncAfterEdit(): Promise<void> {
  if (isOn && !isSyncing()) syncSoon();
}

function syncSoon(): void {
  if (isEditDue) return;
  isEditDue = true;
  // The alarm repeats it if the worker dies before.
  ringAt("sync", clock.now() + AFTER_EDIT_MILLISECONDS);
  clock.later(() => {
    isEditDue = false;
    void syncUnasked();
  }, AFTER_EDIT_MILLISECONDS);
}
