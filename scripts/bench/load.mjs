// How long a page takes to load: without an extension, with the bare permissions, and with Regards.
import { setTimeout as rest } from "node:timers/promises";
import { allow, browsers, closeTab, preapprove, stopWorker, workerOf } from "./browser.mjs";
import { copyOf, holderOf } from "./extensions.mjs";
import { REQUESTS } from "./site.mjs";
import { interleaved, ratioOf } from "./statistics.mjs";
import { lookIntoPage } from "./worlds.mjs";

const HOST = "site.localhost";
const WHAT = `${REQUESTS} requests, 3 frames`;

/** Milliseconds from the start of the navigation to the end of the load event; processor time of all processes beside it. */
function loader(browser, page, url) {
  const processor = async () => {
    const { processInfo } = await browser.send("SystemInfo.getProcessInfo");
    return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0) * 1000;
  };
  return async () => {
    const before = await processor();
    await page.send("Page.navigate", { url });
    const load = await page.evaluate(`new Promise((done) => {
      const look = () => {
        const [{ loadEventEnd }] = performance.getEntriesByType("navigation");
        if (loadEventEnd > 0) done(loadEventEnd);
        else setTimeout(look, 10);
      };
      look();
    })`);
    await rest(30);
    return { load, processor: (await processor()) - before };
  };
}

async function compare(rounds, subjects) {
  for (let warm = 0; warm < 3; warm++) for (const measure of Object.values(subjects)) await measure();
  const samples = await interleaved(rounds, subjects, 70);
  const of = (name, member) => samples[name].map((sample) => sample[member]);
  return (member, name, reference) => ratioOf(of(name, member), of(reference, member));
}

export async function measureLoad({ program, folder, build, site, quick, add, say }) {
  const own = browsers(program, folder);
  const rounds = quick ? 3 : 30;
  const url = site.url(HOST, "/page");
  const regardsFolder = copyOf(build, `${folder}/regards-load`);
  const start = async (extensions) => {
    const browser = await own.start(extensions);
    return { browser, page: await browser.open(url) };
  };
  try {
    const none = await start({});
    const again = await start({});
    const floor = await start({ holder: holderOf(build, `${folder}/holder`) });
    const regards = await start({ regards: regardsFolder });
    const subject = ({ browser, page }) => loader(browser, page, url);

    say("page load, not granted");
    const ungranted = await compare(rounds, {
      none: subject(none),
      again: subject(again),
      floor: subject(floor),
      regards: subject(regards),
    });
    add({
      what: `page load, not granted (${WHAT})`,
      unit: "ms",
      reference: "bare permissions",
      ...ungranted("load", "regards", "floor"),
      most: 1.01,
    });
    add({ what: "the same", unit: "ms", reference: "no extension", ...ungranted("load", "regards", "none") });
    add({ what: "bare permissions", unit: "ms", reference: "no extension", ...ungranted("load", "floor", "none") });
    add({
      what: "A/A control: no extension",
      unit: "ms",
      reference: "no extension",
      ...ungranted("load", "again", "none"),
    });
    add({
      what: "processor time of that load",
      unit: "ms",
      reference: "bare permissions",
      ...ungranted("processor", "regards", "floor"),
    });
    add({
      what: "A/A control: its processor time",
      unit: "ms",
      reference: "no extension",
      ...ungranted("processor", "again", "none"),
    });

    say("what runs in pages");
    const outside = await lookIntoPage(regards.browser, url);
    await front(regards);
    await stopWorker(regards.browser, "regards");
    add({ what: "isolated worlds in ungranted pages", count: outside.worlds, target: 0 });
    add({ what: "scripts in ungranted pages", count: outside.scripts, target: 0 });
    add({ what: "wake-ups of the worker by 10 ungranted loads", count: await wakeUps(regards, url), target: 0 });

    say("page load, granted");
    const ask = await regards.browser.open(site.url(HOST, "/ask"));
    await preapprove(regards.browser, [HOST]);
    const popup = await allow(regards.browser, ask);
    await closeTab(regards.browser, popup.targetId);
    await closeTab(regards.browser, ask.targetId);
    await front(regards);
    await own.close(floor.browser);
    const held = await start({ holder: holderOf(build, `${folder}/holder-host`, [`http://${HOST}/*`]) });
    const granted = await compare(rounds, {
      none: subject(none),
      again: subject(again),
      held: subject(held),
      regards: subject(regards),
    });
    add({
      what: `page load, granted (${WHAT})`,
      unit: "ms",
      reference: "no extension",
      ...granted("load", "regards", "none"),
      most: 1.02,
    });
    add({
      what: "the same",
      unit: "ms",
      reference: "bare permissions with that host",
      ...granted("load", "regards", "held"),
    });
    add({
      what: "bare permissions with that host",
      unit: "ms",
      reference: "no extension",
      ...granted("load", "held", "none"),
    });
    add({
      what: "A/A control: no extension",
      unit: "ms",
      reference: "no extension",
      ...granted("load", "again", "none"),
    });
    add({
      what: "processor time of that load",
      unit: "ms",
      reference: "bare permissions with that host",
      ...granted("processor", "regards", "held"),
    });

    const inside = await lookIntoPage(regards.browser, url);
    add({ what: "isolated worlds in a granted page with 3 frames", count: inside.worlds, target: 1 });
    add({ what: "scripts in a granted page", count: inside.scripts, target: 1 });
    await stopWorker(regards.browser, "regards");
    add({
      what: "wake-ups of the worker by 10 granted loads that do not ask",
      count: await wakeUps(regards, url),
      target: 0,
    });
  } finally {
    await own.closeAll();
  }
}

/** In front again: what is behind another tab is not painted. */
const front = ({ browser, page }) => browser.send("Target.activateTarget", { targetId: page.targetId });

/** How often the stopped worker was seen running during ten loads. */
async function wakeUps({ browser, page }, url) {
  const load = loader(browser, page, url);
  let seen = 0;
  for (let count = 0; count < 10; count++) {
    await load();
    if ((await workerOf(browser, "regards")) !== undefined) {
      seen++;
      await stopWorker(browser, "regards");
    }
  }
  return seen;
}
