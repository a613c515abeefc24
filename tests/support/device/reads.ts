// Counts the rows that some work reads, by table: a middleware under every table of one database.
import type { DBCore, DBCoreTable, Dexie, Middleware } from "dexie";

type Reads = Record<string, number>;

/** Counts reads from now on. `take` returns the counts and resets them. */
export function countReads(database: Dexie): { take: () => Reads } {
  let reads: Reads = {};
  const count = (table: string, rows: number) => {
    reads[table] = (reads[table] ?? 0) + rows;
  };
  const middleware: Middleware<DBCore> = {
    stack: "dbcore",
    name: "reads",
    create: (core) => ({ ...core, table: (name) => counted(core.table(name), (rows) => count(name, rows)) }),
  };
  database.use(middleware);
  database.close({ disableAutoOpen: false });
  return {
    take: () => {
      const taken = reads;
      reads = {};
      return taken;
    },
  };
}

const counted = (table: DBCoreTable, count: (rows: number) => void): DBCoreTable => ({
  ...table,
  get: (request) => {
    count(1);
    return table.get(request);
  },
  getMany: (request) => {
    count(request.keys.length);
    return table.getMany(request);
  },
  query: (request) =>
    table.query(request).then((answer) => {
      count(answer.result.length);
      return answer;
    }),
  openCursor: (request) =>
    table.openCursor(request).then((cursor) => {
      if (cursor === null) return null;
      // It sets its own `continue` when it starts.
      const start = cursor.start.bind(cursor);
      cursor.start = (onNext) =>
        start(() => {
          count(1);
          onNext();
        });
      return cursor;
    }),
});
