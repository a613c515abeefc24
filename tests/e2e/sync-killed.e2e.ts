// SIGKILL ends Chromium during a push and during a restore. Nothing is lost, and the folder has only files in use.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findBrowser } from "../../scripts/tools.mjs";
import type { SyncReport } from "../../src/core/commands/sync.ts";
import { makeStamp } from "../../src/core/record/stamp.ts";
import type { OwnLog } from "../../src/core/sync/local-store.ts";
import { instantOf } from "../../src/core/time/instant.ts";
import { type Apache, startApache } from "../support/servers/apache.ts";
import { BROWSERS } from "./support/browsers.ts";
import { filesIn } from "./support/folder-files.ts";
import { sleep, until } from "./support/wait.ts";

const ROWS = 8000;
const KILLS = Number(process.env.KILLS ?? 8);
const EMPTY = "src/entries/dashboard/index.html#/settings";

interface Page {
  evaluate(expression: string): Promise<unknown>;
}
interface Device {
  browser: { open(url: string): Promise<Page>; close(): Promise<void>; kill(): Promise<void> };
  root: string;
}
interface Folder {
  address: string;
  user: string;
  password: string;
}
interface Walk {
  startDevice(given: object): Promise<Device>;
  createCopy(device: Device, folder: Folder): Promise<{ page: Page; words: string }>;
  joinCopy(device: Device, folder: Folder, words: string): Promise<Page>;
  tell(page: Page, command: string, payload: object): Promise<unknown>;
}

/** A record file with feelings of the last years. */
function recordOf(count: number): string {
  const feelings = Array.from({ length: count }, (_, number) => {
    const milliseconds = Date.UTC(2024, 0, 1) + number * 3_600_000;
    const id = makeStamp({ milliseconds, counter: 0, device: "imported00" });
    const company = `company${number % 90}.example`;
    return {
      id,
      $h: id,
      at: instantOf(milliseconds),
      company,
      scale: 5,
      value: (number % 5) - 2,
      how: "import",
      delayMinutes: 0,
    };
  });
  return JSON.stringify({ regards: 1, exportedAt: "2026-01-01T00:00:00Z", tables: { feelings } });
}

describe.runIf(BROWSERS.includes("chromium"))("a browser that is killed during a sync", () => {
  let [server, walk, folder, words]: [Apache, Walk, Folder, string] = [null, null, null, ""] as never;
  const profiles = mkdtempSync(join(tmpdir(), "killed-"));
  const extension = join(profiles, "extension");

  const start = async (name: string): Promise<Device> => {
    return walk.startDevice({ program: findBrowser("chromium"), profile: join(profiles, name), extension, folder });
  };
  const ask = async <T>(device: Device, command: string, payload: object = {}): Promise<T> =>
    (await walk.tell(await device.browser.open(device.root + EMPTY), command, payload)) as T;
  const feelings = async (device: Device): Promise<number> => {
    const text = await ask<string>(device, "export-record");
    return (JSON.parse(text) as { tables: { feelings: object[] } }).tables.feelings.length;
  };
  /** Begins work and kills the browser after a part of the time that it takes. */
  const killDuring = async (name: string, part: number, command: string): Promise<void> => {
    const device = await start(name);
    void ask(device, command, command === "start-sync" ? { name } : {}).catch(() => {});
    // Timed: the browser dies after this part of the time of the work.
    await sleep(150 + part * 1200);
    await device.browser.kill();
  };
  /** The device's own list of its files. */
  const logOf = async (device: Device): Promise<OwnLog> => {
    const page = await device.browser.open(device.root + EMPTY);
    return (await page.evaluate(`new Promise((done, fail) => {
      const opening = indexedDB.open("regards");
      opening.onerror = fail;
      opening.onsuccess = () => {
        const reading = opening.result.transaction("meta").objectStore("meta").get("sync-log");
        reading.onsuccess = () => done(reading.result.log);
      };
    })`)) as OwnLog;
  };
  const settled = async (device: Device): Promise<SyncReport> =>
    until(
      "a complete sync",
      async () => {
        const report = await ask<SyncReport>(device, "sync-now");
        if (report.problem === null && report.owedRows === 0) return report;
        throw new Error(JSON.stringify([report.problem, report.owedRows]));
      },
      60_000,
    );

  /**
   * Chromium replaces a database by an empty one if a kill damaged its files. Regards reports that, and the user begins
   * again: the rows are in the vault.
   */
  const beginAgainIfLost = async (device: Device): Promise<void> => {
    const { health } = await ask<{ health: string }>(device, "record-health");
    if (health === "sound") return;
    expect(health).toBe("lost");
    await ask(device, "restore-record", { from: "nothing" });
    await walk.joinCopy(device, folder, words);
  };

  beforeAll(async () => {
    // An extension that the protocol loads loses the permitted hosts at each restart.
    cpSync(join(import.meta.dirname, "../../dist/chrome"), extension, { recursive: true });
    const manifest = join(extension, "manifest.json");
    const permitted = { ...JSON.parse(readFileSync(manifest, "utf8")), host_permissions: ["http://127.0.0.1/*"] };
    writeFileSync(manifest, JSON.stringify(permitted));
    walk = (await import("../../scripts/walk-sync.mjs" as string)) as Walk;
    server = await startApache();
    folder = { address: server.url, user: server.user, password: server.password };
  });
  afterAll(async () => {
    await server?.stop();
    rmSync(profiles, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  });

  test(`${KILLS} times in a push: everything arrives, and no file is left over`, async () => {
    const first = await start("first");
    const made = await walk.createCopy(first, folder);
    ({ words } = made);
    await walk.tell(made.page, "import-record", { text: recordOf(ROWS), confirmed: true });
    await first.browser.kill();
    // With each start, every row is owed again.
    for (let round = 0; round < KILLS; round++) await killDuring("first", round / KILLS, "start-sync");
    const device = await start("first");
    await settled(device);
    await expect.poll(() => feelings(device)).toBe(ROWS);
    await settled(device);
    const { heads, segments, garbage } = await logOf(device);
    await device.browser.close();
    const due = garbage.flatMap(({ segment }) => segment ?? []);
    expect(filesIn(server.files, "heads").sort()).toEqual([...heads].sort());
    expect(filesIn(server.files, "seg").sort()).toEqual([...segments.map(({ name }) => name), ...due].sort());
  }, 240_000);

  test(`${KILLS} times in a restore: the new device ends with every row`, async () => {
    const joining = await start("second");
    await walk.joinCopy(joining, folder, words);
    await joining.browser.kill();
    for (let round = 0; round < KILLS; round++) await killDuring("second", round / KILLS, "sync-now");
    const device = await start("second");
    await beginAgainIfLost(device);
    await settled(device);
    await expect.poll(() => feelings(device)).toBe(ROWS);
    await device.browser.close();
  }, 240_000);
});
