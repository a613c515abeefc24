// Numbered versions of the database's schema.
import type { Transaction } from "dexie";
import { recount } from "./recount.ts";

interface Migration {
  version: number;
  /** For later versions, only the tables that differ. */
  stores: Record<string, string>;
  upgrade?: (transaction: Transaction) => Promise<void>;
}

/** Every released schema, by number. The stores of a released number never change. */
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
  // The timeline reads one page at a time by instant, over all companies and by type.
  {
    version: 3,
    stores: {
      receipts: "id, company, [company+at], at",
      events: "id, [company+at], type, at, [type+at], [company+type+at]",
    },
  },
  { version: 4, stores: { deliveries: "id, company, feeling" } },
  // Counters contain their months; recounted here, so that version 2 need not. Every page reads the linked domains,
  // which are few, so they have an index.
  { version: 5, stores: { companies: "id, sameAs" }, upgrade: recount },
  // A file belongs to the host that served it.
  { version: 6, stores: {}, upgrade: keepFilesByHost },
  // Earlier versions counted feelings with an invalid date, and listed them last.
  { version: 7, stores: {}, upgrade: recount },
  // Sync: replaced values, erasures held back, and the files of the vault.
  { version: 8, stores: { history: "++n, at", erasures: "[table+id]", cursors: "device", segments: "name" } },
  // Shared plans: their deliveries are read by plan.
  { version: 9, stores: { deliveries: "id, company, feeling, plan" } },
];

/** Earlier versions stored one file for each company: the newest one of all its hosts. */
async function keepFilesByHost(transaction: Transaction): Promise<void> {
  const table = transaction.table<Record<string, unknown>, string>("participations");
  for (const { id, host, ...file } of await table.toArray()) {
    await table.delete(String(id));
    if (typeof host === "string") await table.put({ ...file, id: host, company: id });
  }
}
