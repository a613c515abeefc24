// The record in IndexedDB: tables, numbered migrations, opening and errors. write.ts writes it.
import { Dexie, type Table, type Transaction } from "dexie";
import { type ErrorCode, Refusal } from "../core/commands/errors.ts";
import type { Claims } from "../core/companies/claims.ts";
import type { MonthTally } from "../core/insight/month-tally.ts";
import type { Change, Row } from "../core/record/change.ts";
import type { Clock } from "../core/record/stamp.ts";
import { type Entity, entityOf, type TableName } from "../core/record/tables.ts";
import type { Reminders } from "../core/reminders/reminder.ts";
import type { Allowing } from "../core/sharing/grant.ts";
import type { View } from "../core/sharing/view.ts";
import type { Cursor, OwnLog, RefusedHead } from "../core/sync/local-store.ts";
import type { SyncStatus } from "../core/sync/sync-status.ts";
import type { Participation } from "../signal/participation-schema.ts";
import type { Sector } from "../signal/sectors.ts";
import type { CompanyCounter, CountedIn } from "./company-counter.ts";
import { findPlace, placed } from "./record-place.ts";
import type { RecordReader } from "./record-reader.ts";
import { recount } from "./recount.ts";

export const DATABASE_NAME = "regards";

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
  /** The claims that the user saw last, if they differ from the current file's. */
  before?: Claims;
}

/** A removed feeling, or an import's batch (trashOf), whose content is still to be erased. */
export interface Trashed {
  id: string;
  /** Milliseconds since the epoch. */
  at: number;
}

export interface OutboxEntry {
  seq?: number;
  rows: [TableName, string][];
}

/** A value that another device's later edit of the same field overruled. Local, for 90 days. */
export interface LostField {
  n?: number;
  table: TableName;
  id: string;
  field: string;
  value: unknown;
  /** Stamp of the edit that lost. */
  stamp: string;
  /** Milliseconds since the epoch at which it was overruled here. */
  at: number;
}

/** An erasure on another device that waits, because it would erase a row that is visible here. */
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
  /** Owed: permissions to return to the browser after a revocation. */
  | { key: `drop:${string}`; drop: string[] }
  /** Owed: the permission for every site is to be returned unless another setting needs it. */
  | { key: "every-site-owed" }
  /** Hosts that lost their permission with the one for every site: their grants wait until the user permits them again. */
  | { key: "ask-again"; hosts: string[] }
  /** Ids of the newest saved taps, so that none is saved twice. */
  | { key: "taps"; ids: string[] }
  | CountedIn
  | ({ key: "reminders" } & Reminders)
  /** An Allow that waits for the browser's answer. */
  | ({ key: `intent:${string}`; at: number } & Intent)
  /** The user refused this company: it is never allowed automatically. */
  | { key: `refused:${string}`; refused: true }
  /** This device's files in the vault. */
  | { key: "sync-log"; log: OwnLog }
  /** Heads of the vault that did not open. */
  | { key: "sync-refused"; heads: RefusedHead[] }
  /** A grant from another device, which waits for the user's yes here (held-grants.ts). */
  | { key: `held:${string}`; since: number }
  | ({ key: "sync" } & SyncStatus)
  /** A delivery that this device sends: the user pressed Share here, or took it over. */
  | { key: `sends:${string}`; since: number }
  /** The companies allowed automatically on one local day. */
  | { key: "automatic"; day: string; companies: string[] };

/** The choice of an Allow, with the text that the preview showed. */
export interface Intent extends Allowing {
  company: string;
  sector?: Sector | undefined;
  shown?: View | undefined;
}

/** A logged change; with `ids`, one row for many new rows of one write. */
export type LogRow = Change & { seq?: number; ids?: readonly string[] };

export type Database = Dexie & { readonly [T in TableName]: Table<Row, string> } & {
  readonly changes: Table<LogRow, number>;
  readonly outbox: Table<OutboxEntry, number>;
  readonly meta: Table<Meta, string>;
  readonly counters: Table<CompanyCounter, string>;
  /** One company's entries in one of the user's months. */
  readonly months: Table<MonthTally, [company: string, month: string]>;
  readonly trash: Table<Trashed, string>;
  readonly participations: Table<StoredParticipation, string>;
  readonly history: Table<LostField, number>;
  readonly erasures: Table<HeldErasure, [table: string, id: string]>;
  readonly cursors: Table<StoredCursor, string>;
  readonly segments: Table<SegmentKeys, string>;
};

interface Migration {
  version: number;
  /** For later versions, only the tables that differ. */
  stores: Record<string, string>;
  upgrade?: (transaction: Transaction) => Promise<void>;
}

