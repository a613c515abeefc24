// When the popup and the dashboard show something: beside a page that prints a word, and with a full record beside an empty one.
import { until } from "../devtools.mjs";
import {
  atRest,
  browsers,
  closeTab,
  command,
  DASHBOARD,
  extensionPage,
  POPUP,
  QUIET_PAGE,
  rootOf,
  stopWorker,
} from "./browser.mjs";
import { copyOf, minimal } from "./extensions.mjs";
import { rowsIn, seed } from "./seed.mjs";
import { interleaved, percentile, ratioOf } from "./statistics.mjs";

const MANY = { companies: 10_000, feelings: 100_000 };
const MANY_QUICK = { companies: 1000, feelings: 10_000 };
const FEW = 10;

/** Notes when each of some elements is first there; before any script of the page. */
const WATCH = (wanted) => `(() => {
  if (location.protocol !== "chrome-extension:") return;
  const shown = (globalThis.shown = {});
  const look = () => {
    for (const [name, selector] of Object.entries(${JSON.stringify(wanted)}))
      if (!(name in shown) && document.querySelector(selector) !== null) shown[name] = performance.now();
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true, attributes: true });
})()`;

/** Opens an address in a tab of the popup's size, again and again; answers when each wanted element and the first paint came. */
async function opener(browser, url, wanted, { width, height }) {
  const page = await browser.attach((await browser.send("Target.createTarget", { url: "about:blank" })).targetId);
  await page.send("Page.enable");
  await page.send("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: 1, mobile: false });
  await page.send("Page.addScriptToEvaluateOnNewDocument", { source: WATCH(wanted) });
  const open = async () => {
    await browser.send("Target.activateTarget", { targetId: page.targetId });
    await page.send("Page.navigate", { url: "about:blank" });
    await page.send("Page.navigate", { url });
    return page.evaluate(`new Promise((done, fail) => {
      const start = Date.now();
      const look = () => {
        const [paint] = performance.getEntriesByName("first-contentful-paint");
        if (paint !== undefined && Object.keys(shown).length === ${Object.keys(wanted).length}) done({ ...shown, paint: paint.startTime });
        else if (Date.now() - start > 20_000) fail(new Error("not shown: " + JSON.stringify(shown) + " " + document.body.textContent.slice(0, 200)));
        else setTimeout(look, 10);
      };
      look();
    })`);
  };
  return { open, close: () => closeTab(browser, page.targetId) };
}

export async function measureWindows({ program, folder, build, site, quick, add, say }) {
  const own = browsers(program, folder);
  const regards = copyOf(build, `${folder}/regards-windows`, ["http://*.localhost/*"]);
  const bare = minimal(`${folder}/minimal-windows`);
  const start = async () => {
    const browser = await own.start({ regards, minimal: bare });
    const page = await extensionPage(browser, "regards", QUIET_PAGE);
    await extensionPage(browser, "minimal", "word.html");
    await command(page, "record-health", {});
    await until("the first record", async () => (await rowsIn(page, "rules")) > 0);
    return { browser, page };
  };
  try {
    const [empty, full] = [await start(), await start()];
    const many = quick ? MANY_QUICK : MANY;
    say(`writing ${many.feelings} feelings`);
    await seed(full.page, many);
    for (const { browser, page } of [empty, full]) {
      await stopWorker(browser, "regards");
      await command(page, "record-health", {});
      await atRest(browser);
    }
    await measurePopup({ empty, full, many, site, quick, add, say });
    await seed(empty.page, { companies: FEW, feelings: FEW });
    await measureDashboard({ few: empty, full, many, quick, add, say });
  } finally {
    await own.closeAll();
  }
}

async function measurePopup({ empty, full, many, site, quick, add, say }) {
  say("popup");
  const size = { width: 380, height: 560 };
  const wanted = {
    usable: "[data-testid=rating] input:not(:disabled)",
    answered: "[data-testid=popup][data-state=site]",
  };
  const opened = {};
  for (const [name, { browser, page }] of Object.entries({ empty, full })) {
    await browser.open(site.url("popup.localhost", "/ask"));
    const id = await page.evaluate(`chrome.tabs.query({ url: "http://popup.localhost/*" }).then(([{ id }]) => id)`);
    opened[name] = await opener(browser, `${rootOf(browser, "regards")}${POPUP}?tab=${id}`, wanted, size);
    opened[`${name} word`] = await opener(browser, `${rootOf(browser, "minimal")}word.html`, {}, size);
  }
  const subjects = Object.fromEntries(Object.entries(opened).map(([name, { open }]) => [name, open]));
  for (let warm = 0; warm < 2; warm++) for (const open of Object.values(subjects)) await open();
  const samples = await interleaved(quick ? 3 : 25, subjects, 45);
  const of = (name, member) => samples[name].map((sample) => sample[member]);
  const word = of("empty word", "paint");
  const reference = "page that prints a word";
  add({
    what: "popup, first contentful paint",
    unit: "ms",
    reference,
    ...ratioOf(of("empty", "paint"), word),
    most: 1.3,
  });
  add({
    what: "popup, first usable control",
    unit: "ms",
    reference,
    ...ratioOf(of("empty", "usable"), word),
    most: 1.5,
  });
  add({ what: "popup, the page's company shown", unit: "ms", reference, ...ratioOf(of("empty", "answered"), word) });
  add({
    what: "A/A control: that page in the browser with the full record",
    unit: "ms",
    reference,
    ...ratioOf(of("full word", "paint"), word),
  });
  const feelings = many.feelings.toLocaleString("en");
  const emptyRecord = "empty record";
  for (const [member, what] of [
    ["paint", "first contentful paint"],
    ["usable", "first usable control"],
  ])
    add({
      what: `popup with ${feelings} feelings, ${what}`,
      unit: "ms",
      reference: emptyRecord,
      ...ratioOf(of("full", member), of("empty", member)),
      most: 1.05,
    });
  add({
    what: `popup with ${feelings} feelings, the page's company shown`,
    unit: "ms",
    reference: emptyRecord,
    ...ratioOf(of("full", "answered"), of("empty", "answered")),
  });
  for (const { close } of Object.values(opened)) await close();
}

async function measureDashboard({ few, full, many, quick, add, say }) {
  const record = `${many.feelings.toLocaleString("en")} feelings, ${many.companies.toLocaleString("en")} companies`;
  const size = { width: 1000, height: 720 };
  const screens = [
    ["dashboard home", "", { shown: "[data-testid=home-summary] ~ section .entries .entry" }],
    ["list of companies", "#/companies", { shown: "[data-testid=company-row]" }],
  ];
  for (const [what, route, wanted] of screens) {
    say(what);
    const subjects = {};
    const opened = [];
    for (const [name, { browser }] of Object.entries({ few, again: few, full })) {
      const screen = await opener(browser, `${rootOf(browser, "regards")}${DASHBOARD}${route}`, wanted, size);
      opened.push(screen);
      subjects[name] = async () => (await screen.open()).shown;
    }
    for (const open of Object.values(subjects)) await open();
    const samples = await interleaved(quick ? 3 : 15, subjects, 30);
    const reference = "10 of each";
    add({
      what: `${what}, ${record}`,
      unit: "ms",
      reference,
      ...ratioOf(samples.full, samples.few),
      most: 2,
    });
    add({ what: `${what}, 95th percentile`, unit: "ms", value: percentile(samples.full, 0.95), atMost: 1000 });
    add({ what: `A/A control: ${what}, 10 of each`, unit: "ms", reference, ...ratioOf(samples.again, samples.few) });
    for (const { close } of opened) await close();
  }
}
