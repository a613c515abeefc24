// A device's record in memory, as a LocalStore. Its transactions are atomic, so that a copy of it is a backup. What it
// stores is frozen, not copied: the random tests would spend an eighth of their time on copies.
import { edited, erased, isVisible, join, latestStamp, type Row, stampOf } from "../../../src/core/record/change.ts";
import { type Clock, nextStamp, seenStamp } from "../../../src/core/record/stamp.ts";
import type { TableName } from "../../../src/core/record/tables.ts";
import { keyText, type RowKey, type TableRow } from "../../../src/core/sync/line.ts";
import {
  type Cursor,
  type LocalStore,
  type Owed,
  type OwnLog,
  type RefusedHead,
  tooManyErasures,
} from "../../../src/core/sync/local-store.ts";

interface State {
  rows: Map<string, TableRow>;
  /**
   * In the order of their numbers. A row that is edited again keeps its earlier mark, and is sent with the next push.
   */
  marks: { key: RowKey; number: number }[];
  number: number;
  log: OwnLog | null;
  cursors: Map<string, Cursor>;
  segmentKeys: Map<string, readonly RowKey[]>;
  held: Map<string, TableRow>;
  refused: RefusedHead[];
  clock: Clock;
}

const newState = (device: string): State => ({
  rows: new Map(),
  marks: [],
  number: 0,
  log: null,
  cursors: new Map(),
  segmentKeys: new Map(),
  held: new Map(),
  refused: [],
  clock: { device, last: "" },
});

/** Freezes the value and everything in it. A frozen part is frozen as a whole. */
function frozen<T>(value: T): T {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  for (const member of Object.values(value)) frozen(member);
  return Object.freeze(value);
}

/** A state that shares only frozen parts with the given one. */
export const copyOf = (state: State): State => ({
  ...state,
  rows: new Map(state.rows),
  marks: [...state.marks],
  cursors: new Map(state.cursors),
  segmentKeys: new Map(state.segmentKeys),
  held: new Map(state.held),
});

export class MemoryLocal implements LocalStore {
  /** The user's answer to a question about many erasures. */
  erasesMany = true;
  state: State;

  constructor(
    device: string,
    private readonly now: () => number,
  ) {
    this.state = newState(device);
  }

  backup = (): State => copyOf(this.state);

  row = (table: TableName, id: string): Row | undefined => this.state.rows.get(`${table} ${id}`)?.[1];

  /** An edit by the user. Returns the row; undefined if it was erased or may not change. */
  edit(table: TableName, id: string, fields: Record<string, unknown>): Row | undefined {
    const current = this.row(table, id);
    if (current?.$x !== undefined || (current !== undefined && table === "receipts")) return undefined;
    const after = Object.keys(fields)
      .map((field) => (current === undefined ? "" : stampOf(current, field)))
      .reduce((one, other) => (one > other ? one : other), "");
    const { stamp, clock } = nextStamp(this.state.clock, this.now(), after);
    return this.store(table, edited(current, fields, { id, stamp }), clock);
  }

  /** A row of a file, with the stamps of another device, which may be in no vault. */
  bringIn(table: TableName, row: Row): Row | undefined {
    this.joinOne(table, row);
    this.mark([[table, row.id]]);
    return this.row(table, row.id);
  }

  erase(table: TableName, id: string): Row | undefined {
    const current = this.row(table, id);
    if (current === undefined || current.$x !== undefined) return undefined;
    const { stamp, clock } = nextStamp(this.state.clock, this.now(), latestStamp(current));
    return this.store(table, erased(id, stamp), clock);
  }

  private store(table: TableName, row: Row, clock: Clock): Row {
    this.state.clock = clock;
    this.state.rows.set(`${table} ${row.id}`, [table, frozen(row)]);
    this.mark([[table, row.id]]);
    return row;
  }

  private mark(keys: readonly RowKey[]): void {
    for (const key of keys) this.state.marks.push({ key, number: ++this.state.number });
  }

