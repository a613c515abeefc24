// Texts for the state of sync: elapsed time, progress and names.
import type { SyncDevice, SyncProgress, SyncReport } from "../../core/commands/sync.ts";
import { clock } from "../../platform/clock.ts";
import { plural, t } from "../../ui/messages.ts";
import { sizeText, spanText, wholeNumber } from "./amounts.ts";

const MINUTE = 60_000;

/** Time since an instant in milliseconds: "2 minutes ago". A future instant is treated as now. */
export function agoText(at: number): string {
  const since = clock.now() - at;
  return since < MINUTE ? t("sync_just_now") : spanText(since);
}

export function stateText({ state, lastSyncedAt, problem }: SyncReport): string {
  if (state === "syncing") return t("sync_state_now");
  if (state === "needs-user") return t("sync_state_needs_user");
  if (state === "waiting" && problem !== null)
    return t(problem.code === "offline" ? "sync_state_offline" : "sync_state_waiting");
  if (lastSyncedAt === null) return t("sync_state_never");
  return t("sync_state_synced", { ago: agoText(lastSyncedAt) });
}

export function progressText({ direction, rows, ofRows, bytes }: SyncProgress): string {
  const values = { rows: wholeNumber(rows), size: sizeText(bytes) };
  if (ofRows === null) return t(direction === "up" ? "sync_progress_up" : "sync_progress_down", values);
  return t(direction === "up" ? "sync_progress_up_of" : "sync_progress_down_of", {
    ...values,
    all: wholeNumber(ofRows),
  });
}

export const leftText = (seconds: number): string =>
  seconds < 90
    ? plural("sync_left", Math.max(1, Math.round(seconds)))
    : plural("sync_left_minutes", Math.round(seconds / 60));

export const deviceText = ({ name }: Pick<SyncDevice, "name">): string =>
  name === "" ? t("sync_device_unnamed") : name;

export function seenText({ forgotten, lastSeenAt }: SyncDevice): string {
  if (forgotten) return t("sync_device_forgotten");
  return lastSeenAt === null ? t("sync_device_unseen") : t("sync_device_seen", { ago: agoText(lastSeenAt) });
}
