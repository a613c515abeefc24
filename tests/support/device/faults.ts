// Faults of the database at a chosen operation: a middleware under every table of one start.
import { type DBCore, type DBCoreTable, type DBCoreTransaction, Dexie, type Middleware } from "dexie";
import type { Life } from "./life.ts";

export const FAULTS = ["quota in a request", "abort of the transaction", "quota in a row"] as const;
export type FaultKind = (typeof FAULTS)[number];

export class DatabaseFaults {
  /** Counts mutations down; the one that reaches zero fails. */
  after = Number.POSITIVE_INFINITY;
  kind: FaultKind = "quota in a request";
  mutations = 0;

  constructor(private readonly life: Life) {}

  middleware(): Middleware<DBCore> {
    return {
      stack: "dbcore",
      name: "faults",
      create: (core) => ({
        ...core,
        table: (name) => this.over(core.table(name)),
      }),
    };
  }

  private over(table: DBCoreTable): DBCoreTable {
    const dead = () => Dexie.Promise.reject(new DOMException("the worker is dead", "AbortError"));
    return {
      ...table,
      mutate: (request) => {
        this.mutations++;
        if (!this.life.spend()) {
          abort(request.trans);
          return dead();
        }
        if (--this.after !== 0) return table.mutate(request);
        if (this.kind === "abort of the transaction") {
          abort(request.trans);
          return table.mutate(request);
        }
        const full = new DOMException("full", "QuotaExceededError");
        if (this.kind === "quota in a request") return Dexie.Promise.reject(full);
        return Dexie.Promise.resolve({ numFailures: 1, failures: { 0: full }, lastResult: undefined });
      },
    };
  }
}

function abort(transaction: DBCoreTransaction): void {
  try {
    transaction.abort();
  } catch {
    // The transaction is over already.
  }
}
