// Several devices that sync through one misbehaving place by random steps until nothing changes.
import { hash } from "node:crypto";
import type { Row } from "../../../src/core/record/change.ts";
import { makeStamp } from "../../../src/core/record/stamp.ts";
import type { TableName } from "../../../src/core/record/tables.ts";
import { type Engine, type Limits, readLog, SyncFault } from "../../../src/core/sync/engine.ts";
import type { LocalStore } from "../../../src/core/sync/local-store.ts";
import { namesIn, RemoteFault, type RemoteStore } from "../../../src/core/sync/remote-store.ts";
import { renew, scrub } from "../../../src/core/sync/repair.ts";
import { type Synced, syncOnce } from "../../../src/core/sync/sync-once.ts";
import type { VaultCodec } from "../../../src/core/sync/vault-codec.ts";
import { instantOf } from "../../../src/core/time/instant.ts";
import { type Fault, Files, faultyStore, plainCodec } from "./faulty-place.ts";
import { DEVICES, SMALL, type TestStep } from "./steps.ts";
import type { MakeRecord, TestRecord } from "./test-record.ts";

class Crash extends Error {}

/** Of one sync. */
const MOST_REQUESTS = 1000;

/** An edit of a user, with the row after it. */
export interface Made {
  table: TableName;
  id: string;
  row: Row;
}

export interface Counts {
  syncs: number;
  faults: number;
  crashes: number;
}

interface Trouble {
  step: () => void;
  fault: () => Fault | null;
}
const NO_TROUBLE: Trouble = { step: () => {}, fault: () => null };

export interface FleetOptions {
  limits?: Limits;
  codec?: VaultCodec;
  /** The place of one device; by default `files`. `fault` names the fault of the next request; it may throw. */
  remote?: (at: number, fault: () => Fault | null) => RemoteStore;
  devices?: number;
}

export class Fleet {
  readonly files = new Files();
  readonly counts: Counts = { syncs: 0, faults: 0, crashes: 0 };
  readonly records: TestRecord[] = [];
  /** Edits of each device. */
  readonly made: Made[][] = [];
  readonly dead = new Set<number>();
  /** Devices that a backup reset: they do not know the files that they wrote after it. */
  readonly restored = new Set<number>();
  /** Requests of all devices. */
  requests = 0;
  /** Writes of all devices, to the place and to their records. */
  private writes = 0;
  wall = 1_700_000_000_000;
  private names = 0;
  private feelings = 0;
  private readonly skew: number[] = [];
  private readonly backups = new Map<number, { record: unknown; made: number }>();
  private readonly writers = new Map<string, number>();
  readonly limits: Limits;
  private readonly codec: VaultCodec;

  constructor(
    private readonly make: MakeRecord,
    private readonly options: FleetOptions = {},
  ) {
    this.limits = options.limits ?? SMALL;
    this.codec = options.codec ?? plainCodec();
  }

  private newName = (): string => `d${String(this.names++).padStart(9, "0")}`;

  /** Different in every push, and the same in every repetition of a run. */
  private newNonce = (): string => hash("sha256", String(this.names++)).slice(0, 8);

  async add(): Promise<number> {
    const at = this.records.length;
    this.skew.push(0);
    this.made.push([]);
    this.records.push(await this.make(this.newName(), () => this.wall + (this.skew[at] ?? 0)));
    return at;
  }

  record(at: number): TestRecord {
    const record = this.records[at];
    if (record === undefined) throw new Error(`no device ${at}`);
    return record;
  }

  /** Devices that still run. */
  living = (): number[] => [...this.records.keys()].filter((at) => !this.dead.has(at));

