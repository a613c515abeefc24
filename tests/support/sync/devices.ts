// Several devices that sync through one misbehaving place, by random steps, and the checks after they come to rest.
import { createHash } from "node:crypto";
import fc from "fast-check";
import type { Row } from "../../../src/core/record/change.ts";
import type { TableName } from "../../../src/core/record/tables.ts";
import { type Engine, LIMITS, type Limits, readLog, SyncFault } from "../../../src/core/sync/engine.ts";
import type { LocalStore } from "../../../src/core/sync/local-store.ts";
import { RemoteFault } from "../../../src/core/sync/remote-store.ts";
import { renew, scrub } from "../../../src/core/sync/repair.ts";
import { syncOnce } from "../../../src/core/sync/sync-once.ts";
import { instantOf } from "../../../src/core/time/instant.ts";
import { FAULTS, type Fault, Files, faultyStore, plainCodec } from "./faulty-place.ts";
import { stampsOf } from "./memory-local.ts";

/** A device's record under test: the store of sync, and the edits of a user. */
export interface TestRecord {
  /** Id in the stamps of the first edits. */
  readonly device: string;
  readonly store: LocalStore;
  edit(table: TableName, id: string, fields: Record<string, unknown>): Promise<Row | undefined>;
  erase(table: TableName, id: string): Promise<Row | undefined>;
  row(table: TableName, id: string): Promise<Row | undefined>;
  rows(): Promise<[TableName, Row][]>;
  /** "table id" of the rows that were never sent. */
  owed(): Promise<Set<string>>;
  backup(): Promise<unknown>;
  restore(backup: unknown): Promise<void>;
  close(): Promise<void>;
}

/** `now` is the device's own clock. */
export type MakeRecord = (device: string, now: () => number) => Promise<TestRecord>;

const DEVICES = 3;
/** Small limits, so that short runs reach segments, compaction and several pushes. */
export const SMALL: Limits = {
  ...LIMITS,
  rowsAtOnce: 3,
  tailCharacters: 220,
  fanIn: 3,
  segmentRows: 50,
};

const device = fc.nat(DEVICES - 1);
const faults = fc.array(fc.constantFrom<(Fault | null)[]>(null, null, null, ...FAULTS), { maxLength: 8 });

/**
 * `losses`: weight of files that the place loses. No backup is restored then: a row of which the device and the place each
 * lose the only copy is lost.
 */
export const steps = ({ losses = 0, most = 120 } = {}) =>
  fc.array(
    fc.oneof(
      {
        weight: 6,
        arbitrary: fc.record({ do: fc.constant("edit"), device, id: fc.nat(4), field: fc.nat(2), value: fc.nat(99) }),
      },
      { weight: 5, arbitrary: fc.record({ do: fc.constant("feel"), device, count: fc.integer({ min: 1, max: 6 }) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant("erase"), device, which: fc.nat(30) }) },
      { weight: 6, arbitrary: fc.record({ do: fc.constant("sync"), device, faults, crash: fc.option(fc.nat(40)) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant("skew"), device, by: fc.integer({ min: -9e8, max: 9e8 }) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant("backup"), device }) },
      { weight: losses === 0 ? 1 : 0, arbitrary: fc.record({ do: fc.constant("restore"), device }) },
      { weight: losses, arbitrary: fc.record({ do: fc.constant("lose"), which: fc.nat(50) }) },
      { weight: losses, arbitrary: fc.record({ do: fc.constant("rollback"), count: fc.integer({ min: 1, max: 8 }) }) },
    ),
    { minLength: 10, maxLength: most, size: "max" },
  );
export type TestStep = ReturnType<typeof steps> extends fc.Arbitrary<(infer S)[]> ? S : never;

class Crash extends Error {}

interface Edit {
  table: TableName;
  id: string;
  row: Row;
}

export interface Counts {
  syncs: number;
  faults: number;
  crashes: number;
}

export class Fleet {
  readonly files = new Files();
  readonly counts: Counts = { syncs: 0, faults: 0, crashes: 0 };
  private wall = 1_700_000_000_000;
  private names = 0;
  private feelings = 0;
  private readonly records: TestRecord[] = [];
  private readonly skew: number[] = [];
  private readonly backups = new Map<number, { record: unknown; edits: number }>();
  private readonly edits: Edit[][] = [];

