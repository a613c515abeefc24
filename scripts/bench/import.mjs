// Import of a record file with many feelings in My data, compared with the same rows put into a bare IndexedDB; and the
// longest task of the main thread.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bareWrites } from "./bare.mjs";
import { atRest, browsers, command, DASHBOARD, extensionPage, QUIET_PAGE, rootOf } from "./browser.mjs";
import { copyOf, minimal } from "./extensions.mjs";
import { feelingRows } from "./seed.mjs";
import { interleaved, ratioOf } from "./statistics.mjs";

const FEELINGS = 20_000;
const COMPANIES = 200;

/** From the choice of the file until the page reports the import; and the page's longest task in that time. */
const TAKEN_IN = `new Promise((done, fail) => {
  const tasks = [];
  const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries()));
  observer.observe({ type: "longtask" });
  const input = document.querySelector("[data-testid=import]");
  input.addEventListener("change", () => {
    const start = performance.now();
    new MutationObserver((_, shown) => {
      if (document.querySelector("[data-testid=fault]")?.textContent) fail(new Error("not taken in"));
      if (!document.querySelector("[data-testid=status]")?.textContent) return;
      const took = performance.now() - start;
      shown.disconnect();
      tasks.push(...observer.takeRecords());
      const lengths = tasks.filter(({ startTime }) => startTime >= start - 50).map(({ duration }) => duration);
      done({ took, task: Math.max(0, ...lengths) });
    }).observe(document, { childList: true, subtree: true, characterData: true });
  }, { capture: true, once: true });
})`;

export async function measureImport({ program, folder, build, quick, add, say }) {
  const own = browsers(program, folder);
  const feelings = quick ? 2000 : FEELINGS;
  say(`${feelings} feelings imported`);
  try {
    const browser = await own.start({
      regards: copyOf(build, `${folder}/regards-import`),
      minimal: minimal(`${folder}/minimal-import`),
    });
    const quiet = await extensionPage(browser, "regards", QUIET_PAGE);
    const bare = await extensionPage(browser, "minimal", "put.html");
    await command(quiet, "record-health", {});
    mkdirSync(join(folder, "files"));
    let files = 0;
    // New rows each time, since an import does not write known rows.
    const rowsOf = () => feelingRows({ feelings, companies: COMPANIES, prefix: `${files++}-` });
    const subjects = {
      bare: async () => {
        const rows = JSON.stringify(rowsOf());
        await atRest(browser);
        return { took: await bare.evaluate(bareWrites(rows)) };
      },
      imported: async () => {
        const file = join(folder, "files", `${files}.json`);
        const tables = { feelings: rowsOf() };
        writeFileSync(file, JSON.stringify({ regards: 1, exportedAt: "2026-01-01T00:00:00Z", tables }));
        await atRest(browser);
        return takeIn(browser, file);
      },
    };
    const samples = await interleaved(quick ? 1 : 3, subjects, { mostSeconds: 15, leastRounds: 1 });
    const of = (name) => samples[name].map(({ took }) => took);
    const what = `import of ${feelings.toLocaleString("en")} feelings`;
    const reference = "the same rows put into a bare IndexedDB";
    add({ what, unit: "ms", reference, ...ratioOf(of("imported"), of("bare")), most: 1.3 });
    const longest = Math.max(...samples.imported.map(({ task }) => task));
    add({ what: `${what}, longest task of the page`, unit: "ms", value: longest, atMost: 100 });
  } finally {
    await own.closeAll();
  }
}

async function takeIn(browser, file) {
  const page = await browser.open(`${rootOf(browser, "regards")}${DASHBOARD}#/my-data`);
  await page.see("page-my-data");
  await atRest(browser);
  const taken = page.evaluate(TAKEN_IN);
  const { root } = await page.send("DOM.getDocument");
  const { nodeId } = await page.send("DOM.querySelector", { nodeId: root.nodeId, selector: "[data-testid=import]" });
  await page.send("DOM.setFileInputFiles", { files: [file], nodeId });
  const answer = await taken;
  await browser.send("Target.closeTarget", { targetId: page.targetId });
  return answer;
}
