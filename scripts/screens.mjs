// npm run screens: takes screenshots of every screen into docs/screens, from the built extension with a plausible record,
// in English and German and both colour schemes; a few also in the other languages. `-- --only=popup-first,home` selects
// screens.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as rest } from "node:timers/promises";
import {
  browsers,
  closeTab,
  command,
  DASHBOARD,
  extensionPage,
  POPUP,
  QUIET_PAGE,
  stopWorker,
} from "./bench/browser.mjs";
import { copyOf } from "./bench/extensions.mjs";
import { openAt } from "./bench/open-at.mjs";
import { allowBank, forgetRecord, liveThroughMonths, rateBank } from "./bench/plausible.mjs";
import { smallPng } from "./bench/small-png.mjs";
import { build } from "./build.mjs";
import { until } from "./devtools.mjs";
import { ensureBrowser, ensurePackages, root } from "./tools.mjs";

const OUT = join(root, "docs/screens");
const SMALL = { width: 380, height: 560 };
const LARGE = { width: 1000, height: 720 };
const TALL = { width: 1000, height: 960 };
const PANEL = "[aria-labelledby=panel-title]";
const WELCOME = "src/entries/welcome/index.html";
/** Screens in every language. */
const TELLING = [
  "popup-preview",
  "popup-allowed",
  "popup-rated",
  "welcome-2",
  "home",
  "company-timeline",
  "preferences",
  "settings",
  "insight",
  "popup-not-taking-part",
];
const only = process.argv
  .find((argument) => argument.startsWith("--only="))
  ?.slice("--only=".length)
  .split(",");

await ensurePackages();
const program = await ensureBrowser("chromium");
if (program === null) process.exit(1);
await build(["chrome", "sdk", "receiver"]);
const { createNorthbank } = await import("../examples/northbank/server.mjs");
const { createPlainshop } = await import("../examples/plainshop/server.mjs");
const listen = (server) => new Promise((done) => server.listen(0, "127.0.0.1", () => done(server.address().port)));
const servers = [createNorthbank(), createPlainshop()];
const [bankPort, shopPort] = await Promise.all(servers.map(listen));

