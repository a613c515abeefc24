// Commands about sync. The set-up runs in the dashboard, which derives keys and requests permissions
// (features/sync/set-up.ts). These commands start, observe and control the background's part.
import * as z from "zod/mini";
import type { DisclosureQuestion } from "../sharing/disclosure-diff.ts";
import type { RemoteFaultCode } from "../sync/remote-store.ts";
import type { VaultFaultCode } from "../sync/vault-codec.ts";
import { command, type Undoable } from "./declare.ts";
import { Confirmed, Nothing } from "./payload-parts.ts";

export type SyncProblem =
  | RemoteFaultCode
  | VaultFaultCode
  /** The place no longer has the vault's folder. Nothing on this device changes. */
  | "vault-missing"
  /** An uploaded file differs from its copy in the place. */
  | "not-stored"
  /** The place shows older data than this device has seen. */
  | "rolled-back"
  /** Another device has changed the vault's key: this one needs the new passphrase or recovery code. */
  | "new-key"
  /** One sync would erase many entries; it waits for the user's decision. */
  | "many-erased"
  /** The place holds at most 100 kB: preferences no longer fit. */
  | "storage-full"
  | "unexpected";

export interface SyncDevice {
  id: string;
  /** The name that the user chose; "" until then. */
  name: string;
  /** The device of this window. */
  own: boolean;
  /** Milliseconds since the epoch of its last upload; null if unknown. */
  lastSeenAt: number | null;
  forgotten: boolean;
}

export interface SyncProgress {
  direction: "up" | "down";
  rows: number;
  /** Null if unknown. */
  ofRows: number | null;
  bytes: number;
  /** Null until an estimate is possible. */
  secondsLeft: number | null;
}

export interface SyncReport {
  /** Null while sync is off; the members below are then empty. */
  place: { kind: "webdav" | "browser" | "folder"; name: string } | null;
  state: "off" | "syncing" | "synced" | "waiting" | "needs-user";
  /** Milliseconds since the epoch. */
  lastSyncedAt: number | null;
  problem: { code: SyncProblem; detail: string; retryAt: number | null } | null;
  progress: SyncProgress | null;
  devices: SyncDevice[];
  /** Rows that no other device has seen. */
  owedRows: number;
  /** Bytes of this device's files in the place. */
  storedBytes: number;
  /** Entries whose erasure waits for the user; 0 if none. */
  heldErasures: number;
  /** Files that this device could not read, each with the reason. */
  quarantined: { file: string; code: VaultFaultCode }[];
  /** Companies allowed on another device whose sites this browser does not yet permit. */
  allowElsewhere: { company: string; name: string; hosts: string[] }[];
}

/** A value that lost against a later edit of the same field on another device. */
export interface LostValue {
  /** Key of the history row. */
  n: number;
  table: string;
  id: string;
  field: string;
  value: unknown;
  /** Milliseconds since the epoch of the edit that lost. */
  at: number;
  /** Name of the device that made it; "" if unknown. */
  device: string;
}

const DeviceName = z.string().check(z.minLength(1), z.maxLength(60));

export const SYNC = {
  "look-at-sync": command("ui", Nothing).answers<SyncReport>(),
  /** Starts to sync with the settings and keys of the set-up. Answers once the first sync has begun. */
  "start-sync": command("ui", z.strictObject({ name: DeviceName })).answers<object>(),
  /** Answers at the end of the sync. */
  "sync-now": command("ui", Nothing).answers<SyncReport>(),
  /** Ends a running sync at its next step; it resumes later where it stopped. */
  "pause-sync": command("ui", Nothing).answers<object>(),
  "name-device": command("ui", z.strictObject({ name: DeviceName })).answers<object>(),
  "forget-device": command(
    "ui",
    z.strictObject({ device: z.string().check(z.regex(/^[0-9a-z]{10}$/)) }),
  ).answers<object>(),
  /** Stops sync on this device. Keeps the record here and the vault there. */
  "leave-sync": command("ui", Nothing).answers<object>(),
  /** Erases the vault in the place, and stops sync. Keeps the record here. */
  "erase-vault": command("ui", Nothing).answers<object>(),
  /** Creates the vault anew from this device's record, after the place lost it. */
  "renew-vault": command("ui", Nothing).answers<object>(),
  /** Decides about `many-erased`: erases here too, or brings the entries back everywhere. */
  "decide-erasures": command("ui", z.strictObject({ erase: z.boolean() })).answers<object>(),
  "read-lost-values": command("ui", Nothing).answers<LostValue[]>(),
  /** Restores a lost value; undoable. */
  "restore-lost-value": command("ui", z.strictObject({ n: z.number(), confirmed: Confirmed })).answers<
    Undoable | DisclosureQuestion
  >(),
} as const;
