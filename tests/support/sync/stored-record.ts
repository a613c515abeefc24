// A record in IndexedDB for the test of several devices, with the store that the product uses.
import { Dexie } from "dexie";
import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import type { Row } from "../../../src/core/record/change.ts";
import { TABLES } from "../../../src/core/record/tables.ts";
import { clock } from "../../../src/platform/clock.ts";
import { createDatabase, type Database } from "../../../src/record/database.ts";
import { SyncStore } from "../../../src/record/sync-store.ts";
import { write } from "../../../src/record/write.ts";
import { SYNC_ON } from "./sync-on.ts";
import type { MakeRecord } from "./test-record.ts";

async function rowsByTable(target: Database): Promise<[string, Row[]][]> {
  return Promise.all(target.tables.map(async (table): Promise<[string, Row[]]> => [table.name, await table.toArray()]));
}

/** Every database has a factory of its own, so that a test leaves nothing behind. */
export const storedRecord: MakeRecord = async (device, now) => {
  Dexie.dependencies.indexedDB = new IDBFactory();
  Dexie.dependencies.IDBKeyRange = IDBKeyRange;
  const target = createDatabase(`record ${device}`);
  await target.open();
  await target.meta.put({ key: "self", clock: { device, last: "" } });
  await target.meta.put({ key: "sync", ...SYNC_ON });
  const store = new SyncStore(target, { erasesMany: true });
  const atOwnTime = async <T>(work: () => Promise<T>): Promise<T> => {
    clock.now = now;
    return work();
  };
  return {
    device,
    // The write path takes stamps from the device's clock.
    store: new Proxy(store, {
      get:
        (own, name: keyof SyncStore) =>
        (...given: unknown[]) =>
          atOwnTime(() => (own[name] as (...given: unknown[]) => Promise<unknown>).apply(own, given)),
    }),
    async edit(table, id, fields) {
      const current = await target[table].get(id);
      if (current?.$x !== undefined) return undefined;
      await atOwnTime(() => write([{ table, id, fields }], target));
      return target[table].get(id);
    },
    async bringIn(table, row) {
      await atOwnTime(() => write([{ table, row }], target));
      return target[table].get(row.id);
    },
    async erase(table, id) {
      const current = await target[table].get(id);
      if (current === undefined || current.$x !== undefined) return undefined;
      await atOwnTime(() => write([{ table, id, erase: true }], target));
      return target[table].get(id);
    },
    row: (table, id) => target[table].get(id),
    rows: async () =>
      (await Promise.all(TABLES.map(async (table) => (await target[table].toArray()).map((row) => [table, row])))).flat(
        1,
      ) as never,
    owed: async () => new Set((await target.outbox.toArray()).flatMap(({ rows }) => rows.map((key) => key.join(" ")))),
    backup: () => rowsByTable(target),
    async restore(backup) {
      await target.transaction("rw", target.tables, async () => {
        for (const [name, rows] of backup as [string, Row[]][]) {
          await target.table(name).clear();
          await target.table(name).bulkPut(rows);
        }
      });
    },
    close: async () => target.close(),
  };
};
