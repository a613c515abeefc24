// Handlers of the commands about sync.
import type { SYNC } from "../../core/commands/sync.ts";
import { lookAtSync } from "../../features/sync/look-at-sync.ts";
import {
  decideErasures,
  eraseVault,
  forgetDevice,
  leaveSync,
  nameDevice,
  pauseSync,
  readLostValues,
  renewVault,
  restoreLostValue,
  startSync,
  syncNow,
} from "../../features/sync/steer-sync.ts";
import type { HandlersOf } from "../../platform/messages/messages.ts";
import { ours } from "./order.ts";

export const sync: HandlersOf<keyof typeof SYNC> = {
  "look-at-sync": ours(lookAtSync),
  "start-sync": ours(startSync),
  "sync-now": ours(syncNow),
  "pause-sync": ours(pauseSync),
  "name-device": ours(nameDevice),
  "forget-device": ours(forgetDevice),
  "leave-sync": ours(leaveSync),
  "erase-vault": ours(eraseVault),
  "renew-vault": ours(renewVault),
  "decide-erasures": ours(decideErasures),
  "read-lost-values": ours(readLostValues),
  "restore-lost-value": ours(restoreLostValue),
};