/** Every released schema, by number. The stores of a number that has been released never change. */
export const MIGRATIONS: readonly Migration[] = [
  {
    version: 1,
    stores: {
      companies: "id",
      rules: "id, layer",
      layers: "id",
      plans: "id",
      grants: "id",
      feelings: "id, [company+at], at",
      receipts: "id, company",
      events: "id, [company+at]",
      profiles: "id",
      changes: "++seq, batch, [table+id]",
      outbox: "++seq",
      meta: "key",
      counters: "id",
      trash: "id",
      participations: "id",
    },
  },
  {
    version: 2,
    stores: { counters: "id, days", months: "[company+month], month", events: "id, [company+at], type" },
  },
  // The timeline: read by instant over all companies and by type, a page at a time.
  {
    version: 3,
    stores: {
      receipts: "id, company, [company+at], at",
      events: "id, [company+at], type, at, [type+at], [company+type+at]",
    },
  },
  { version: 4, stores: { deliveries: "id, company, feeling" } },
  // Counters hold their months; recounted here, so that version 2 need not. Every page reads the linked domains, which
  // are few: hence their index.
  { version: 5, stores: { companies: "id, sameAs" }, upgrade: recount },
  // A file belongs to the host it came from.
  { version: 6, stores: {}, upgrade: keepFilesByHost },
  // Earlier versions counted feelings with an invalid date, and listed them last.
  { version: 7, stores: {}, upgrade: recount },
  // Sync: overruled values, held erasures, and the files of the vault.
  { version: 8, stores: { history: "++n, at", erasures: "[table+id]", cursors: "device", segments: "name" } },
  // Shared plans: their deliveries are read by plan.
  { version: 9, stores: { deliveries: "id, company, feeling, plan" } },
];

/** Earlier versions stored one file for each company: the newest of any of its hosts. */
async function keepFilesByHost(transaction: Transaction): Promise<void> {
  const table = transaction.table<Record<string, unknown>, string>("participations");
  for (const { id, host, ...file } of await table.toArray()) {
    await table.delete(String(id));
    if (typeof host === "string") await table.put({ ...file, id: host, company: id });
  }
}

export function createDatabase(name: string = DATABASE_NAME): Database {
  // Dexie's own cache copies every observed row twice: with ten thousand companies that is most of a page's wait.
  const { indexedDB, IDBKeyRange } = Dexie.dependencies;
  // The stores declared below give it the tables of `Database`.
  const database = new Dexie(name, { cache: "disabled", indexedDB: placed(indexedDB), IDBKeyRange }) as Database;
  const open = database.open.bind(database);
  database.open = () => Dexie.Promise.resolve(findPlace()).then(open);
  // Each declared version costs 1 to 3 ms at every start, so versions without an upgrade are merged into the next.
  let stores: Migration["stores"] = {};
  for (const migration of MIGRATIONS) {
    stores = { ...stores, ...migration.stores };
    if (migration.upgrade === undefined && migration !== MIGRATIONS.at(-1)) continue;
    const version = database.version(migration.version).stores(stores);
    if (migration.upgrade !== undefined) version.upgrade(migration.upgrade);
  }
  // Otherwise an open window blocks the next version's upgrade for ever.
  database.on("versionchange", () => database.close({ disableAutoOpen: false }));
  return database;
}

export const database: Database = createDatabase();

/** The visible entities of some rows. */
export const entitiesOf = <T extends TableName>(table: T, rows: readonly Row[]): Entity<T>[] =>
  rows.flatMap((row) => entityOf(table, row) ?? []);

export const getEntity = async <T extends TableName>(source: RecordReader, table: T, id: string) =>
  entityOf(table, await source[table].get(id));

/** The refusal for a fault of the database or the disk, in a read or a write; null for any other error. */
export const refusalOf = (error: unknown): Refusal | null =>
  error instanceof Dexie.DexieError || (error instanceof DOMException && error.name === "QuotaExceededError")
    ? storageRefusal(error)
    : null;

/** A storage fault as one of our errors; the original stays as cause for the console. */
export function storageRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  // Anything can be thrown. Dexie hides the browser's error in `inner`, or in the list `failures`.
  const { inner, failures } = (error ?? {}) as { inner?: unknown; failures?: object };
  // Each member is read as unknown, and compared with a string.
  const names = [error, inner, ...Object.values(failures ?? {})].map((fault) => (fault as Error | undefined)?.name);
  const code: ErrorCode = names.includes("QuotaExceededError") ? "storage-full" : "storage-failed";
  return Object.assign(new Refusal(code, String(error)), { cause: error });
}