const folder = mkdtempSync(join(tmpdir(), "regards-screens-"));
const own = browsers(program, folder);
let taken = 0;
try {
  // The popup opens as a page, not by a click on the button: this permission lets it read the tab anyway.
  const regards = copyOf(join(root, "dist/chrome"), join(folder, "regards"), ["http://*.localhost/*"]);
  const browser = await own.start(
    { regards },
    { args: ["--lang=en", "--force-color-profile=srgb", "--disable-lcd-text"] },
  );
  await takeAll(browser);
} finally {
  await own.closeAll();
  for (const server of servers) {
    server.close();
    server.closeAllConnections();
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
}
console.log(`${taken} pictures in docs/screens (${readdirSync(OUT).length} there).`);

async function takeAll(browser) {
  mkdirSync(OUT, { recursive: true });
  const quiet = await extensionPage(browser, "regards", QUIET_PAGE);
  await command(quiet, "record-health", {});
  await browser.open(`http://northbank.localhost:${bankPort}/`);
  await browser.open(`http://plainshop.localhost:${shopPort}/`);
  const tabs = await quiet.evaluate(
    "chrome.tabs.query({}).then((all) => all.map(({ id, url }) => [id, url ?? 'chrome:']))",
  );
  const popupOver = (host) => `${POPUP}?tab=${tabs.find(([, url]) => url.startsWith(host))[0]}`;
  const bank = popupOver("http://northbank");
  const site = "[data-testid=popup][data-state=site] [data-testid=participation][data-state]";
  const shoot = (name, [path, size, ready], act) => shootAll(browser, quiet, { name, path, size, ready, act });

  await shoot("popup-first", [bank, SMALL, site]);
  for (const step of [1, 2, 3])
    await shoot(`welcome-${step}`, [WELCOME, LARGE, "[data-testid=welcome]"], async (page) => {
      for (let click = 1; click < step; click++) await page.press("welcome-next");
    });

  await rateBank(quiet);
  await shoot("popup-rated", [bank, SMALL, "[data-testid=rating-detail]"], (page) => page.press("rating-detail"));
  await shoot("popup-preview", [bank, SMALL, "[data-testid=show-preview]"], async (page) => {
    await page.press("show-preview");
    await page.scrollTo(PANEL);
  });

  await allowBank(quiet);
  const allowed = "[data-testid=allowed] [data-testid=edit-rule-0]";
  await shoot("popup-allowed", [bank, SMALL, allowed], (page) => page.scrollTo(PANEL));
  await shoot("popup-rule", [bank, SMALL, allowed], async (page) => {
    await page.press("in-words");
    await page.press("edit-rule-0");
  });

  await liveThroughMonths(quiet);
  await shoot("popup-not-taking-part", [popupOver("http://plainshop"), SMALL, "[data-testid=last-entries]"]);
  await shoot("popup-no-page", [popupOver("chrome"), SMALL, "[data-testid=recent]"]);
  const company = "companies/northbank.localhost";
  const routes = {
    home: ["", ".entries .entry"],
    companies: ["companies", "[data-testid=company-row]"],
    "company-timeline": [`${company}/timeline`, "[data-testid=timeline]"],
    "company-feelings": [`${company}/feelings`, "[data-testid=feeling-row]"],
    "company-insight": [`${company}/insight`, "[data-testid=insight]"],
    "company-preferences": [`${company}/preferences`, "[data-testid=rule]"],
    "company-compliance": [`${company}/compliance`, "[data-testid=section-compliance]"],
    "company-letters": [`${company}/letters`, "[data-testid=letter-text]"],
    "company-shared": [`${company}/shared`, "[data-testid=receipt-row]"],
    timeline: ["timeline", "[data-testid=timeline]"],
    insight: ["insight", "[data-testid=insight-tags]"],
    plans: ["plans", "[data-testid=plan-add]"],
    preferences: ["preferences", "[data-testid=rule]"],
    shared: ["shared", "[data-testid=receipt-row]"],
    "my-data": ["my-data", "[data-testid=export]"],
    settings: ["settings", "[data-testid=theme]"],
  };
  for (const [name, [route, ready]] of Object.entries(routes))
    await shoot(name, [`${DASHBOARD}#/${route}`, LARGE, ready]);
  // With an open explanation.
  await shoot("settings-reminders", [`${DASHBOARD}#/settings`, LARGE, "[data-testid=reminders]"], (page) =>
    page.press("reminders-how"),
  );
  await shoot("plan-editor", [`${DASHBOARD}#/plans`, LARGE, "[data-testid=plan-add]"], (page) =>
    page.press("plan-add"),
  );

  const sync = [`${DASHBOARD}#/settings/sync`, TALL, "[data-testid=page-sync] section"];
  await shoot("sync-off", sync);
  await shoot("sync-where", sync, (page) => page.press("sync-set-up"));
  await shoot("sync-webdav", sync, async (page) => {
    for (const step of ["sync-set-up", "sync-where-webdav"]) await page.press(step);
  });
  await shoot("sync-pair", sync, async (page) => {
    for (const step of ["sync-set-up", "sync-where-pair"]) await page.press(step);
    await page.shows("sync-pair-words");
  });
  await shoot("sync-sheet", sync, toRecoverySheet);
  if (only === undefined || only.includes("sync-on")) await startSync(browser, quiet);
  await shoot("sync-on", sync);

  await forgetRecord(quiet, () => stopWorker(browser, "regards"));
  await shoot("recovery", [DASHBOARD, LARGE, "[data-testid=recovery]"]);
}

/** Uses the browser's own sync storage, which needs no server. Each picture leaves a vault there. */
async function toRecoverySheet(page) {
  for (const step of ["sync-set-up", "sync-where-browser", "sync-browser-continue"]) await page.press(step);
  await rest(500);
  if (await page.has("sync-found-new")) await page.press("sync-found-new");
  await page.shows("sync-pass-words");
  await page.press("sync-pass-continue");
  await page.shows("sync-sheet-code");
}

async function startSync(browser, quiet) {
  await quiet.evaluate(`localStorage.setItem("appearance", '{"language":"en","theme":"light"}')`);
  const page = await openAt(browser, `${DASHBOARD}#/settings/sync`, TALL);
  await toRecoverySheet(page);
  await page.evaluate(`(() => {
    const typed = document.querySelector("[data-testid=sync-kit-typed]");
    typed.value = document.querySelector("[data-testid=sync-sheet-code]").textContent;
    typed.dispatchEvent(new Event("input", { bubbles: true }));
  })()`);
  await page.press("sync-kit-finish");
  await page.shows("sync-device-start");
  await page.press("sync-device-start");
  await page.shows("sync-state-text");
  await rest(3000);
  await closeTab(browser, page.targetId);
}

async function shootAll(browser, quiet, { name, path, size, ready, act }) {
  if (only !== undefined && !only.includes(name)) return;
  const whole = ["en", "de"].flatMap((language) => ["light", "dark"].map((theme) => [language, theme]));
  const others = TELLING.includes(name) ? ["fr", "es", "nl"].map((language) => [language, "light"]) : [];
  for (const [language, theme] of [...whole, ...others]) {
    await quiet.evaluate(`localStorage.setItem("appearance", ${JSON.stringify(JSON.stringify({ language, theme }))})`);
    const page = await openAt(browser, path, size);
    await until(`${name}: ${ready}`, () => page.evaluate(`document.querySelector(${JSON.stringify(ready)}) !== null`));
    await rest(250);
    await act?.(page);
    await rest(250);
    const { data } = await page.send("Page.captureScreenshot", { format: "png" });
    writeFileSync(join(OUT, `${name}-${language}-${theme}.png`), smallPng(Buffer.from(data, "base64")));
    taken++;
    await closeTab(browser, page.targetId);
  }
}
