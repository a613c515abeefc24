// The sync engine's dependencies: stores, codec, clock and limits. Everything in the place is write-once: no file is
// ever overwritten, so that safety needs no lock, rename or conditional request, which real servers do not honour.
import type { TableName } from "../record/tables.ts";
import type { LocalStore, OwnLog } from "./local-store.ts";
import type { RemoteStore } from "./remote-store.ts";
import type { BadFile, VaultCodec } from "./vault-codec.ts";

export interface Limits {
  /** Number of rows that one transaction joins. */
  rowsAtOnce: number;
  /** Limit of characters of the rows in a head; more rows become a segment. */
  tailCharacters: number;
  /** Number of segments of one level that compaction merges into one. */
  fanIn: number;
  /** Limit of segments that are not full, over all levels: a new device needs a request for each. */
  smallSegments: number;
  /** Limit of rows of a segment, and of one push: a kill repeats at most one segment. */
  segmentRows: number;
  /** Limit of characters of a segment: readers refuse a longer text (platform/vault/codec.ts). */
  segmentCharacters: number;
  /** Number of this device's heads that stay in the place. */
  keptHeads: number;
  /** Time until the content of erased rows is purged from this device's files. */
  purgeAfterMilliseconds: number;
}

/** Measured on a year of edits (docs/SYNC.md): a tail of 8 kB and a fan-in of 8 cost the fewest bytes. */
export const LIMITS: Limits = {
  rowsAtOnce: 8192,
  tailCharacters: 8 * 1024,
  fanIn: 8,
  smallSegments: 10,
  segmentRows: 32_768,
  segmentCharacters: 16 * 1024 * 1024,
  keptHeads: 2,
  purgeAfterMilliseconds: 20 * 60 * 60 * 1000,
};

/** Work of a sync so far. */
export interface Step {
  direction: "up" | "down";
  rows: number;
  /** Bytes of files. */
  bytes: number;
  /** Rows that a head has announced. */
  expected?: number;
}

export interface Engine {
  remote: RemoteStore;
  local: LocalStore;
  codec: VaultCodec;
  limits: Limits;
  /** Milliseconds since the epoch. */
  now(): number;
  /** Random characters, 0-9 and a-z. */
  randomText(characters: number): string;
  /** In hexadecimal. */
  sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string>;
  /** Name of this device. */
  deviceName: string;
  /** Id of this device before its first push: the one in its stamps. */
  device: string;
  /** Tables in the place; undefined means all. */
  tables?: readonly TableName[];
  /** Called between pull and push. May throw to end the sync before it writes. */
  afterPull?(badFiles: readonly BadFile[]): Promise<void>;
  /** Called after each file. May throw to end the sync: it resumes where it stopped. */
  onStep(step: Step): void;
}

export class SyncFault extends Error {
  constructor(
    /** `vault-missing`: the place lists no file of a vault that had some. `not-stored`: an upload read back differs. */
    readonly code: "vault-missing" | "not-stored",
    readonly detail = "",
  ) {
    super(`${code}: ${detail}`);
    this.name = "SyncFault";
  }
}

export const newLog = (device: string): OwnLog => ({
  device,
  generation: 0,
  heads: [],
  intents: [],
  orphans: [],
  segments: [],
  tail: [],
  garbage: [],
  deletedHeads: [],
  unlisted: 0,
  purge: null,
});

export async function readLog({ local, device }: Engine): Promise<OwnLog> {
  const log = await local.readLog();
  if (log !== null) return log;
  const made = newLog(device);
  await local.writeLog(made);
  return made;
}
