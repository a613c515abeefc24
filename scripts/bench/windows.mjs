// Time until popup and dashboard show content: compared with a page that prints a word, and with a small record.
import { until } from "../devtools.mjs";
import { atRest, browsers, command, extensionPage, POPUP, QUIET_PAGE, rootOf, stopWorker } from "./browser.mjs";
import { measureDashboard } from "./dashboard.mjs";
import { copyOf, minimal } from "./extensions.mjs";
import { rowsIn, seed } from "./seed.mjs";
import { opener } from "./shown.mjs";
import { interleaved, ratioOf } from "./statistics.mjs";

const MANY = { companies: 10_000, feelings: 100_000, own: 1000, told: 100 };
const MANY_QUICK = { companies: 1000, feelings: 10_000, own: 1000, told: 100 };
/** All ten feelings are about one of the ten companies, so that its pages have content too. */
const FEW = { companies: 10, feelings: 10, own: 10, told: 1 };

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
    await seed(empty.page, FEW);
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
    opened[name] = await opener(browser, `${rootOf(browser, "regards")}${POPUP}?tab=${id}`, { wanted, size });
    opened[`${name} word`] = await opener(browser, `${rootOf(browser, "minimal")}word.html`, { wanted: {}, size });
  }
  const subjects = Object.fromEntries(Object.entries(opened).map(([name, { open }]) => [name, open]));
  for (let warm = 0; warm < 2; warm++) for (const open of Object.values(subjects)) await open();
  const samples = await interleaved(quick ? 3 : 25, subjects, { mostSeconds: 18 });
  const of = (name, member) => samples[name].map((sample) => sample[member]);
  const word = of("empty word", "paint");
  const reference = "page that prints a word";
  add({
    what: "popup, first contentful paint",
    unit: "ms",
    reference,
    ...ratioOf(of("empty", "paint"), word),
    most: 1.2,
  });
  add({
    what: "popup, first usable control",
    unit: "ms",
    reference,
    ...ratioOf(of("empty", "usable"), word),
    most: 1.3,
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
