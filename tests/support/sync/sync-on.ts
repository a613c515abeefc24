// The status of a device whose sync is on, for records without a background.
import type { SyncStatus } from "../../../src/core/sync/sync-status.ts";

export const SYNC_ON: SyncStatus = {
  place: { kind: "webdav", name: "cloud.example" },
  vault: "v1-0123456789abcdefghij",
  epoch: 1,
  deviceName: "",
  lastSyncedAt: null,
  problem: null,
  failures: 0,
  retryAt: null,
  badFiles: [],
  storedBytes: 0,
  scrubbedAt: 0,
};
