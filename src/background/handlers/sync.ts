// Handlers of the commands about sync.
import type { SYNC } from "../../core/commands/sync.ts";
import { decideErasures } from "../../features/sync/decide-erasures.ts";
import { forgetDevice } from "../../features/sync/forget-device.ts";
import { eraseVault, leaveSync, renewVault } from "../../features/sync/leave-sync.ts";
import { lookAtSync } from "../../features/sync/look-at-sync.ts";
import { readLostValues, restoreLostValue } from "../../features/sync/overruled-values.ts";
import { nameDevice, pauseSync, startSync, syncNow } from "../../features/sync/start-sync.ts";
import type { HandlersOf } from "../../platform/messages/messages.ts";
import { ours, reconciled } from "./order.ts";

export const sync: HandlersOf<keyof typeof SYNC> = {
  "look-at-sync": ours(lookAtSync),
  "start-sync": reconciled(startSync),
  "sync-now": reconciled(syncNow),
  "pause-sync": ours(pauseSync),
  "name-device": reconciled(nameDevice),
  "forget-device": reconciled(forgetDevice),
  "leave-sync": reconciled(leaveSync),
  "erase-vault": reconciled(eraseVault),
  "renew-vault": reconciled(renewVault),
  "decide-erasures": reconciled(decideErasures),
  "read-lost-values": ours(readLostValues),
  "restore-lost-value": reconciled(restoreLostValue),
};
