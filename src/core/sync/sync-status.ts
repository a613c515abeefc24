// State of sync on this device, in the record's local `meta` table.
import type { SyncProblem } from "../commands/sync.ts";
import type { VaultFaultCode } from "./vault-codec.ts";

export interface SyncStatus {
  place: { kind: "webdav" | "browser" | "folder"; name: string };
  vault: string;
  /** Number of the key for which this device has owed all its rows. */
  epoch: number;
  /** Name of this device, chosen by the user. */
  deviceName: string;
  /** Milliseconds since the epoch; null before the first complete sync. */
  lastSyncedAt: number | null;
  problem: { code: SyncProblem; detail: string } | null;
  /** Failures in a row since the last complete sync. */
  failures: number;
  /** Milliseconds since the epoch; null if no failure delays the next sync. */
  retryAt: number | null;
  badFiles: { file: string; code: VaultFaultCode }[];
  storedBytes: number;
  /** Milliseconds since the epoch of the last comparison of this device's files with its list. */
  scrubbedAt: number;
  /** The user confirmed the many erasures. */
  erasesMany?: boolean;
}
