// The record in IndexedDB: tables, numbered migrations, and how it opens and fails. Writing is write.ts's.

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
import type { Participation } from "../signal/participation-schema.ts";
import type { Sector } from "../signal/sectors.ts";
import type { CompanyCounter, CountedIn } from "./company-counter.ts";
import { findPlace, placed } from "./record-place.ts";
import type { RecordReader } from "./record-reader.ts";
import { recount } from "./recount.ts";

export const DATABASE_NAME = "regards";

/** The last valid participation file of one host. Local: every device looks for itself. */
export interface StoredParticipation {
  /** The exact host, without a port. */
  id: string;
  company: string;
  /** Where it was read, with scheme and port. Records of earlier versions do not say. */
  origin?: string;
  fetchedAt: number;
  hash: string;
  /** As it was validated when it was fetched. */
  participation: Participation;
  /** The claims as the user saw them last, where the file says something else now. */
  before?: Claims;
}

/** A removed feeling that is still to be erased for good. */
export interface Trashed {
  id: string;
  /** Milliseconds since the epoch. */
  at: number;
}

export interface OutboxEntry {
  seq?: number;
  rows: [TableName, string][];
}

export type Meta =
  | { key: "self"; clock: Clock }
  /** The granted hosts the browser permitted when we last looked. */
  | { key: "hosts"; hosts: string[] }
  /** Permissions to give back to the browser after a revocation. */
  | { key: `drop:${string}`; drop: string[] }
  /** The permission for every site is to be given back, where nothing else needs it: something was switched off. */
  | { key: "every-site-owed" }
  /** Hosts of grants that went with every site, given back by the user: their grants wait for the browser's permission. */
  | { key: "ask-again"; hosts: string[] }
  /** The newest taps that were saved: one that is found again is not saved again. */
  | { key: "taps"; ids: string[] }
  | CountedIn
  | ({ key: "reminders" } & Reminders)
  /** An Allow that the browser has not answered. */
  | ({ key: `intent:${string}`; at: number } & Intent)
  /** The user said no to this company: it is never allowed automatically. */
  | { key: `refused:${string}`; refused: true }
  /** The companies that were allowed automatically on one day of the user's. */
  | { key: "automatic"; day: string; companies: string[] };

/** The choice of an Allow, with the text that the user saw before it. */
export interface Intent extends Allowing {
  company: string;
  sector?: Sector | undefined;
  shown?: View | undefined;
}

/** An edit as it is kept; or one row for many rows that came together and were new here, of which nothing stood before. */
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
};

interface Migration {
  version: number;
  /** Of a later one only what differs. */
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
  // A company's counter says its months; recounted, so that version 2 need not. Which domains are counted to another is
  // asked by every page: they are few among many.
  { version: 5, stores: { companies: "id, sameAs" }, upgrade: recount },
  // A file belongs to the host it came from.
  { version: 6, stores: {}, upgrade: keepFilesByHost },
  // Earlier versions counted feelings with an invalid date, and listed them last.
  { version: 7, stores: {}, upgrade: recount },
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
  // Dexie's own cache copies every row that a window watches, twice: of ten thousand companies that is most of the wait.
  const { indexedDB, IDBKeyRange } = Dexie.dependencies;
  const database = new Dexie(name, { cache: "disabled", indexedDB: placed(indexedDB), IDBKeyRange }) as Database;
  const open = database.open.bind(database);
  database.open = () => Dexie.Promise.resolve(findPlace()).then(open);
  // Each version that Dexie is told of takes 1 to 3 ms of every start: those that have nothing to do are left out.
  let stores: Migration["stores"] = {};
  for (const migration of MIGRATIONS) {
    stores = { ...stores, ...migration.stores };
    if (migration.upgrade === undefined && migration !== MIGRATIONS.at(-1)) continue;
    const version = database.version(migration.version).stores(stores);
    if (migration.upgrade !== undefined) version.upgrade(migration.upgrade);
  }
  // Without this an open window blocks the next version's upgrade for ever.
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
  const { inner, failures } = (error ?? {}) as { inner?: unknown; failures?: object };
  const names = [error, inner, ...Object.values(failures ?? {})].map((fault) => (fault as Error | undefined)?.name);
  const code: ErrorCode = names.includes("QuotaExceededError") ? "storage-full" : "storage-failed";
  return Object.assign(new Refusal(code, String(error)), { cause: error });
}