  /** Both are asked before each step, and may throw; `fault` names the fault of the next request. */
  engine(at: number, { step, fault }: Trouble = NO_TROUBLE): Engine {
    const local = new Proxy(this.record(at).store, {
      get:
        (store, name: keyof LocalStore) =>
        async (...given: unknown[]) => {
          step();
          if (!name.startsWith("read")) this.writes++;
          return (store[name] as (...given: unknown[]) => unknown).apply(store, given);
        },
    });
    return {
      remote: this.watched(at, this.options.remote?.(at, fault) ?? faultyStore(this.files, fault)),
      local,
      codec: this.codec,
      limits: this.limits,
      now: () => this.wall + (this.skew[at] ?? 0),
      randomText: (characters) => (characters === 10 ? this.newName() : this.newNonce()),
      sha256: async (bytes) => hash("sha256", bytes),
      deviceName: `device ${at}`,
      device: this.record(at).device,
      onStep: step,
    };
  }

  /** Counts the requests, and checks that files are write-once and deleted only by their writer. */
  private watched(at: number, remote: RemoteStore): RemoteStore {
    let left = MOST_REQUESTS;
    const counted = <T>(work: Promise<T>): Promise<T> => {
      this.requests++;
      if (--left < 0) throw new Error("a sync does not end");
      return work;
    };
    return {
      list: (folder) => counted(remote.list(folder)),
      names: (folder) => counted(namesIn(remote, folder)),
      get: (path) => counted(remote.get(path)),
      put: (path, bytes) => {
        if (this.writers.has(path)) throw new Error(`${path} is written twice`);
        this.writers.set(path, at);
        this.writes++;
        return counted(remote.put(path, bytes));
      },
      delete: (path) => {
        if ((this.writers.get(path) ?? at) !== at) throw new Error(`${path} of another device is deleted`);
        this.writes++;
        return counted(remote.delete(path));
      },
    };
  }

  private note(at: number, table: TableName, row: Row | undefined): void {
    if (row !== undefined) this.made[at]?.push({ table, id: row.id, row });
  }

  async run(list: readonly TestStep[]): Promise<void> {
    while (this.records.length < (this.options.devices ?? DEVICES)) await this.add();
    for (const step of list) {
      this.wall += 1000;
      if (!("device" in step && this.dead.has(step.device))) await this.step(step);
    }
  }

  private async step(step: TestStep): Promise<void> {
    switch (step.do) {
      case "edit":
        return this.edit(step.device, `company${step.id}.example`, { [`f${step.field}`]: step.value });
      case "feel":
        return this.feel(step.device, step.count);
      case "erase":
        return this.feelings > 0 ? this.erase(step.device, `f${step.which % this.feelings}`) : undefined;
      case "skew":
        this.skew[step.device] = step.by;
        return;
      case "backup":
        this.backups.set(step.device, {
          record: await this.record(step.device).backup(),
          made: this.made[step.device]?.length ?? 0,
        });
        return;
      case "restore":
        return this.restore(step.device);
      case "lose":
        return this.drop(
          this.files
            .paths()
            .slice(step.which % (this.files.paths().length || 1))
            .slice(0, 1),
        );
      case "rollback":
        return this.drop(this.files.paths().slice(-step.count));
      case "die":
        return this.die(step.device, step.each);
      case "import":
        return this.bringIn(step.device, step.id);
      default:
        return this.syncWithFaults(step.device, step);
    }
  }

  async edit(at: number, id: string, fields: Record<string, unknown>): Promise<void> {
    const row = await this.record(at).edit("companies", id, { name: "A company", ...fields });
    for (const [field, value] of Object.entries(fields))
      if (row?.[field] !== value) throw new Error("the edit is not visible");
    this.note(at, "companies", row);
  }

  async feel(at: number, count: number): Promise<void> {
    const feeling = { company: "company0.example", scale: 5, value: 1, how: "self", delayMinutes: 0 };
    for (let one = 0; one < count; one++) {
      const id = `f${this.feelings++}`;
      const row = await this.record(at).edit("feelings", id, {
        at: instantOf(this.wall),
        note: `note ${id}`,
        ...feeling,
      });
      this.note(at, "feelings", row);
    }
  }

