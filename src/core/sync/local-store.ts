// The local side of sync. The store of the record implements it (record/sync-store.ts); tests also have one in memory.
import type { Segment } from "./head.ts";
import type { RowKey, TableRow } from "./line.ts";
import type { Push } from "./names.ts";
import type { VaultFaultCode } from "./vault-codec.ts";

/** A file of this device that no head needs any more. */
export interface Garbage {
  path: string;
  /** From this generation on, no kept head refers to it. */
  generation: number;
  /** Name of the segment; absent for a head. */
  segment?: string;
}

/** This device's own files in the vault. */
export interface OwnLog {
  device: string;
  /** Generation of the newest acknowledged head; 0 before the first. */
  generation: number;
  /** Acknowledged heads, the newest first. */
  heads: string[];
  /** Length of the newest head's file; absent before the first. */
  headBytes?: number;
  /** Pushes that began and were not acknowledged, so that their files may exist. */
  intents: Push[];
  /** Earlier intents, whose segments must still be deleted. */
  orphans: Push[];
  segments: Segment[];
  /** Rows of the newest head. */
  tail: RowKey[];
  garbage: Garbage[];
  /** Names of the last heads that this device deleted: a stale listing may still show them. */
  deletedHeads: string[];
  /** Number of syncs in a row in which the place did not list the newest head. */
  unlisted: number;
  /** These segments, or an older head, still have content of erased rows. Null if there is nothing to purge. */
  purge: Purge | null;
}

export interface Purge {
  /** Milliseconds since the epoch of the first erasure. */
  since: number;
  segments: string[];
  /** Number of pushes until no kept head has the content. */
  pushes: number;
}

/** Files of another device that this one has read. */
export interface Cursor {
  /** Heads that were read completely, or that a head which was read replaces. */
  heads: string[];
  /** Segments that were read, or that a segment which was read replaces. */
  segments: string[];
  /** The greatest generation read; 0 before the first. */
  generation: number;
  name: string;
  /** Milliseconds since the epoch of that push, by the device's own clock. */
  at: number;
  /** Number of syncs in a row in which the device's files were missing, or older than those already read. */
  gone: number;
  /** This device carries the other device's rows, whose files are missing. */
  adopted?: boolean;
  /** Damaged files of the other device, whose rows this device carries. */
  damaged?: string[];
}

export const NOTHING_READ: Cursor = { heads: [], segments: [], generation: 0, name: "", at: 0, gone: 0 };

/** A head that did not open. */
export interface RefusedHead {
  name: string;
  code: VaultFaultCode;
  /** Number of syncs in which it did not open. */
  tries: number;
  /** Number of syncs before the next try; a number, since clocks get set. */
  wait: number;
}

export interface Owed {
  keys: RowKey[];
  /** Pushing `keys` settles the marks up to this number. */
  upTo: number;
  more: boolean;
}

/** Each method is one transaction. */
export interface LocalStore {
  /** Null before the first sync. */
  readLog(): Promise<OwnLog | null>;
  writeLog(log: OwnLog): Promise<void>;
  readCursors(): Promise<Map<string, Cursor>>;
  writeCursor(device: string, cursor: Cursor): Promise<void>;
  /**
   * Joins rows of another device. Holds back the erasure of rows that have content here (`settleErasures`). Returns the
   * number of changed rows. `meanwhile` may be called while the rows are being stored, and must not use the store.
   */
  join(rows: readonly TableRow[], meanwhile?: () => void): Promise<number>;
  /** Erasures that were held back and may apply; empty if there are too many (`tooManyErasures`). */
  readErasures(): Promise<RowKey[]>;
  /** Applies the erasures that were held back. */
  settleErasures(): Promise<void>;
  /** Current rows, in the order of the keys; skips those that do not exist. */
  readRows(keys: readonly RowKey[]): Promise<TableRow[]>;
  /** Rows that no other device has seen, the oldest edits first. */
  readOwed(limit: number): Promise<Owed>;
  /** Marks rows that no other device has seen. */
  owe(keys: readonly RowKey[]): Promise<void>;
  /**
   * Marks all rows with an edit by a device outside this list: a device that is gone, or the device of an imported
   * file. Returns their number.
   */
  oweRowsExcept(devices: ReadonlySet<string>): Promise<number>;
  /** Stores the log of an acknowledged push and settles its marks. */
  settle(log: OwnLog, upTo: number): Promise<void>;
  /** Becomes a new device with this log. Marks the rows that only the old device held, and drops the old lists. */
  becomeDevice(log: OwnLog, carried: readonly RowKey[], old: string): Promise<void>;
  writeSegmentKeys(segment: string, keys: readonly RowKey[]): Promise<void>;
  readSegmentKeys(segments: readonly string[]): Promise<RowKey[]>;
  dropSegmentKeys(segment: string): Promise<void>;
  /** Heads that did not open. */
  readRefused(): Promise<RefusedHead[]>;
  writeRefused(heads: readonly RefusedHead[]): Promise<void>;
}

/** One sync may erase 20 rows, or a tenth of the visible ones, without asking. */
export const tooManyErasures = (erased: number, visible: number): boolean => erased > Math.max(20, visible / 10);
