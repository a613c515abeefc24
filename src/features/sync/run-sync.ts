// One sync in the background: one at a time, with its outcome as the status that the user reads.
import type { SyncProblem, SyncProgress } from "../../core/commands/sync.ts";
import { type Engine, LIMITS, readLog, type Step, SyncFault } from "../../core/sync/engine.ts";
import { RemoteFault } from "../../core/sync/remote-store.ts";
import { scrub } from "../../core/sync/repair.ts";
import { passes, retryDelay } from "../../core/sync/retry.ts";
import { type Synced, syncOnce } from "../../core/sync/sync-once.ts";
import type { SyncStatus } from "../../core/sync/sync-status.ts";
import { DAY_MILLISECONDS } from "../../core/time/durations.ts";
import { isWithinLast } from "../../core/time/instant.ts";
import { clock, sha256OfBytes } from "../../platform/clock.ts";
import { exclusively } from "../../platform/exclusive.ts";
import { placeOf } from "../../platform/remote/place.ts";
import { vaultCodec } from "../../platform/vault/codec.ts";
import { newestEpoch } from "../../platform/vault/marker.ts";
import { writeMarker } from "../../platform/vault/vault-files.ts";
import { openVaultKeys, type VaultKeys } from "../../platform/vault/vault-keys.ts";
import { database } from "../../record/database.ts";
import { oweEverything } from "../../record/outbox.ts";
import { refusalOf } from "../../record/storage-refusal.ts";
import { countOwedRows, readSyncStatus, updateSyncStatus } from "../../record/sync-status.ts";
import { SyncStore } from "../../record/sync-store.ts";
import type { RowChange } from "../../record/write-hooks.ts";
import { holdWider } from "./hold-wider.ts";
import { SyncMeter } from "./sync-meter.ts";
import { tablesIn } from "./synced-tables.ts";

const MOST_BAD_FILES = 50;

/** The user stopped a running sync. */
class Paused extends Error {}

/** Another device replaced the key, so this one must no longer write under the old one. */
class KeyReplaced extends Error {}

let running: Promise<void> | null = null;
let meter: SyncMeter | null = null;
let isPausing = false;
let isPaused = false;
/** Number of works during which no sync begins. */
let held = 0;
let afterJoin: (touched: readonly RowChange[]) => Promise<void> = async () => {};

/** Consequences of joined rows in other features; passed in where the background is wired. */
export const setAfterJoin = (work: typeof afterJoin): void => {
  afterJoin = work;
};

export const syncProgress = (): SyncProgress | null => meter?.progress() ?? null;

/** True if the user stopped the last sync. */
export const wasPaused = (): boolean => isPaused;

export const isSyncing = (): boolean => running !== null;

/** The running sync ends at its next step. */
export const pauseRunningSync = (): void => {
  isPausing = running !== null;
};

/** Ends the running sync at its next step, and lets none begin before `work` has ended. */
export async function withoutSync<T>(work: () => Promise<T>): Promise<T> {
  held++;
  try {
    pauseRunningSync();
    await running;
    return await work();
  } finally {
    held--;
  }
}

/** Syncs once, or joins the running sync. Never rejects: the status has the outcome. */
export function runSync({ force = false } = {}): Promise<void> {
  if (held > 0 && running === null) return Promise.resolve();
  running ??= exclusively("regards-sync", () => run(force))
    .catch((error: unknown) => console.error("the outcome of a sync is not stored", error))
    .finally(() => {
      running = null;
      meter = null;
      isPausing = false;
    });
  return running;
}

async function run(force: boolean): Promise<void> {
  isPaused = false;
  const status = await readSyncStatus();
  if (status === null) return;
  try {
    const keys = await openVaultKeys();
    if (keys === null) return await noteProblem(status, "new-key", "no keys");
    await oweUnderNewKey(status, keys);
    await syncWith(status, keys, force);
  } catch (error) {
    if (error instanceof Paused) {
      isPaused = true;
      return;
    }
    const [code, detail] = problemOf(error);
    if (code === "unexpected") console.error("a sync failed", error);
    await noteProblem(status, code, detail, error instanceof RemoteFault ? error.retryAfterSeconds : null);
  }
}

