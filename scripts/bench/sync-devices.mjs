// Two browsers and a WebDAV server on loopback, with a proxy that counts: first push and restore, as for any record.
import { join } from "node:path";
import { setTimeout as rest } from "node:timers/promises";
import { createCopy, joinCopy, tell } from "../walk-sync.mjs";
import { bareWrites } from "./bare.mjs";
import { atRest, browsers, QUIET_PAGE, rootOf, workerOf } from "./browser.mjs";
import { countingProxy } from "./counting-proxy.mjs";
import { PASSWORD, startServer, USER } from "./dav-servers.mjs";
import { copyOf } from "./extensions.mjs";
import { feelingsOf, recordFiles } from "./sync-record.mjs";

/** Rows of a transaction, as in a restore (src/core/sync/engine.ts). */
const ROWS_AT_ONCE = 8192;

/** Runs `work` with a first device that has pushed its record, and a second that has restored it. */
export async function withTwoDevices({ program, folder, build }, { name, feelings }, work) {
  const own = browsers(program, folder);
  const server = await startServer(name);
  const proxy = await countingProxy(server.url);
  const place = { address: proxy.url, user: USER, password: PASSWORD };
  const device = async (label) => {
    const regards = copyOf(build, join(folder, `regards-${name}-${feelings}-${label}`), ["http://127.0.0.1/*"]);
    const browser = await own.start({ regards });
    return { browser, root: rootOf(browser, "regards") };
  };
  try {
    const first = await device("first");
    await fill(first, feelings);
    const pushing = stopwatch(proxy);
    const { page, words } = await createCopy({ ...first, onStart: pushing.start }, place);
    const push = await pushing.end(page);

    const second = await device("second");
    const before = await bareFloor(second, feelings);
    const heap = heapOf(second.browser);
    const restoring = stopwatch(proxy);
    const other = await joinCopy({ ...second, onStart: restoring.start }, place, words);
    const restore = { ...(await restoring.end(other)), heap: await heap() };
    await settled(page);
    await settled(other);
    // Before and after, since the load of the machine may change.
    const bare = (before + (await bareFloor(second, feelings))) / 2;
    await work({ page, other, proxy, push, restore, bare });
  } finally {
    await own.closeAll();
    proxy.close();
    await server.stop();
  }
}

async function fill({ browser, root }, feelings) {
  const page = await browser.open(root + QUIET_PAGE);
  for (const text of recordFiles(feelings)) await tell(page, "import-record", { text, confirmed: true });
}

/** Waits until the first complete sync. */
function stopwatch(proxy) {
  let begun = 0;
  return {
    start() {
      proxy.counted();
      begun = performance.now();
    },
    async end(page) {
      for (;;) {
        const { lastSyncedAt, problem } = await tell(page, "look-at-sync", {});
        if (problem !== null) throw new Error(`sync: ${problem.code} ${problem.detail}`);
        if (lastSyncedAt !== null) return { took: performance.now() - begun, ...proxy.counted() };
        await rest(50);
      }
    },
  };
}

/** Syncs until nothing is left to do: the device has read the others' heads and deleted its old files. */
async function settled(page) {
  for (let round = 0; round < 3; round++) await tell(page, "sync-now", {});
}

/** The same rows and indexes in a bare IndexedDB of the same browser, in transactions of the same size. */
async function bareFloor({ browser, root }, feelings) {
  const page = await browser.open(root + QUIET_PAGE);
  await atRest(browser);
  return page.evaluate(bareWrites(JSON.stringify(feelingsOf(feelings)), ROWS_AT_ONCE));
}

/** Watches a worker's heap. The returned function stops the watch and returns the greatest use in bytes. */
function heapOf(browser) {
  let [greatest, isOver] = [0, false];
  const watching = (async () => {
    let worker = null;
    while (!isOver) {
      const target = await workerOf(browser, "regards").catch(() => undefined);
      if (target !== undefined && worker?.targetId !== target.targetId)
        worker = await browser.attach(target.targetId).catch(() => null);
      const use = await worker?.send("Runtime.getHeapUsage").catch(() => null);
      greatest = Math.max(greatest, use?.usedSize ?? 0);
      await rest(100);
    }
  })();
  return async () => {
    isOver = true;
    await watching;
    return greatest;
  };
}
