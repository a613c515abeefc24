// The record in IndexedDB: tables and opening. write.ts writes it.
import { Dexie, type Table } from "dexie";
import type { MonthTally } from "../core/insight/month-tally.ts";
import type { Row } from "../core/record/change.ts";
import { type Entity, entityOf, type TableName } from "../core/record/tables.ts";
import type { CompanyCounter } from "./company-counter.ts";
import type {
  HeldErasure,
  LogRow,
  LostField,
  Meta,
  OutboxEntry,
  SegmentKeys,
  StoredCursor,
  StoredParticipation,
  Trashed,
} from "./local-tables.ts";
import { MIGRATIONS } from "./migrations.ts";
import { deleteLeftPlaces, findPlace, placed } from "./record-place.ts";
import type { RecordReader } from "./record-reader.ts";
export const DATABASE_NAME = "regards";

export type Database = Dexie & { readonly [T in TableName]: Table<Row, string> } & {
  readonly changes: Table<LogRow, number>;
  readonly outbox: Table<OutboxEntry, number>;
  readonly meta: Table<Meta, string>;
  readonly counters: Table<CompanyCounter, string>;
  /** Entries about one company in one of the user's months. */
  readonly months: Table<MonthTally, [company: string, month: string]>;
  readonly trash: Table<Trashed, string>;
  readonly participations: Table<StoredParticipation, string>;
  readonly history: Table<LostField, number>;
  readonly erasures: Table<HeldErasure, [table: string, id: string]>;
  readonly cursors: Table<StoredCursor, string>;
  readonly segments: Table<SegmentKeys, string>;
};

export function createDatabase(name: string = DATABASE_NAME): Database {
  // Dexie's own cache would copy every observed row twice: with ten thousand companies, that is most of a page's
  // waiting time.
  const { indexedDB, IDBKeyRange } = Dexie.dependencies;
  // Dexie adds the tables of `Database` from the stores declared below.
  const database = new Dexie(name, { cache: "disabled", indexedDB: placed(indexedDB), IDBKeyRange }) as Database;
  const open = database.open.bind(database);
  database.open = () => Dexie.Promise.resolve(findPlace()).then(open);
  // Each declared version costs 1 to 3 ms at every start, so versions without an upgrade are merged into the next one.
  let stores: (typeof MIGRATIONS)[number]["stores"] = {};
  for (const migration of MIGRATIONS) {
    stores = { ...stores, ...migration.stores };
    if (migration.upgrade === undefined && migration !== MIGRATIONS.at(-1)) continue;
    const version = database.version(migration.version).stores(stores);
    if (migration.upgrade !== undefined) version.upgrade(migration.upgrade);
  }
  // Otherwise an open window would block the next version's upgrade for ever.
  database.on("versionchange", () => database.close({ disableAutoOpen: false }));
  return database;
}

export const database: Database = createDatabase();

/** Deletes what the record left behind in places that could not be opened. */
export const deleteLeftRecords = (): Promise<void> => deleteLeftPlaces(Dexie.dependencies.indexedDB, DATABASE_NAME);

/** The visible entities of these rows. */
export const entitiesOf = <T extends TableName>(table: T, rows: readonly Row[]): Entity<T>[] =>
  rows.flatMap((row) => entityOf(table, row) ?? []);

export const getEntity = async <T extends TableName>(source: RecordReader, table: T, id: string) =>
  entityOf(table, await source[table].get(id));
