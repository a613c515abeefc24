// A browser with extensions for a measurement, and its common steps: load, grant, open the popup, stop workers.
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as rest } from "node:timers/promises";
import { startBrowser, until } from "../devtools.mjs";

export const POPUP = "src/entries/popup/index.html";
export const DASHBOARD = "src/entries/dashboard/index.html";
/** A page of the package without behaviour. */
export const QUIET_PAGE = "manifest.json";

/** Prevents throttled timers in background tabs, which are measured too. */
const AWAKE = [
  "--disable-gpu",
  "--disable-background-timer-throttling",
  "--disable-renderer-backgrounding",
  "--disable-backgrounding-occluded-windows",
];

/** Browsers of one run. `closeAll` closes them and removes their profiles. */
export function browsers(program, folder) {
  const open = [];
  return {
    /** `extensions`: folders by name. Returns the browser with `ids` by the same names. Closes the welcome pages. */
    async start(extensions = {}, { args = [] } = {}) {
      const profile = mkdtempSync(join(folder, "profile-"));
      const browser = await startBrowser(program, { profile, headless: true, args: [...AWAKE, ...args] });
      open.push({ browser, profile });
      const ids = {};
      for (const [name, path] of Object.entries(extensions))
        ids[name] = (await browser.send("Extensions.loadUnpacked", { path })).id;
      const started = { ...browser, ids };
      if (ids.regards !== undefined) await closeFirstPage(started);
      return started;
    },
    async close(browser) {
      const index = open.findIndex((one) => one.browser.send === browser.send);
      const [{ profile }] = open.splice(index, 1);
      await browser.close();
      rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    },
    async closeAll() {
      for (const one of [...open]) await this.close(one.browser);
    },
  };
}

export async function productOf(program, folder) {
  const own = browsers(program, folder);
  const { product } = await (await own.start()).send("Browser.getVersion");
  await own.closeAll();
  return product;
}

export const rootOf = (browser, name) => `chrome-extension://${browser.ids[name]}/`;

async function closeFirstPage(browser) {
  const { targetId } = await until("the first page", async () =>
    (await browser.targets("page")).find(({ url }) =>
      url.startsWith(`${rootOf(browser, "regards")}src/entries/welcome/`),
    ),
  );
  await rest(500);
  await closeTab(browser, targetId);
}

export const closeTab = async (browser, targetId) => {
  await browser.send("Target.closeTarget", { targetId }).catch(() => {});
};

export const workerOf = async (browser, name) =>
  (await browser.targets("service_worker")).find(({ url }) => url.startsWith(rootOf(browser, name)));

export async function stopWorker(browser, name) {
  const worker = await workerOf(browser, name);
  if (worker === undefined) return;
  await closeTab(browser, worker.targetId);
  await until("the end of the worker", async () => (await workerOf(browser, name)) === undefined);
  await rest(150);
}

/** A page of our extension, to send commands from. */
export const extensionPage = (browser, name, path) => browser.open(`${rootOf(browser, name)}${path}`);

/** Sends a command from an extension page. Throws if it is refused. */
export async function command(page, name, payload) {
  const answer = await page.evaluate(`chrome.runtime.sendMessage(${JSON.stringify({ command: name, payload })})`);
  if (answer?.error !== undefined) throw new Error(`${name}: ${answer.error.code} ${answer.error.message}`);
  return answer?.value;
}

/** Grants these hosts in advance on the browser's settings page, since headless mode has no permission dialog. */
export async function preapprove(browser, hosts) {
  const settings = await browser.open("chrome://extensions/");
  for (const host of hosts)
    await settings.evaluate(
      `chrome.developerPrivate.addHostPermission(${JSON.stringify(browser.ids.regards)}, "http://${host}/*")`,
    );
  await closeTab(browser, settings.targetId);
}

/** Turns these extensions on and the others off. Returns once each extension has started and its worker has stopped. */
export async function switchOn(place, names) {
  const { browser, page } = place;
  place.settings ??= await browser.open("chrome://extensions/");
  for (const [name, id] of Object.entries(browser.ids))
    await place.settings.evaluate(`chrome.management.setEnabled("${id}", ${names.includes(name)})`);
  await browser.send("Target.activateTarget", { targetId: page.targetId });
  await rest(600);
  for (const name of names) await stopWorker(browser, name);
}

/** Waits until the browser is idle: half a second below a seventh of one core, twice in a row. */
export async function atRest(browser) {
  const spent = async () =>
    (await browser.send("SystemInfo.getProcessInfo")).processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
  let quiet = 0;
  for (let before = await spent(), left = 240; quiet < 2; left--) {
    if (left === 0) throw new Error("the browser did not become idle");
    await rest(500);
    const now = await spent();
    quiet = now - before < 0.07 ? quiet + 1 : 0;
    before = now;
  }
}

/** Opens the real popup of the real toolbar button over a page. */
export async function openPopup(browser, page) {
  await browser.send("Target.activateTarget", { targetId: page.targetId });
  const before = new Set((await browser.targets()).map(({ targetId }) => targetId));
  const url = await page.evaluate("location.href");
  const tab = (await browser.targets("tab")).find((target) => target.url === url);
  await browser.send("Extensions.triggerAction", { id: browser.ids.regards, targetId: tab.targetId });
  const target = await until("the popup", async () =>
    (await browser.targets()).find(
      (one) => !before.has(one.targetId) && one.url.startsWith(`${rootOf(browser, "regards")}${POPUP}`),
    ),
  );
  const document = await browser.attach(target.targetId);
  await document.see("company-name");
  return document;
}

/** Allows like a user: preview, then button. */
export async function allow(browser, page) {
  const popup = await openPopup(browser, page);
  await popup.click("show-preview");
  await popup.click("allow");
  await popup.see("allowed");
  return popup;
}
