// npm run store: makes the pictures of the store listing in docs/store/pictures, in every language, from the real
// extension with a made-up record and the texts of docs/store. `-- --only=en,de` selects languages.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as rest } from "node:timers/promises";
import { browsers, closeTab, command, DASHBOARD, extensionPage, POPUP, QUIET_PAGE } from "./bench/browser.mjs";
import { copyOf } from "./bench/extensions.mjs";
import { openAt } from "./bench/open-at.mjs";
import { A_YEAR, allowBank, liveThroughMonths, rateBank } from "./bench/plausible.mjs";
import { smallPng } from "./bench/small-png.mjs";
import { build } from "./build.mjs";
import { until } from "./devtools.mjs";
import { above, beside, marquee, tile } from "./store/compose.mjs";
import { replacements, replaceTexts } from "./store/words.mjs";
import { ensureBrowser, ensurePackages, root } from "./tools.mjs";

const STORE = join(root, "docs/store");
const OUT = join(STORE, "pictures");
const LANGUAGES = ["en", "de", "fr", "es", "nl"];
const SMALL = { width: 380, height: 560, scale: 1.3 };
const LARGE = { width: 1280, height: 738, scale: 0.9 };
const SCREEN = { width: 1280, height: 800 };
const COMPANY = "companies/riverside-power.example";

const only = process.argv.find((argument) => argument.startsWith("--only="))?.slice("--only=".length);
const languages = only === undefined ? LANGUAGES : only.split(",");

/** The lines of the section "Pictures" of a listing, in order. */
const linesOf = (language) =>
  readFileSync(join(STORE, `${language}.md`), "utf8")
    .split(/^## /m)
    .at(-1)
    .split("\n")
    .flatMap((line) => /^\d\. (.+)$/.exec(line)?.[1] ?? []);

await ensurePackages();
const program = await ensureBrowser("chromium");
if (program === null) process.exit(1);
await build(["chrome", "sdk", "receiver"]);
const { createNorthbank } = await import("../examples/northbank/server.mjs");
const server = createNorthbank();
const port = await new Promise((done) => server.listen(0, "127.0.0.1", () => done(server.address().port)));

const folder = mkdtempSync(join(tmpdir(), "regards-store-"));
const own = browsers(program, folder);
try {
  const regards = copyOf(join(root, "dist/chrome"), join(folder, "regards"), ["http://*.localhost/*"]);
  const browser = await own.start(
    { regards },
    { args: ["--lang=en", "--force-color-profile=srgb", "--disable-lcd-text"] },
  );
  const quiet = await extensionPage(browser, "regards", QUIET_PAGE);
  await command(quiet, "record-health", {});
  await browser.open(`http://northbank.localhost:${port}/`);
  const tab = await quiet.evaluate('chrome.tabs.query({ url: "http://northbank.localhost/*" }).then(([{ id }]) => id)');
  const shots = await takeShots({ browser, quiet, popup: `${POPUP}?tab=${tab}` });
  const picture = await browser.open("about:blank?pictures");
  for (const language of languages) await composeAll(picture, language, shots[language]);
} finally {
  await own.closeAll();
  server.close();
  server.closeAllConnections();
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
}

/** Takes the screens in the order in which a user meets them. Returns base64 by language and name. */
async function takeShots({ browser, quiet, popup }) {
  const shots = Object.fromEntries(languages.map((language) => [language, {}]));
  const shoot = async (name, [path, size, ready], { theme = "light", act } = {}) => {
    for (const language of languages) {
      const look = JSON.stringify(JSON.stringify({ language, theme }));
      await quiet.evaluate(`localStorage.setItem("appearance", ${look})`);
      const page = await openAt(browser, path, size);
      await until(`${name}: ${ready}`, () =>
        page.evaluate(`document.querySelector(${JSON.stringify(ready)}) !== null`),
      );
      await page.send("Emulation.setScrollbarsHidden", { hidden: true });
      await rest(250);
      await act?.(page);
      await rest(400);
      await page.evaluate(`(${replaceTexts})(${JSON.stringify(replacements(language))})`);
      shots[language][name] = (await page.send("Page.captureScreenshot", { format: "png" })).data;
      await closeTab(browser, page.targetId);
    }
  };
  await rateBank(quiet);
  await shoot("rated", [popup, SMALL, "[data-testid=rating-detail]"], { act: (page) => page.press("rating-detail") });
  await shoot("preview", [popup, SMALL, "[data-testid=show-preview]"], { act: (page) => page.press("show-preview") });
  await allowBank(quiet);
  await liveThroughMonths(quiet, A_YEAR);
  await shoot("company", [`${DASHBOARD}#/${COMPANY}`, LARGE, "[data-testid=timeline]"]);
  await shoot("preferences", [`${DASHBOARD}#/preferences`, LARGE, "[data-testid=preferences-card]"]);
  await shoot("home", [`${DASHBOARD}#/`, LARGE, ".entries .entry"], {
    theme: "dark",
    act: async (page) => (await page.has("sync-offer-decline")) && page.press("sync-offer-decline"),
  });
  return shots;
}

async function composeAll(page, language, shots) {
  const [rated, preview, company, preferences, home, all] = linesOf(language);
  const frame = (ground, size = SCREEN) => ({ language, ground, ...size });
  const [small, wide] = [
    { width: 440, height: 280 },
    { width: 1400, height: 560 },
  ];
  const pictures = {
    "1-rate": [SCREEN, beside(frame("pine"), rated, shots.rated)],
    "2-allow": [SCREEN, beside(frame("canvas"), preview, shots.preview)],
    "3-company": [SCREEN, above(frame("canvas"), company, shots.company)],
    "4-preferences": [SCREEN, above(frame("canvas"), preferences, shots.preferences)],
    "5-private": [SCREEN, above(frame("night"), home, shots.home)],
    tile: [small, tile(frame("pine", small), all)],
    marquee: [wide, marquee(frame("pine", wide), all, shots.rated)],
  };
  mkdirSync(join(OUT, language), { recursive: true });
  const { frameTree } = await page.send("Page.getFrameTree");
  for (const [name, [size, html]] of Object.entries(pictures)) {
    await page.send("Emulation.setDeviceMetricsOverride", { ...size, deviceScaleFactor: 1, mobile: false });
    await page.send("Page.setDocumentContent", { frameId: frameTree.frame.id, html });
    await page.evaluate("Promise.all([...document.images].map((image) => image.decode()))");
    const { data } = await page.send("Page.captureScreenshot", { format: "png" });
    writeFileSync(join(OUT, language, `${name}.png`), smallPng(Buffer.from(data, "base64")));
  }
  console.log(`docs/store/pictures/${language}: ${Object.keys(pictures).length} pictures`);
}
