// The record as the local side of sync: rows of other devices take the one write path.
import type { Row } from "../core/record/change.ts";
import { readRow } from "../core/record/row.ts";
import { TABLES, type TableName } from "../core/record/tables.ts";
import type { RowKey, TableRow } from "../core/sync/line.ts";
import {
  type Cursor,
  type LocalStore,
  NOTHING_READ,
  type Owed,
  type OwnLog,
  tooManyErasures,
} from "../core/sync/local-store.ts";
import { type Database, database, type HeldErasure } from "./database.ts";
import { marksOf } from "./outbox.ts";
import { readRowsById } from "./read-rows.ts";
import { write } from "./write.ts";
import type { RowChange } from "./write-hooks.ts";

/** A row of another device, to be joined. */
export interface VaultEdit {
  table: TableName;
  row: Row;
}

export interface SyncStoreOptions {
  /** The user agreed that many erasures of other devices apply here. */
  erasesMany?: boolean;
  /** Holds the grants that these rows would widen. Ends before the rows are stored. */
  beforeJoin?: (edits: readonly VaultEdit[]) => Promise<void>;
  /** Owed after rows were stored: idempotent, since a kill may repeat it or leave it out. */
  afterJoin?: (touched: readonly RowChange[]) => Promise<void>;
}

/** At the end of a stamp. */
const DEVICE_CHARACTERS = 10;

export class SyncStore implements LocalStore {
  constructor(
    private readonly target: Database = database,
    private readonly options: SyncStoreOptions = {},
  ) {}

  async readLog(): Promise<OwnLog | null> {
    const stored = await this.target.meta.get("sync-log");
    return stored?.key === "sync-log" ? stored.log : null;
  }

  async writeLog(log: OwnLog): Promise<void> {
    await this.target.meta.put({ key: "sync-log", log });
  }

  async readCursors(): Promise<Map<string, Cursor>> {
    const cursors = await this.target.cursors.toArray();
    return new Map(cursors.map(({ device, ...cursor }) => [device, cursor]));
  }

  async writeCursor(device: string, cursor: Cursor): Promise<void> {
    await this.target.cursors.put({ device, ...cursor });
  }

  async dropCursor(device: string): Promise<void> {
    await this.target.cursors.delete(device);
  }

  async join(rows: readonly TableRow[]): Promise<number> {
    const held = await this.holdErasures(rows.filter(([, row]) => row.$x !== undefined));
    const edits = rows.flatMap(([table, row]) => (held.has(`${table} ${row.id}`) ? [] : validEdit(table, row)));
    return this.store(edits);
  }

  /** Returns the number of rows that changed. */
  private async store(edits: readonly VaultEdit[]): Promise<number> {
    if (edits.length === 0) return 0;
    await this.options.beforeJoin?.(edits);
    const { touched } = await write(edits, this.target, "vault");
    await this.options.afterJoin?.(touched);
    return touched.length;
  }

  /** Stores the erasures of rows that have content here, and returns their keys as text. */
  private async holdErasures(rows: readonly TableRow[]): Promise<Set<string>> {
    const held = new Set<string>();
    if (rows.length === 0) return held;
    const { target } = this;
    await target.transaction("rw", [...TABLES.map((name) => target[name]), target.erasures], async () => {
      for (const [table, { id, $x: stamp = "" }] of rows) {
        const current = await target[table].get(id);
        if (current === undefined || current.$x !== undefined) continue;
        held.add(`${table} ${id}`);
        // Two devices may have erased it: the later erasure counts.
        const known = await target.erasures.get([table, id]);
        if (known === undefined || stamp > known.stamp) await target.erasures.put({ table, id, stamp });
      }
    });
    return held;
  }

  async readErasures(): Promise<RowKey[]> {
    const held = await this.target.erasures.toArray();
    if (held.length === 0) return [];
    const counts = await Promise.all(TABLES.map((name) => this.target[name].count()));
    const visible = counts.reduce((sum, count) => sum + count, 0);
    if (this.options.erasesMany !== true && tooManyErasures(held.length, visible)) return [];
    return held.map(({ table, id }) => [table, id]);
  }

  async settleErasures(): Promise<void> {
    const held = await this.target.erasures.toArray();
    await this.store(held.map(tombstoneOf));
    await this.target.erasures.bulkDelete(held.map(({ table, id }) => [table, id]));
  }

