// Fresh devices with real Dexie over fake-indexeddb and a fake browser. Killing a device drops every module's state,
// like a dead worker, and keeps its databases, files and browser.
import { Dexie } from "dexie";
import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { expect, vi } from "vitest";
import type { CommandName } from "../../../src/core/commands/index.ts";
import type { Sender } from "../../../src/core/commands/senders.ts";
import type { Row } from "../../../src/core/record/change.ts";
import { TABLES, type TableName } from "../../../src/core/record/tables.ts";
import { DEFAULT_PARTS } from "../../../src/core/sharing/default-parts.ts";
import type { GrantedParts } from "../../../src/core/sharing/view.ts";
import { FakeBrowser } from "../browser/fake-browser.ts";
import { FakeFiles } from "../browser/fake-files.ts";
import type { Model } from "../browser/fake-permissions.ts";
import { DatabaseFaults } from "./faults.ts";
import { Life } from "./life.ts";
import { type Modules, modules } from "./modules.ts";
import { forgetModules, runAgain } from "./start-anew.ts";
import "./oracle.ts";
import { settled } from "./settle.ts";

export const NOON = Date.parse("2026-11-18T12:00:00Z");

export type Reply = { value?: unknown; error?: { code: string; message: string } };

export const shop = { company: "shop.example", host: "www.shop.example", url: "https://www.shop.example/basket" };
export const bank = { company: "bank.example", host: "www.bank.example", url: "https://www.bank.example/" };

const SCRIPTS = Object.fromEntries(
  ["content", "notice", "gpc"].map((name) => [`../../../src/entries/${name}.ts?iife`, `src/entries/${name}.js`]),
);

export class Device {
  readonly browser: FakeBrowser;
  readonly files = new FakeFiles(() => this.time);
  factory = new IDBFactory();
  /** Holds the keys of sync. */
  readonly keys = new IDBFactory();
  life = new Life();
  faults = new DatabaseFaults(this.life);
  time = NOON;
  private running: Modules | null = null;
  private loading: Promise<void> | null = null;
  private devices = 0;
  private lifetime = Number.POSITIVE_INFINITY;

  constructor(
    readonly name: string,
    readonly languages: readonly string[],
    model: Model = "chromium",
  ) {
    this.browser = new FakeBrowser(model);
    this.browser.wake = () => this.load();
  }

  /** Modules of the current start. */
  get here(): Modules {
    if (this.running === null) throw new Error(`${this.name} is not running`);
    return this.running;
  }

  /** Ends a running sync at its next step, if the worker runs. */
  async endSync(): Promise<void> {
    await this.running?.sync.withoutSync(async () => {});
  }

  get database() {
    return this.here.database.database;
  }

  /** Starts the worker and waits for the end of its own work. */
  async start(): Promise<this> {
    await this.load();
    await settled();
    return this;
  }

  /** Starts the worker as an event does: listeners are registered, and the reconciliation continues. */
  load(): Promise<void> {
    vi.stubGlobal("navigator", { languages: this.languages, storage: this.files });
    vi.stubGlobal("BroadcastChannel", Silence);
    // Simultaneous events wake one worker.
    this.loading ??= this.boot();
    return this.loading;
  }

  private async boot(): Promise<void> {
    this.life = new Life();
    this.life.left = this.lifetime;
    this.faults = new DatabaseFaults(this.life);
    Dexie.dependencies.indexedDB = this.factory;
    Dexie.dependencies.IDBKeyRange = IDBKeyRange;
    const polyfill = this.browser.attach(this.life);
    forgetModules();
    const mocks = { "webextension-polyfill": polyfill, ...SCRIPTS };
    for (const [path, value] of Object.entries(mocks)) vi.doMock(path, () => ({ default: value }));
    await runAgain(["/src/platform/clock.ts", "/src/record/database.ts"], mocks);
    const { clock } = await import("../../../src/platform/clock.ts");
    clock.now = () => this.time;
    clock.later = (work) => void work();
    clock.randomText = (characters) => `${this.name}${this.devices++}`.padEnd(characters, "0");
    const { database } = await import("../../../src/record/database.ts");
    database.use(this.faults.middleware());
    await runAgain(["/src/entries/background.ts", "/src/background/work.ts"], mocks);
    const { keyPlace } = await import("../../../src/platform/vault/key-store.ts");
    keyPlace.factory = () => this.keys;
    await import("../../../src/entries/background.ts");
    // Loads with the first event, here the start's own work, before another device has its modules.
    await import("../../../src/background/work.ts");
    this.running = await modules();
  }

