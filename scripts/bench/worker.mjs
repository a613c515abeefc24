// The idle background: the answer to a message that starts it, and the heap that it uses when idle.
import { setTimeout as rest } from "node:timers/promises";
import { until } from "../devtools.mjs";
import { browsers, command, extensionPage, QUIET_PAGE, stopWorker, workerOf } from "./browser.mjs";
import { minimal } from "./extensions.mjs";
import { median, ratioOf } from "./statistics.mjs";

const MIB = 2 ** 20;

/** Milliseconds until the answer, timed in the page. */
const timed = (page, message) =>
  page.evaluate(
    `(async () => { const start = performance.now(); await chrome.runtime.sendMessage(${JSON.stringify(message)}); return performance.now() - start; })()`,
  );

/** Used bytes of the running worker, after a garbage collection. */
async function heapOf(browser, name) {
  const { targetId } = await until(`the worker of ${name}`, () => workerOf(browser, name));
  const worker = await browser.attach(targetId);
  await worker.send("HeapProfiler.enable");
  await worker.send("HeapProfiler.collectGarbage");
  const { usedSize } = await worker.send("Runtime.getHeapUsage");
  return usedSize / MIB;
}

export async function measureWorker({ program, folder, build, quick, add, say }) {
  say("worker");
  const own = browsers(program, folder);
  try {
    const browser = await own.start({ regards: build, minimal: minimal(`${folder}/minimal-worker`) });
    const [ours, bare] = [
      await extensionPage(browser, "regards", QUIET_PAGE),
      await extensionPage(browser, "minimal", "word.html"),
    ];
    await command(ours, "record-health", {});
    const times = { ours: [], bare: [], again: [] };
    for (let round = 0; round < (quick ? 3 : 15); round++)
      for (const [kind, name, page, message] of [
        ["bare", "minimal", bare, { id: "1" }],
        ["ours", "regards", ours, { command: "record-health", payload: {} }],
        ["again", "minimal", bare, { id: "1" }],
      ]) {
        await stopWorker(browser, name);
        times[kind].push(await timed(page, message));
      }
    const reference = "bare worker, stopped";
    const ratio = ratioOf(times.ours, times.bare);
    // Either target is enough, since on a slow machine the bare worker also starts late.
    const within = median(times.ours) <= 30;
    add({
      what: "message → answer, background stopped",
      unit: "ms",
      reference,
      ...ratio,
      ...(within ? {} : { most: 2 }),
    });
    if (within) add({ what: "the same", unit: "ms", value: median(times.ours), atMost: 30 });
    add({ what: "A/A control: bare worker, stopped", unit: "ms", reference, ...ratioOf(times.again, times.bare) });
    await timed(ours, { command: "record-health", payload: {} });
    await rest(3000);
    add({ what: "heap of the idle background", unit: "MiB", value: await heapOf(browser, "regards"), atMost: 1.5 });
  } finally {
    await own.closeAll();
  }
}
