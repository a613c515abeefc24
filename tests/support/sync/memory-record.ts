// A record in memory for the test of several devices.

import { copyOf, MemoryLocal } from "./memory-local.ts";
import type { MakeRecord } from "./test-record.ts";

export const memoryRecord: MakeRecord = async (device, now) => {
  const store = new MemoryLocal(device, now);
  return {
    device,
    store,
    edit: async (table, id, fields) => store.edit(table, id, fields),
    bringIn: async (table, row) => store.bringIn(table, row),
    erase: async (table, id) => store.erase(table, id),
    row: async (table, id) => store.row(table, id),
    rows: async () => [...store.state.rows.values()].map(([table, row]) => [table, row]),
    owed: async () => new Set(store.state.marks.map(({ key }) => key.join(" "))),
    backup: async () => store.backup(),
    restore: async (backup) => {
      store.state = copyOf(backup as MemoryLocal["state"]);
    },
    close: async () => {},
  };
};
