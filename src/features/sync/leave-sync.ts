// Ends of sync: leaving, erasing the vault, and creating it anew after its place lost it.

import { Refusal } from "../../core/commands/errors.ts";
import { OF_SYNC_ALONE } from "../../core/sharing/data-kinds.ts";
import { readLog } from "../../core/sync/engine.ts";
import { RemoteFault } from "../../core/sync/remote-store.ts";
import { renew } from "../../core/sync/repair.ts";
import { dropData } from "../../platform/browser/data-consent.ts";
import { stopRinging } from "../../platform/browser/lifecycle.ts";
import { placeOf } from "../../platform/remote/place.ts";
import { eraseKeys } from "../../platform/vault/key-store.ts";
import { writeMarker } from "../../platform/vault/vault-files.ts";
import { openVaultKeys } from "../../platform/vault/vault-keys.ts";
import { readEveryKey } from "../../record/outbox.ts";
import { switchSyncOff } from "../../record/sync-status.ts";
import { engineFor, withoutSync } from "./run-sync.ts";
import { resumeSync, syncAndSchedule } from "./schedule-sync.ts";
import { refuseWhileOff } from "./start-sync.ts";

/**
 * Forgets the vault and its keys on this device. The record stays here, the vault in its place. A running sync would
 * store the vault's files again.
 */
export async function leaveSync(): Promise<object> {
  await withoutSync(async () => {
    await switchSyncOff();
    await stopRinging("sync");
    await eraseKeys();
    await dropData(OF_SYNC_ALONE);
  });
  await resumeSync();
  return {};
}

/** Erases the vault in its place first, so that the keys are still here after a failure. */
export async function eraseVault(): Promise<object> {
  await refuseWhileOff();
  const keys = await openVaultKeys();
  return withoutSync(async () => {
    if (keys !== null) await inWords(() => placeOf(keys.settings).erase(keys.vault));
    return leaveSync();
  });
}

export async function renewVault(): Promise<object> {
  const status = await refuseWhileOff();
  const keys = await openVaultKeys();
  if (keys === null) return {};
  const engine = await engineFor(status, keys);
  await inWords(() => writeMarker(engine.remote, keys));
  await renew(engine, await readLog(engine), await readEveryKey());
  void syncAndSchedule();
  return {};
}

/** A fault of the place as a Refusal, which has a sentence. */
async function inWords(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw error instanceof RemoteFault ? new Refusal("sync-failed", error.code) : error;
  }
}