  /** The row of an id is always the same, as in a file. */
  async bringIn(at: number, number: number): Promise<void> {
    const id = makeStamp({ milliseconds: 1_600_000_000_000 + number * 1000, counter: 0, device: "imported00" });
    const feeling = { at: instantOf(1_600_000_000_000), company: "company0.example", scale: 5, value: 1 };
    const row = { id, $h: id, ...feeling, how: "import", delayMinutes: 0 };
    this.note(at, "feelings", await this.record(at).bringIn("feelings", row));
  }

  async erase(at: number, id: string): Promise<void> {
    this.note(at, "feelings", await this.record(at).erase("feelings", id));
  }

  private drop(paths: readonly string[]): void {
    for (const path of paths) this.files.states.delete(path);
  }

  /** Edits after the backup that were never sent are lost with the disk; sent ones must return from the place. */
  private async restore(at: number): Promise<void> {
    const backup = this.backups.get(at);
    const made = this.made[at];
    if (backup === undefined || made === undefined) return;
    const owed = await this.record(at).owed();
    this.made[at] = [
      ...made.slice(0, backup.made),
      ...made.slice(backup.made).filter(({ table, id }) => !owed.has(`${table} ${id}`)),
    ];
    this.restored.add(at);
    await this.record(at).restore(backup.record);
  }

  /** The other devices keep the rows that they have read from it. */
  private async die(at: number, each: number): Promise<void> {
    if (this.dead.size > 0) return;
    this.dead.add(at);
    this.made[at] = [];
    const own = this.files.paths().filter((path) => this.writers.get(path) === at);
    this.drop(own.filter((_path, index) => index % each === 0));
  }

  private async syncWithFaults(at: number, step: { faults: (Fault | null)[]; crash: number | null }): Promise<void> {
    const queue = [...step.faults];
    let count = 0;
    this.counts.syncs++;
    const next = (): void => {
      if (count++ !== step.crash) return;
      this.counts.crashes++;
      throw new Crash();
    };
    const fault = (): Fault | null => {
      next();
      const name = queue.shift() ?? null;
      if (name !== null) this.counts.faults++;
      return name;
    };
    try {
      await syncOnce(this.engine(at, { step: next, fault }));
    } catch (error) {
      if (!(error instanceof Crash || error instanceof RemoteFault || error instanceof SyncFault)) throw error;
    }
  }

  sync = (at: number, options: { force?: boolean } = {}): Promise<Synced> => syncOnce(this.engine(at), options);

  /** Creates this device's files anew from all its rows. */
  async renew(at: number): Promise<void> {
    const engine = this.engine(at);
    const every = (await this.record(at).rows()).map(([table, { id }]) => [table, id] as const);
    await renew(engine, await readLog(engine), every);
  }

  /** Syncs every device until nothing changes any more. */
  async rest(): Promise<void> {
    const sync = (at: number): Promise<unknown> => {
      this.wall += 1000;
      return this.sync(at).catch((error: unknown) => {
        if (error instanceof SyncFault && error.code === "vault-missing") return this.renew(at);
        throw error;
      });
    };
    await this.rounds(4, sync);
    // Long enough for a look at the files of silent devices, whatever the clocks say.
    this.wall += 40 * 24 * 3_600_000;
    await this.rounds(1, async (at) => {
      await scrub(this.engine(at), await readLog(this.engine(at)));
      await sync(at);
    });
    await this.rounds(5, sync);
  }

  /** A day passes. */
  async pass(hours: number): Promise<void> {
    this.wall += hours * 3_600_000;
    await this.rounds(3, (at) => this.sync(at));
  }

  /** At most this many rounds of all devices: after a round without a write, every other would be the same. */
  private async rounds(most: number, sync: (at: number) => Promise<unknown>): Promise<void> {
    for (let round = 0, before = -1; round < most && this.writes !== before; round++) {
      before = this.writes;
      for (const at of this.living()) await sync(at);
    }
  }

  close = async (): Promise<void> => {
    for (const record of this.records) await record.close();
  };
}