/**
 * Seals everything anew after the key was replaced, so that other devices meet the new key, and need the old one less.
 */
async function oweUnderNewKey(status: SyncStatus, { epochs: [{ epoch }] }: VaultKeys): Promise<void> {
  if (status.epoch === epoch) return;
  await oweEverything();
  // They may open with the new key.
  await database.meta.delete("sync-refused");
  await updateSyncStatus({ epoch });
}

async function syncWith(status: SyncStatus, keys: VaultKeys, force: boolean): Promise<void> {
  const engine = await engineFor(status, keys);
  const isDue = !isWithinLast(7 * DAY_MILLISECONDS, status.scrubbedAt, clock.now());
  if (isDue) await scrub(engine, await readLog(engine));
  const synced = await syncOnce(engine, { force });
  // A new device opens the vault by its marker alone.
  if (isDue || synced.rolledBack.length > 0) await writeMarker(engine.remote, keys);
  const problem = await remainingProblem(synced);
  await updateSyncStatus({
    lastSyncedAt: clock.now(),
    problem,
    failures: 0,
    retryAt: null,
    // A hostile place may list thousands.
    badFiles: synced.badFiles.slice(0, MOST_BAD_FILES),
    storedBytes: synced.storedBytes,
    ...(isDue ? { scrubbedAt: clock.now() } : {}),
  });
}

/** The engine over the stored keys and this device's record. */
export async function engineFor(status: SyncStatus, keys: VaultKeys): Promise<Engine> {
  const self = await database.meta.get("self");
  const local = new SyncStore(database, {
    beforeJoin: holdWider,
    afterJoin,
    ...(status.erasesMany === true ? { erasesMany: true } : {}),
  });
  meter = new SyncMeter(clock.now, await countOwedRows());
  const tables = tablesIn(status.place.kind);
  const remote = placeOf(keys.settings).vault(keys.vault);
  return {
    remote,
    local,
    codec: vaultCodec(keys),
    limits: LIMITS,
    now: clock.now,
    randomText: clock.randomText,
    sha256: sha256OfBytes,
    deviceName: status.deviceName,
    device: self?.key === "self" ? self.clock.device : clock.randomText(10),
    onStep,
    async afterPull(badFiles) {
      const isUnreadable = badFiles.some(({ code }) => code === "unreadable");
      if (isUnreadable && (await newestEpoch(remote)) > keys.epochs[0].epoch) throw new KeyReplaced();
    },
    ...(tables === undefined ? {} : { tables }),
  };
}

function onStep(step: Step): void {
  meter?.add(step);
  if (isPausing) throw new Paused();
}

/** A problem that remains after a complete sync. */
async function remainingProblem(synced: Synced): Promise<SyncStatus["problem"]> {
  const codes = synced.badFiles.map(({ code }) => code);
  const [file = ""] = synced.badFiles.map((bad) => bad.file);
  if ((await database.erasures.count()) > 0) return { code: "many-erased", detail: "" };
  if (codes.includes("newer")) return { code: "newer", detail: file };
  if (synced.rolledBack.length > 0) return { code: "rolled-back", detail: synced.rolledBack.join(" ") };
  const [code] = codes;
  if (code !== undefined) return { code, detail: file };
  const [missing] = synced.missing;
  return missing === undefined ? null : { code: "truncated", detail: missing };
}

function problemOf(error: unknown): [SyncProblem, string] {
  if (error instanceof RemoteFault) return [error.code, error.detail];
  if (error instanceof KeyReplaced) return ["new-key", ""];
  if (error instanceof SyncFault) return [error.code, error.detail];
  return [refusalOf(error)?.code === "storage-full" ? "storage-full" : "unexpected", ""];
}

/** Schedules the next try, if the failure may pass. */
async function noteProblem(
  { failures: before }: SyncStatus,
  code: SyncProblem,
  ...[detail = "", retryAfterSeconds = null]: [detail?: string, retryAfterSeconds?: number | null]
): Promise<void> {
  const failures = before + 1;
  const retryAt = passes(code) ? clock.now() + retryDelay(failures, retryAfterSeconds, clock.chance()) : null;
  await updateSyncStatus({ problem: { code, detail }, failures, retryAt });
}
