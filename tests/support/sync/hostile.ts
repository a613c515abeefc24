// A place that attacks: it knows at most the recipient, and shows, hides, swaps and changes files at will.
import { gzipSync } from "node:zlib";
import { newLog } from "../../../src/core/sync/engine.ts";
import type { RemoteFile } from "../../../src/core/sync/remote-store.ts";
import type { VaultCodec } from "../../../src/core/sync/vault-codec.ts";
import { sealTo } from "../../../src/platform/vault/age.ts";
import { vaultCodec } from "../../../src/platform/vault/codec.ts";
import { type TestVault, testVault } from "../vault/test-vault.ts";
import { Fleet } from "./devices.ts";
import { type Bytes, faultyStore } from "./faulty-place.ts";
import { textOf } from "./fleet-checks.ts";
import { memoryRecord } from "./memory-record.ts";

type Listing = (folder: string, files: RemoteFile[]) => RemoteFile[];

export class Hostile {
  readonly fleet: Fleet;
  readonly codec: VaultCodec;
  /** Files and rows before the last edits. */
  earlier = new Map<string, Bytes>();
  earlierRows: string[] = [];
  listing: Listing = (_folder, files) => files;

  constructor(
    readonly vault: TestVault,
    readonly count: number,
  ) {
    this.codec = vaultCodec(vault);
    this.fleet = new Fleet(memoryRecord, {
      devices: count,
      codec: this.codec,
      remote: (_at, fault) => {
        const store = faultyStore(this.fleet.files, fault);
        return { ...store, list: async (folder) => this.listing(folder, (await store.list(folder)) ?? []) };
      },
    });
  }

  /** Devices that have read everything of each other: first as `earlier`, then with more. */
  static async settled(count: number): Promise<Hostile> {
    const hostile = new Hostile(await testVault(), count);
    const { fleet } = hostile;
    await fleet.run([]);
    for (let round = 0; round < 4; round++) {
      for (let at = 0; at < count; at++) {
        await fleet.feel(at, 3);
        await fleet.edit(at, `company${at}.example`, { f0: round });
      }
      for (let again = 0; again < 2; again++) for (let at = 0; at < count; at++) await fleet.sync(at);
      if (round !== 1) continue;
      hostile.earlier = hostile.snapshot();
      hostile.earlierRows = await hostile.rows(0);
    }
    return hostile;
  }

  snapshot = (): Map<string, Bytes> =>
    new Map(this.fleet.files.paths().map((path) => [path, this.fleet.files.at(path) ?? new Uint8Array()]));

  rows = async (at: number): Promise<string[]> =>
    (await textOf(this.fleet.record(at))).split("\n").filter((line) => line !== "");

  /** Shows exactly these files. */
  show(files: ReadonlyMap<string, Bytes>): void {
    this.fleet.files.states.clear();
    for (const [path, bytes] of files) this.fleet.files.put(path, bytes);
  }

  change(path: string, change: (bytes: Bytes) => Bytes): void {
    this.fleet.files.put(path, change(this.fleet.files.at(path) ?? new Uint8Array()));
  }

  async deviceOf(at: number): Promise<string> {
    return ((await this.fleet.record(at).store.readLog()) ?? newLog(this.fleet.record(at).device)).device;
  }

  /** Paths of the first device's heads, the newest first. */
  heads = async (): Promise<string[]> =>
    this.fleet.files
      .paths(`heads/${await this.deviceOf(0)}.`)
      .sort()
      .reverse();

  segments = async (): Promise<string[]> => this.fleet.files.paths(`seg/${await this.deviceOf(0)}/`).sort();

  /** Name of a head that the first device did not write, later than all its own. */
  inventedHead = async (generation = 9999): Promise<string> =>
    `heads/${await this.deviceOf(0)}.${String(generation).padStart(8, "0")}.aaaaaaaa.age`;

  /** A file by somebody who knows only the recipient. */
  encrypted = (text: string | Uint8Array): Promise<Bytes> =>
    sealTo(this.vault.epochs[0].recipient, new Uint8Array(gzipSync(text)));

  /** A file of a vault with the same key. */
  ofOtherVault = (path: string, text: string): Promise<Bytes> =>
    vaultCodec({ ...this.vault, vault: "v1-zzzzzzzzzzzzzzzzzzzz" }).seal(path, text);
}