  /** Ends the worker at once: running transactions fail, and browser calls never return. */
  async kill(): Promise<void> {
    this.life.left = 0;
    await this.loading;
    this.loading = null;
    this.running?.database.database.close();
    this.running = null;
    await settled();
  }

  /** Kills the worker during the following work, after that number of effects. False if the work needed fewer. */
  async killDuring(effects: number, work: () => Promise<unknown> = async () => {}): Promise<boolean> {
    if (this.running !== null) this.life.left = effects;
    this.lifetime = effects;
    await this.load();
    this.lifetime = Number.POSITIVE_INFINITY;
    void work().catch(() => {});
    await settled();
    const died = this.life.over;
    await this.kill();
    return died;
  }

  now(milliseconds: number): void {
    this.time = milliseconds;
  }

  /** Advances time and rings the hourly alarm. */
  async pass(milliseconds: number): Promise<void> {
    this.time += milliseconds;
    await this.browser.fire("alarm", { name: "reconcile" });
    await settled();
  }

  ownPage = (): Sender => ({
    id: this.browser.id,
    url: `${this.browser.root}src/entries/popup/index.html`,
    origin: this.browser.root.slice(0, -1),
  });

  contentScript = (url: string, tab = 1): Sender => ({
    id: this.browser.id,
    url,
    origin: new URL(url).origin,
    frameId: 0,
    documentLifecycle: "active",
    tab: { id: tab },
  });

  /** Delivers one message as the browser does, and wakes the worker. */
  async send(command: string, payload: unknown, sender: Sender = this.ownPage()): Promise<Reply> {
    await this.load();
    const [listener] = this.browser.events.message.listeners;
    const message: unknown = JSON.parse(JSON.stringify({ command, payload }));
    const reply = await new Promise<unknown>((resolve) => void listener?.(message, sender, resolve));
    await settled();
    return reply as Reply;
  }

  /** The value of a command that must succeed. */
  async ask<T = unknown>(command: CommandName, payload: unknown, sender?: Sender): Promise<T> {
    const reply = await this.send(command, payload, sender);
    expect(reply.error).toBeUndefined();
    return reply.value as T;
  }

  /** A whole Allow: the choice, then the browser's yes. */
  async allow(company: string, host: string, parts: GrantedParts = DEFAULT_PARTS): Promise<void> {
    await this.ask("allow-company", { company, host, parts });
    await this.browser.permit(`https://${host}/*`);
    await settled();
  }

  /** The answer to the request of a company's page. */
  request = (url: string, parts?: readonly string[]): Promise<Reply> =>
    this.send("request-preferences", { id: "r", ...(parts === undefined ? {} : { parts }) }, this.contentScript(url));

  export = (): Promise<string> => this.ask<string>("export-record", {});

  /** Imports a file and accepts everything: its permissions resume. */
  async bringIn(text: string): Promise<void> {
    const { paused = [] } = await this.ask<{ paused?: string[] }>("import-record", { text, confirmed: true });
    for (const company of paused) await this.ask("edit-grant", { company, paused: false, confirmed: true });
  }

  /** Every row of every table, including local ones. */
  async dump(): Promise<Record<string, unknown[]>> {
    const tables = this.database.tables.map(async (table) => [table.name, await table.toArray()] as const);
    return Object.fromEntries(await Promise.all(tables));
  }

  /** The record's visible entities by table. */
  async entities(): Promise<Record<TableName, { id: string }[]>> {
    const { entitiesOf } = this.here.database;
    const read = TABLES.map(async (name) => [name, entitiesOf(name, await this.database[name].toArray())] as const);
    return Object.fromEntries(await Promise.all(read)) as unknown as Record<TableName, { id: string }[]>;
  }

  rows = (table: TableName): Promise<Row[]> => this.database[table].toArray();
}

class Silence {
  onmessage: unknown = null;
  postMessage(): void {}
  close(): void {}
}

/** Fresh devices with browsers of this kind. Only the phone runs. */
export async function world(model: Model = "chromium") {
  const [phone, laptop] = [new Device("phone", ["en"], model), new Device("laptop", ["de", "en"], model)];
  await phone.start();
  return { phone, laptop, shop, bank };
}