  constructor(
    private readonly make: MakeRecord,
    private readonly limits: Limits = SMALL,
    /** Replaces parts of the engine by faulty ones: the test of the test. */
    private readonly change: (engine: Engine) => Engine = (engine) => engine,
  ) {}

  private newName = (): string => `d${String(this.names++).padStart(9, "0")}`;

  private async add(): Promise<number> {
    const at = this.records.length;
    this.skew.push(0);
    this.edits.push([]);
    this.records.push(await this.make(this.newName(), () => this.wall + (this.skew[at] ?? 0)));
    return at;
  }

  private record(at: number): TestRecord {
    const record = this.records[at];
    if (record === undefined) throw new Error(`no device ${at}`);
    return record;
  }

  /** `trouble` is asked before every request and every local step. */
  private engine(at: number, trouble: () => Fault | null = () => null): Engine {
    const local = new Proxy(this.record(at).store, {
      get:
        (store, name: keyof LocalStore) =>
        async (...given: unknown[]) => {
          trouble();
          return (store[name] as (...given: unknown[]) => unknown).apply(store, given);
        },
    });
    return this.change({
      remote: faultyStore(this.files, trouble),
      local,
      codec: plainCodec(),
      limits: this.limits,
      now: () => this.wall + (this.skew[at] ?? 0),
      randomText: (characters) =>
        characters === 10 ? this.newName() : Math.random().toString(36).slice(2, 10).padEnd(8, "0"),
      sha256: async (bytes) => createHash("sha256").update(bytes).digest("hex"),
      deviceName: `device ${at}`,
      device: this.record(at).device,
      onStep: () => trouble(),
    });
  }

  private note(at: number, table: TableName, row: Row | undefined): void {
    if (row !== undefined) this.edits[at]?.push({ table, id: row.id, row: structuredClone(row) });
  }

  async run(list: readonly TestStep[]): Promise<void> {
    while (this.records.length < DEVICES) await this.add();
    for (const step of list) {
      this.wall += 1000;
      await this.step(step as never);
    }
  }

  private async step(step: Record<string, never> & { do: string; device: number }): Promise<void> {
    const record = this.records[step.device];
    switch (step.do) {
      case "edit": {
        const [id, field] = [`company${step.id}.example`, `f${step.field}`];
        const row = await this.record(step.device).edit("companies", id, { name: "A company", [field]: step.value });
        if (row?.[field] !== step.value) throw new Error("the edit is not visible");
        return this.note(step.device, "companies", row);
      }
      case "feel":
        for (let count = 0; count < Number(step.count); count++)
          this.note(step.device, "feelings", await record?.edit("feelings", `f${this.feelings++}`, this.feeling()));
        return;
      case "erase":
        if (this.feelings > 0)
          this.note(step.device, "feelings", await record?.erase("feelings", `f${Number(step.which) % this.feelings}`));
        return;
      case "skew":
        this.skew[step.device] = Number(step.by);
        return;
      case "backup":
        this.backups.set(step.device, {
          record: await record?.backup(),
          edits: this.edits[step.device]?.length ?? 0,
        });
        return;
      case "restore":
        return this.restore(step.device);
      case "lose":
        return this.drop(
          this.files
            .paths()
            .slice(Number(step.which) % (this.files.paths().length || 1))
            .slice(0, 1),
        );
      case "rollback":
        return this.drop(this.files.paths().slice(-Number(step.count)));
      default:
        return this.syncWithFaults(step.device, step as never);
    }
  }

  private feeling = (): Record<string, unknown> => ({
    at: instantOf(this.wall),
    company: "company0.example",
    scale: 5,
    value: 1,
    how: "self",
    delayMinutes: 0,
  });

  private drop(paths: readonly string[]): void {
    for (const path of paths) this.files.states.delete(path);
  }

