// Rows of the local tables: they never leave this device.
import type { Claims } from "../core/companies/claims.ts";
import type { Change } from "../core/record/change.ts";
import type { Clock } from "../core/record/stamp.ts";
import type { TableName } from "../core/record/tables.ts";
import type { Reminders } from "../core/reminders/reminder.ts";
import type { Allowing } from "../core/sharing/grant.ts";
import type { LaterRule } from "../core/sharing/later-rules.ts";
import type { View } from "../core/sharing/view.ts";
import type { Cursor, OwnLog, RefusedHead } from "../core/sync/local-store.ts";
import type { SyncStatus } from "../core/sync/sync-status.ts";
import type { Participation } from "../signal/participation-schema.ts";
import type { Sector } from "../signal/sectors.ts";
import type { CountedIn } from "./company-counter.ts";

/** The last valid participation file of one host. Local: each device fetches its own. */
export interface StoredParticipation {
  /** The exact host, without a port. */
  id: string;
  company: string;
  /** With scheme and port. Absent in records of earlier versions. */
  origin?: string;
  fetchedAt: number;
  hash: string;
  /** As validated when it was fetched. */
  participation: Participation;
  /** The claims that the user saw last, if the current file has others. */
  before?: Claims;
}

/** A removed row (trashOfRow), or an import's batch (trashOf), whose content must still be erased. */
export interface Trashed {
  id: string;
  /** Milliseconds since the epoch. */
  at: number;
  /** Another device removed the row: it erases it, unless it undoes the removal. */
  elsewhere?: true;
}

export interface OutboxEntry {
  seq?: number;
  rows: [TableName, string][];
}

/** A value that another device's later edit of the same field replaced. Local, for 90 days. */
export interface LostField {
  n?: number;
  table: TableName;
  id: string;
  field: string;
  value: unknown;
  /** Stamp of the edit that lost. */
  stamp: string;
  /** Milliseconds since the epoch at which this device replaced it. */
  at: number;
}

/** An erasure by another device that is held back, because it would erase a row that is visible here. */
export interface HeldErasure {
  table: TableName;
  id: string;
  stamp: string;
}

/** Other devices' files that this one has read. */
export type StoredCursor = Cursor & { device: string };

/** The rows of one of this device's segments. */
export interface SegmentKeys {
  name: string;
  ids: [TableName, string[]][];
}

export type Meta =
  | { key: "self"; clock: Clock }
  /** The granted hosts that the browser permitted at the last check. */
  | { key: "hosts"; hosts: string[] }
  /** Owed: the return of permissions to the browser after a revocation. */
  | { key: `drop:${string}`; drop: string[] }
  /** Owed: the return of the permission for every site, unless another setting needs it. */
  | { key: "every-site-owed" }
  /**
   * Hosts that lost their permission together with the one for every site. Their grants are without effect until the
   * user permits the hosts again.
   */
  | { key: "ask-again"; hosts: string[] }
  /** Ids of the newest saved taps, so that none is saved twice. */
  | { key: "taps"; ids: string[] }
  | CountedIn
  | ({ key: "reminders" } & Reminders)
  /** An Allow that waits for the browser's answer. */
  | ({ key: `intent:${string}`; at: number } & Intent)
  /** The user refused this company: the extension never allows it automatically. */
  | { key: `refused:${string}`; refused: true }
  /** This device's files in the vault. */
  | { key: "sync-log"; log: OwnLog }
  /** Heads of the vault that did not open. */
  | { key: "sync-refused"; heads: RefusedHead[] }
  /** A grant of another device that waits for the user's confirmation here (held-grants.ts). */
  | { key: `held:${string}`; since: number }
  | ({ key: "sync" } & SyncStatus)
  /** When this device last left a vault, which may have every earlier edit. Milliseconds since the epoch. */
  | { key: "left-vault"; at: number }
  /** A delivery that this device sends: the user pressed Share or Send here. */
  | { key: `sends:${string}`; since: number }
  /** This device sends a company's updates, to this address. */
  | { key: `updates:${string}`; to: string }
  /** The companies allowed automatically on one local day. */
  | { key: "automatic"; day: string; companies: string[] };

/** The choice of an Allow, the text that the preview showed, and the hash of the file whose claims it showed. */
export interface Intent extends Allowing {
  company: string;
  sector?: Sector | undefined;
  shown?: View | undefined;
  later?: LaterRule[] | undefined;
  file?: string | undefined;
}

/** A logged change. With `ids`, one row stands for many new rows of one write. */
export type LogRow = Change & { seq?: number; ids?: readonly string[] };
