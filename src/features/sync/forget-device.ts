// Forgets another device: this one sends that device's rows, and then deletes its files.
import { Refusal } from "../../core/commands/errors.ts";
import type { Payload } from "../../core/commands/index.ts";
import { deleteFilesOf } from "../../core/sync/repair.ts";
import { openVaultKeys } from "../../platform/vault/vault-keys.ts";
import { oweEverything } from "../../record/outbox.ts";
import { readSyncStatus } from "../../record/sync-status.ts";
import { SyncStore } from "../../record/sync-store.ts";
import { engineFor } from "./run-sync.ts";
import { syncAndSchedule } from "./schedule-sync.ts";
import { refuseWhileOff } from "./start-sync.ts";

/** Throws a Refusal (`sync-failed`) if the device's rows could not be read and sent first; then deletes nothing. */
export async function forgetDevice({ device }: Payload<"forget-device">): Promise<object> {
  const status = await refuseWhileOff();
  const store = new SyncStore();
  const cursor = (await store.readCursors()).get(device);
  if (cursor === undefined) throw new Refusal("not-found", device);
  // Its files may be the only ones with rows of lost devices, or of a file that was imported there.
  await oweEverything();
  await syncAndSchedule({ force: true });
  const [after, keys] = await Promise.all([readSyncStatus(), openVaultKeys()]);
  if (keys === null || after?.problem !== null) throw new Refusal("sync-failed", after?.problem?.code);
  await deleteFilesOf(await engineFor(status, keys), device);
  await store.dropCursor(device);
  return {};
}
