// The record as the local side of sync: rows of other devices take the one write path.

import type { Row } from "../core/record/change.ts";
import { TABLES, type TableName } from "../core/record/tables.ts";
import type { RowKey, TableRow } from "../core/sync/line.ts";
import {
  type Cursor,
  type LocalStore,
  NOTHING_READ,
  type Owed,
  type OwnLog,
  type RefusedHead,
} from "../core/sync/local-store.ts";
import { type Database, database } from "./database.ts";
import { decidingMoment } from "./deciding.ts";
import { holdErasures, readHeldErasures, tombstoneOf } from "./held-erasures.ts";
import { marksOf, oweRowsWith, readOwed } from "./outbox.ts";
import { readRowsById } from "./read-rows.ts";
import type { WriteResult } from "./write.ts";
import type { RowChange } from "./write-hooks.ts";
import { writeUnmoved } from "./write-unmoved.ts";

/** A row of another device, to be joined. */
export interface VaultEdit {
  table: TableName;
  row: Row;
}

export interface SyncStoreOptions {
  /** The user confirmed that many erasures by other devices apply here. */
  erasesMany?: boolean;
  /** Holds the grants that these rows would widen. Runs before the rows are stored. */
  beforeJoin?: (edits: readonly VaultEdit[]) => Promise<void>;
  /** Work owed after rows were stored. Idempotent, since a kill may repeat or skip it. */
  afterJoin?: (touched: readonly RowChange[]) => Promise<void>;
}

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

  async join(rows: readonly TableRow[], meanwhile?: () => void): Promise<number> {
    const held = await holdErasures(this.target, rows);
    const edits = rows.flatMap(([table, row]) => (held.has(`${table} ${row.id}`) ? [] : [{ table, row }]));
    return this.store(edits, meanwhile);
  }

  /** Returns the number of rows that changed. */
  private async store(edits: readonly VaultEdit[], atOnce?: () => void): Promise<number> {
    if (edits.length === 0) return 0;
    let [written, meanwhile]: [WriteResult | null, typeof atOnce] = [null, atOnce];
    while (written === null) {
      const moment = decidingMoment();
      await this.options.beforeJoin?.(edits);
      written = await writeUnmoved(edits, moment, { target: this.target, origin: "vault", meanwhile });
      // Ran in the first attempt.
      meanwhile = undefined;
    }
    await this.options.afterJoin?.(written.touched);
    return written.touched.length;
  }

  async readErasures(): Promise<RowKey[]> {
    const held = await readHeldErasures(this.target, this.options.erasesMany === true);
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

  readOwed(limit: number): Promise<Owed> {
    return readOwed(this.target, limit);
  }

  async owe(keys: readonly RowKey[]): Promise<void> {
    await this.target.outbox.bulkAdd(marksOf(keys));
  }

  oweRowsExcept(devices: ReadonlySet<string>): Promise<number> {
    return oweRowsWith(this.target, (device) => !devices.has(device));
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
      await oweRowsWith(target, (device) => device === old);
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

  async readRefused(): Promise<RefusedHead[]> {
    const stored = await this.target.meta.get("sync-refused");
    return stored?.key === "sync-refused" ? stored.heads : [];
  }

  async writeRefused(heads: readonly RefusedHead[]): Promise<void> {
    await this.target.meta.put({ key: "sync-refused", heads: [...heads] });
  }
}