  /** Edits after the backup that were never sent are gone with the disk; sent ones must come back from the place. */
  private async restore(at: number): Promise<void> {
    const backup = this.backups.get(at);
    const edits = this.edits[at];
    if (backup === undefined || edits === undefined) return;
    const owed = await this.record(at).owed();
    this.edits[at] = [
      ...edits.slice(0, backup.edits),
      ...edits.slice(backup.edits).filter(({ table, id }) => !owed.has(`${table} ${id}`)),
    ];
    await this.record(at).restore(backup.record);
  }

  private async syncWithFaults(at: number, step: { faults: (Fault | null)[]; crash: number | null }): Promise<void> {
    const queue = [...step.faults];
    let count = 0;
    this.counts.syncs++;
    const trouble = (): Fault | null => {
      if (count++ === step.crash) {
        this.counts.crashes++;
        throw new Crash();
      }
      const fault = queue.shift() ?? null;
      if (fault !== null) this.counts.faults++;
      return fault;
    };
    try {
      await syncOnce(this.engine(at, trouble));
    } catch (error) {
      if (!(error instanceof Crash || error instanceof RemoteFault || error instanceof SyncFault)) throw error;
    }
  }

  /** Syncs every device until nothing changes any more. */
  private async rest(): Promise<void> {
    for (let round = 0; round < 10; round++)
      for (let at = 0; at < DEVICES; at++) {
        this.wall += 1000;
        const engine = this.engine(at);
        try {
          if (round === 3) await scrub(engine, await readLog(engine));
          await syncOnce(engine, { force: round < 2 });
        } catch (error) {
          if (!(error instanceof SyncFault) || error.code !== "vault-missing") throw error;
          const every = (await this.record(at).rows()).map(([table, { id }]) => [table, id] as const);
          await renew(engine, await readLog(engine), every);
        }
      }
  }

  /** Brings the devices to rest, and checks that they agree, that nothing is lost and that a new device restores all. */
  async check(): Promise<void> {
    await this.rest();
    const texts = await Promise.all(this.records.map(textOf));
    if (new Set(texts).size > 1) throw new Error(`the devices differ:\n${differences(texts).join("\n")}`);
    for (const edits of this.edits) for (const edit of edits) await this.checkEdit(edit);
    const fresh = await this.add();
    await syncOnce(this.engine(fresh));
    const restored = differences([texts[0] ?? "", await textOf(this.record(fresh))]);
    if (restored.length > 0) throw new Error(`a new device restores something else:\n${restored.join("\n")}`);
  }

  private async checkEdit({ table, id, row }: Edit): Promise<void> {
    const end = await this.record(0).row(table, id);
    if (end === undefined) throw new Error(`${table} ${id} is lost`);
    if (row.$x !== undefined && end.$x === undefined) throw new Error(`${table} ${id} is not erased any more`);
    if (end.$x !== undefined) return;
    for (const field of Object.keys(row)) {
      if (field === "id" || field.startsWith("$")) continue;
      const [made, left] = [stampOfField(row, field), stampOfField(end, field)];
      if (left === "" || left < made) throw new Error(`${table} ${id}.${field} is lost: ${left} after ${made}`);
    }
  }

  close = async (): Promise<void> => {
    for (const record of this.records) await record.close();
  };
}

/** The lines that not all texts have, with the number of their text. */
function differences(texts: readonly string[]): string[] {
  const lines = texts.map((text) => new Set(text.split("\n")));
  return lines.flatMap((own, at) =>
    [...own].filter((line) => !lines.every((other) => other.has(line))).map((line) => `${at}: ${line}`),
  );
}

const stampOfField = (row: Row, field: string): string => (typeof row.$h === "string" ? row.$h : (row.$h[field] ?? ""));

async function textOf(record: TestRecord): Promise<string> {
  const rows = (await record.rows()).map(([table, { $h, ...row }]) => {
    const fields = Object.keys(row).filter((field) => field !== "id" && !field.startsWith("$"));
    const stamps =
      row.$x !== undefined
        ? stampsOf({ $h, ...row } as Row)
        : fields.sort().map((field) => stampOfField({ $h, ...row } as Row, field));
    return JSON.stringify([table, row.id, row.$x, fields.map((field) => row[field]), stamps]);
  });
  return rows.sort().join("\n");
}