  async readRows(keys: readonly RowKey[]): Promise<TableRow[]> {
    const rows = new Map<string, Row>();
    for (const table of TABLES) {
      const ids = keys.flatMap(([name, id]) => (name === table ? [id] : []));
      if (ids.length > 0)
        for (const row of await readRowsById(this.target[table], ids)) rows.set(`${table} ${row.id}`, row);
    }
    return keys.flatMap(([table, id]): TableRow[] => {
      const row = rows.get(`${table} ${id}`);
      return row === undefined ? [] : [[table, row]];
    });
  }

  async readOwed(limit: number): Promise<Owed> {
    const keys = new Map<string, RowKey>();
    let [upTo, more] = [0, false];
    await this.target.outbox
      .orderBy(":id")
      .until(() => {
        more = keys.size >= limit;
        return more;
      })
      .each(({ seq = 0, rows }) => {
        for (const key of rows) keys.set(key.join(" "), key);
        upTo = seq;
      });
    return { keys: [...keys.values()], upTo, more };
  }

  async owe(keys: readonly RowKey[]): Promise<void> {
    await this.target.outbox.bulkAdd(marksOf(keys));
  }

  oweRowsExcept(devices: ReadonlySet<string>): Promise<number> {
    return this.oweRowsWith((device) => !devices.has(device));
  }

  /** Marks the rows with an edit of such a device. */
  private async oweRowsWith(isSuch: (device: string) => boolean): Promise<number> {
    const keys: RowKey[] = [];
    for (const table of TABLES)
      await this.target[table].each((row) => {
        if (stampsOf(row).some((stamp) => isSuch(stamp.slice(-DEVICE_CHARACTERS)))) keys.push([table, row.id]);
      });
    await this.owe(keys);
    return keys.length;
  }

  async settle(log: OwnLog, upTo: number): Promise<void> {
    const { meta, outbox } = this.target;
    await this.target.transaction("rw", [meta, outbox], async () => {
      await meta.put({ key: "sync-log", log });
      await outbox.where(":id").belowOrEqual(upTo).delete();
    });
  }

  async becomeDevice(log: OwnLog, carried: readonly RowKey[], old: string): Promise<void> {
    const { target } = this;
    const tables = [...TABLES.map((name) => target[name]), target.meta, target.outbox, target.cursors, target.segments];
    await target.transaction("rw", tables, async () => {
      await this.owe(carried);
      await this.oweRowsWith((device) => device === old);
      await this.writeLog(log);
      await this.writeCursor(old, NOTHING_READ);
      await target.segments.clear();
      const self = await target.meta.get("self");
      const last = self?.key === "self" ? self.clock.last : "";
      await target.meta.put({ key: "self", clock: { device: log.device, last } });
    });
  }

  async writeSegmentKeys(name: string, keys: readonly RowKey[]): Promise<void> {
    const ids = TABLES.map((table): [TableName, string[]] => [
      table,
      keys.flatMap(([named, id]) => (named === table ? [id] : [])),
    ]);
    await this.target.segments.put({ name, ids: ids.filter(([, list]) => list.length > 0) });
  }

  async readSegmentKeys(names: readonly string[]): Promise<RowKey[]> {
    const found = await this.target.segments.bulkGet([...names]);
    return found.flatMap((segment) =>
      (segment?.ids ?? []).flatMap(([table, ids]) => ids.map((id): RowKey => [table, id])),
    );
  }

  async dropSegmentKeys(name: string): Promise<void> {
    await this.target.segments.delete(name);
  }
}

/** The keys of all rows, removed and erased ones too. */
export async function readEveryKey(source: Database = database): Promise<RowKey[]> {
  const ids = await Promise.all(TABLES.map((table) => source[table].toCollection().primaryKeys()));
  return TABLES.flatMap((table, index) => (ids[index] ?? []).map((id): RowKey => [table, id]));
}

/** Marks every row, in place of all marks before. */
export async function oweEverything(): Promise<void> {
  await database.transaction("rw", [...TABLES.map((name) => database[name]), database.outbox], async () => {
    const keys = await readEveryKey();
    await database.outbox.clear();
    await database.outbox.bulkAdd(marksOf(keys));
  });
}

const tombstoneOf = ({ table, id, stamp }: HeldErasure) => ({ table, row: { id, $h: stamp, $x: stamp } });

/** Rows are checked for their meaning where they enter, even those of the user's other devices. */
function validEdit(table: TableName, given: Row): VaultEdit[] {
  const result = readRow(table, given);
  if (result.ok) return [{ table, row: result.row }];
  console.error("a synced row is left out", table, result.fault);
  return [];
}

const stampsOf = ({ $h, $x }: Row): string[] =>
  $x !== undefined ? [$x] : typeof $h === "string" ? [$h] : Object.values($h);
