// Starts sync on this device with the keys and settings of the set-up, and controls it afterwards.
import { Refusal } from "../../core/commands/errors.ts";
import type { Payload } from "../../core/commands/index.ts";
import type { SyncReport } from "../../core/commands/sync.ts";
import type { StoreSettings } from "../../core/sync/store-settings.ts";
import type { SyncStatus } from "../../core/sync/sync-status.ts";
import { clock } from "../../platform/clock.ts";
import { openVaultKeys } from "../../platform/vault/vault-keys.ts";
import { switchSyncOn } from "../../record/outbox.ts";
import { readSyncStatus, updateSyncStatus } from "../../record/sync-status.ts";
import { lookAtSync } from "./look-at-sync.ts";
import { isSyncing, pauseRunningSync, runSync } from "./run-sync.ts";
import { syncAndSchedule } from "./schedule-sync.ts";

/** Name of the place, for display: the server, or the folder. */
function placeNamed(settings: StoreSettings): SyncStatus["place"] {
  if (settings.kind === "webdav") return { kind: "webdav", name: new URL(settings.address).host };
  return { kind: settings.kind, name: settings.kind === "folder" ? settings.name : "" };
}

/** Also runs after a change of the place. Owes every row, since the new place may have none of them. */
export async function startSync({ name }: Payload<"start-sync">): Promise<object> {
  const keys = await openVaultKeys();
  if (keys === null) throw new Refusal("sync-off", "no keys");
  await switchSyncOn({
    place: placeNamed(keys.settings),
    vault: keys.vault,
    epoch: keys.epochs[0].epoch,
    deviceName: name,
    lastSyncedAt: null,
    problem: null,
    failures: 0,
    retryAt: null,
    badFiles: [],
    storedBytes: 0,
    scrubbedAt: clock.now(),
  });
  void syncAndSchedule();
  return {};
}

/** Tries again at once, whatever the last failure. */
export async function syncNow(): Promise<SyncReport> {
  await refuseWhileOff();
  // A running sync may have begun before the newest edit.
  if (isSyncing()) await runSync();
  await syncAndSchedule();
  return lookAtSync();
}

export async function pauseSync(): Promise<object> {
  pauseRunningSync();
  return {};
}

/** Other devices read the name in the next head. */
export async function nameDevice({ name }: Payload<"name-device">): Promise<object> {
  await refuseWhileOff();
  await updateSyncStatus({ deviceName: name });
  void syncAndSchedule({ force: true });
  return {};
}

/** Throws a Refusal (`sync-off`). */
export async function refuseWhileOff(): Promise<SyncStatus> {
  const status = await readSyncStatus();
  if (status === null) throw new Refusal("sync-off");
  return status;
}