  readLog = async () => this.state.log;
  writeLog = async (log: OwnLog) => {
    this.state.log = frozen(log);
  };
  readCursors = async () => new Map(this.state.cursors);
  writeCursor = async (device: string, cursor: Cursor) => void this.state.cursors.set(device, frozen(cursor));

  async join(rows: readonly TableRow[]) {
    let changed = 0;
    for (const [table, row] of rows) {
      const current = this.row(table, row.id);
      if (row.$x !== undefined && current !== undefined && current.$x === undefined) {
        // Two devices may have erased it: the later erasure counts.
        const held = this.state.held.get(`${table} ${row.id}`)?.[1];
        this.state.held.set(`${table} ${row.id}`, [table, join(held, row).row]);
        continue;
      }
      if (this.joinOne(table, row)) changed++;
    }
    return changed;
  }

  private joinOne(table: TableName, row: Row): boolean {
    const joined = join(this.row(table, row.id), row);
    this.state.clock = seenStamp(this.state.clock, latestStamp(row), this.now());
    if (joined.changed) this.state.rows.set(`${table} ${row.id}`, [table, frozen(joined.row)]);
    return joined.changed;
  }

  async readErasures() {
    const visible = [...this.state.rows.values()].filter(([, row]) => isVisible(row)).length;
    if (!this.erasesMany && tooManyErasures(this.state.held.size, visible)) return [];
    return [...this.state.held.values()].map(([table, { id }]): RowKey => [table, id]);
  }

  async settleErasures() {
    for (const [table, row] of this.state.held.values()) this.joinOne(table, row);
    this.state.held.clear();
  }

  readRows = async (keys: readonly RowKey[]) =>
    keys.flatMap((key) => {
      const row = this.state.rows.get(keyText(key));
      return row === undefined ? [] : [row];
    });

  async readOwed(limit: number): Promise<Owed> {
    const keys = new Map<string, RowKey>();
    let upTo = 0;
    for (const { key, number } of this.state.marks) {
      if (keys.size >= limit) return { keys: [...keys.values()], upTo, more: true };
      keys.set(keyText(key), key);
      upTo = number;
    }
    return { keys: [...keys.values()], upTo, more: false };
  }

  owe = async (keys: readonly RowKey[]) => this.mark(keys);

  oweRowsExcept = (devices: ReadonlySet<string>) => this.oweRowsWith((device) => !devices.has(device));

  /** Marks the rows with an edit of such a device. */
  private async oweRowsWith(isSuch: (device: string) => boolean) {
    const keys = [...this.state.rows.values()].flatMap(([table, row]): RowKey[] =>
      stampsOf(row).some((stamp) => isSuch(stamp.slice(-10))) ? [[table, row.id]] : [],
    );
    this.mark(keys);
    return keys.length;
  }

  async settle(log: OwnLog, upTo: number) {
    await this.writeLog(log);
    this.state.marks = this.state.marks.filter(({ number }) => number > upTo);
  }

  async becomeDevice(log: OwnLog, carried: readonly RowKey[], old: string) {
    this.mark(carried);
    await this.oweRowsWith((device) => device === old);
    await this.writeLog(log);
    this.state.cursors.set(old, { heads: [], segments: [], generation: 0, name: "", at: 0, gone: 0 });
    this.state.segmentKeys.clear();
    this.state.clock = { ...this.state.clock, device: log.device };
  }

  writeSegmentKeys = async (segment: string, keys: readonly RowKey[]) =>
    void this.state.segmentKeys.set(segment, [...keys]);
  readSegmentKeys = async (segments: readonly string[]) =>
    segments.flatMap((segment) => this.state.segmentKeys.get(segment) ?? []);
  readRefused = async () => [...this.state.refused];
  writeRefused = async (heads: readonly RefusedHead[]) => {
    this.state.refused = frozen([...heads]);
  };
  dropSegmentKeys = async (segment: string) => void this.state.segmentKeys.delete(segment);
}

export const stampsOf = (row: Row): string[] =>
  row.$x !== undefined ? [row.$x] : typeof row.$h === "string" ? [row.$h] : Object.values(row.$h);
