// The local side of sync. The store of the record implements it (record/sync-store.ts); tests also keep it in memory.
import type { Segment } from "./head.ts";
import type { RowKey, TableRow } from "./line.ts";
import type { Push } from "./names.ts";
import type { VaultFaultCode } from "./vault-codec.ts";

/** A file that this device wrote and no head needs any more. */
export interface Garbage {
  path: string;
  /** Generation from which on no kept head refers to it. */
  generation: number;
  /** Name, if it is a segment. */
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
  /** Pushes that began and were not acknowledged: their files may exist. */
  intents: Push[];
  /** Earlier intents, whose segments are still to be deleted. */
  orphans: Push[];
  segments: Segment[];
  /** Rows of the newest head. */
  tail: RowKey[];
  garbage: Garbage[];
  /** Names of the last heads that this device deleted: a stale listing may still show them. */
  deletedHeads: string[];
  /** Syncs in a row in which the place did not list the newest head. */
  unlisted: number;
  /** Erased rows still have content in these segments, or in an older head. Null if there is nothing to purge. */
  purge: Purge | null;
}

export interface Purge {
  /** Milliseconds since the epoch of the first erasure. */
  since: number;
  segments: string[];
  /** Pushes until no kept head has the content. */
  pushes: number;
}

/** Files of another device that this one has read. */
export interface Cursor {
  /** Heads that were read whole, or that a head which was read replaces. */
  heads: string[];
  /** Segments that were read, or that a segment which was read replaces. */
  segments: string[];
  /** The greatest generation read; 0 before the first. */
  generation: number;
  name: string;
  /** Milliseconds since the epoch of that push, by the device's own clock. */
  at: number;
  /** Syncs in a row in which the device's files were gone, or older than what was read. */
  gone: number;
  /** This device carries the rows of the other one since its files are gone. */
  adopted?: boolean;
  /** Damaged files of the other device, whose rows this device carries. */
  damaged?: string[];
}

export const NOTHING_READ: Cursor = { heads: [], segments: [], generation: 0, name: "", at: 0, gone: 0 };

/** A head that did not open. */
export interface RefusedHead {
  name: string;
  code: VaultFaultCode;
  /** Syncs in which it did not open. */
  tries: number;
  /** Syncs before the next try. Counted, since clocks are set. */
  wait: number;
}

export interface Owed {
  keys: RowKey[];
  /** Marks up to this number are settled by pushing `keys`. */
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
   * number of rows that changed. `meanwhile` may be called while the rows are being stored, and takes no step of the store.
   */
  join(rows: readonly TableRow[], meanwhile?: () => void): Promise<number>;
  /** Erasures held back that may apply; empty if there are too many (`tooManyErasures`). */
  readErasures(): Promise<RowKey[]>;
  /** Applies the erasures held back. */
  settleErasures(): Promise<void>;
  /** Current rows, in the order of the keys; skips those that do not exist. */
  readRows(keys: readonly RowKey[]): Promise<TableRow[]>;
  /** Rows that other devices have not seen, the oldest edits first. */
  readOwed(limit: number): Promise<Owed>;
  /** Marks rows as unseen by other devices. */
  owe(keys: readonly RowKey[]): Promise<void>;
  /**
   * Marks all rows with an edit of a device that is not among these: of one that is gone, or of an imported file. Returns
   * their number.
   */
  oweRowsExcept(devices: ReadonlySet<string>): Promise<number>;
  /** Stores the log of an acknowledged push and settles its marks. */
  settle(log: OwnLog, upTo: number): Promise<void>;
  /** Becomes a new device: its log, marks for the rows that the old one carried, and none of the old one's lists. */
  becomeDevice(log: OwnLog, carried: readonly RowKey[], old: string): Promise<void>;
  writeSegmentKeys(segment: string, keys: readonly RowKey[]): Promise<void>;
  readSegmentKeys(segments: readonly string[]): Promise<RowKey[]>;
  dropSegmentKeys(segment: string): Promise<void>;
  /** Heads that did not open. */
  readRefused(): Promise<RefusedHead[]>;
  writeRefused(heads: readonly RefusedHead[]): Promise<void>;
}

/** One sync may erase 20 rows, or a tenth of the visible ones, without a question. */
export const tooManyErasures = (erased: number, visible: number): boolean => erased > Math.max(20, visible / 10);
