// Sync of a long record through a WebDAV server on loopback: first push, restore, one change, nothing new.
import { join } from "node:path";
import { setTimeout as rest } from "node:timers/promises";
import { createCopy, joinCopy, tell } from "../walk-sync.mjs";
import { browsers, rootOf, workerOf } from "./browser.mjs";
import { countingProxy } from "./counting-proxy.mjs";
import { PASSWORD, serversHere, startServer, USER } from "./dav-servers.mjs";
import { copyOf } from "./extensions.mjs";
import { median } from "./statistics.mjs";

const COMPANIES = 200;
const RULES = 300;
const CHANGES = 10;

/** Rows as the product makes them: ids are stamps, and `at` is the instant in them. */
function recordOf(feelings) {
  const stampAt = (milliseconds, number) =>
    `${milliseconds.toString(36).padStart(9, "0") + (number % 46_656).toString(36).padStart(3, "0")}benchbench`;
  const start = Date.UTC(2023, 0, 1);
  const rows = Array.from({ length: feelings }, (_, number) => {
    const milliseconds = start + number * 1_100_000 + ((number * 7919) % 1_000_000);
    const id = stampAt(milliseconds, number);
    const at = `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
    const company = `company-${(number * 31) % COMPANIES}.example`;
    return { id, $h: id, at, company, scale: 5, value: ((number * 17) % 5) - 2, how: "self", delayMinutes: 0 };
  });
  const rules = Array.from({ length: RULES }, (_, number) => {
    const id = stampAt(start + number, number);
    return { id, $h: id, layer: `company:company-${number % COMPANIES}.example`, kinds: ["news"], want: "no" };
  });
  return JSON.stringify({ regards: 1, exportedAt: "2026-01-01T00:00:00Z", tables: { feelings: rows, rules } });
}

export async function measureSync({ program, folder, build, quick, add, say }) {
  for (const name of serversHere()) await measureAt(name, { program, folder, build, quick, add, say });
}

async function measureAt(name, { program, folder, build, quick, add, say }) {
  const feelings = quick ? 5000 : 100_000;
  say(`sync of ${feelings} feelings through ${name}`);
  const own = browsers(program, folder);
  const server = await startServer(name);
  const proxy = await countingProxy(server.url);
  const place = { address: proxy.url, user: USER, password: PASSWORD };
  const device = async (label) => {
    const regards = copyOf(build, join(folder, `regards-${name}-${label}`), ["http://127.0.0.1/*"]);
    const browser = await own.start({ regards });
    return { browser, root: rootOf(browser, "regards") };
  };
  const row = (what, value, { unit = "", atMost } = {}) =>
    add({ what: `sync through ${name}: ${what}`, unit, value, ...(atMost === undefined || quick ? {} : { atMost }) });
  try {
    const first = await device("first");
    await fill(first, feelings);
    let begun = 0;
    const start = () => {
      proxy.counted();
      begun = performance.now();
    };
    const { page, words } = await createCopy({ ...first, onStart: start }, place);
    await firstSync(page);
    let took = performance.now() - begun;
    let sent = proxy.counted();
    row(`first push of ${feelings.toLocaleString("en")} feelings`, took, { unit: "ms", atMost: 8000 });
    row("the same, sent", sent.up / 1e6, { unit: "MB", atMost: 2 });
    row("the same, requests", sent.requests, { atMost: 30 });

    const second = await device("second");
    const heap = heapOf(second.browser);
    const other = await joinCopy({ ...second, onStart: start }, place, words);
    await firstSync(other);
    took = performance.now() - begun;
    const greatest = await heap();
    sent = proxy.counted();
    row("restore on a new device", took, { unit: "ms", atMost: 6000 });
    row("the same, requests", sent.requests);
    row("the same, greatest heap of the worker", greatest / 1e6, { unit: "MB", atMost: 80 });
    await settled(page);
    await settled(other);

    const times = { push: [], pull: [] };
    const counts = { push: [], pull: [], idle: [] };
    for (let change = 0; change < CHANGES; change++) {
      await tell(page, "rate-visit", { company: "company-1.example", value: 1, another: true });
      times.push.push(await timed(proxy, page, counts.push));
      times.pull.push(await timed(proxy, other, counts.pull));
      await timed(proxy, other, counts.idle);
    }
    const typical = (list, member) => median(list.map((one) => one[member]));
    row("push of one change", median(times.push), { unit: "ms" });
    row("the same, sent", typical(counts.push, "up") / 1e3, { unit: "kB", atMost: 1.2 });
    row("the same, requests", typical(counts.push, "requests"), { atMost: 4 });
    row("pull of one change", median(times.pull), { unit: "ms" });
    row("the same, requests", typical(counts.pull, "requests"), { atMost: 2 });
    row("nothing new, received", typical(counts.idle, "down") / 1e3, { unit: "kB", atMost: 1.2 });
    row("the same, requests", typical(counts.idle, "requests"), { atMost: 1 });
  } finally {
    await own.closeAll();
    proxy.close();
    await server.stop();
  }
}

async function fill({ browser, root }, feelings) {
  const page = await browser.open(`${root}manifest.json`);
  await tell(page, "import-record", { text: recordOf(feelings), confirmed: true });
}

/** Waits for the first complete sync. */
async function firstSync(page) {
  for (;;) {
    const { lastSyncedAt, problem } = await tell(page, "look-at-sync", {});
    if (problem !== null) throw new Error(`sync: ${problem.code} ${problem.detail}`);
    if (lastSyncedAt !== null) return;
    await rest(50);
  }
}

/** Until a sync has nothing to do: other devices' heads and deletions are done. */
async function settled(page) {
  for (let round = 0; round < 3; round++) await tell(page, "sync-now", {});
}

async function timed(proxy, page, counts) {
  proxy.counted();
  const begun = performance.now();
  await tell(page, "sync-now", {});
  counts.push(proxy.counted());
  return performance.now() - begun;
}

/** Watches a worker's heap. The returned function ends it with the greatest use in bytes. */
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
