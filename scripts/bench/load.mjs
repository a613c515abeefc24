// How long a page takes to load: without an extension, with the bare permissions, and with Regards.
import { setTimeout as rest } from "node:timers/promises";
import { allow, browsers, closeTab, preapprove, stopWorker, workerOf } from "./browser.mjs";
import { copyOf, holderOf } from "./extensions.mjs";
import { REQUESTS } from "./site.mjs";
import { interleaved, ratioOf } from "./statistics.mjs";
import { lookIntoPage } from "./worlds.mjs";

const HOST = "site.localhost";
const WHAT = `${REQUESTS} requests, 3 frames`;
const NOBODY = "no extension";
const MOST_SECONDS = 55;

/** Milliseconds from the start of the navigation to the end of the load event; processor time of all processes beside it. */
function loader({ browser, page }, url) {
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

/** How often the stopped worker was seen running during ten loads. */
async function wakeUps({ browser, page }, url) {
  await stopWorker(browser, "regards");
  const load = loader({ browser, page }, url);
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
    const [none, again] = [await start({}), await start({})];
    const control = { none: loader(none, url), again: loader(again, url) };

    say("page load, not granted");
    const floor = await start({ holder: holderOf(build, `${folder}/holder`) });
    const stranger = await start({ regards: regardsFolder });
    const ungranted = await compare({ ...control, floor: loader(floor, url), regards: loader(stranger, url) });
    report(`page load, not granted (${WHAT})`, "bare permissions", ungranted("load", "regards", "floor"), 1.01);
    report("the same", NOBODY, ungranted("load", "regards", "none"));
    report("bare permissions", NOBODY, ungranted("load", "floor", "none"));
    report("A/A control: no extension", NOBODY, ungranted("load", "again", "none"));
    report("processor time of that load", "bare permissions", ungranted("processor", "regards", "floor"));
    report("A/A control: its processor time", NOBODY, ungranted("processor", "again", "none"));

    const outside = await lookIntoPage(stranger.browser, url);
    await front(stranger);
    count("isolated worlds of extensions in an ungranted page", outside.worlds, 0);
    count("scripts of extensions in an ungranted page", outside.scripts, 0);
    count("wake-ups of the worker by 10 ungranted loads", await wakeUps(stranger, url), 0);
    for (const { browser } of [floor, stranger]) await own.close(browser);

    say("page load, granted");
    const held = await start({ holder: holderOf(build, `${folder}/holder-host`, [`http://${HOST}/*`]) });
    const friend = await start({ regards: regardsFolder });
    await preapprove(friend.browser, [HOST]);
    await friend.page.send("Page.navigate", { url: site.url(HOST, "/ask") });
    const popup = await allow(friend.browser, friend.page);
    await closeTab(friend.browser, popup.targetId);
    await front(friend);
    const granted = await compare({
      ...control,
      held: loader(held, url),
      regards: loader(friend, url),
    });
    report(`page load, granted (${WHAT})`, NOBODY, granted("load", "regards", "none"), 1.02);
    report("the same", "bare permissions with that host", granted("load", "regards", "held"));
    report("bare permissions with that host", NOBODY, granted("load", "held", "none"));
    report("A/A control: no extension", NOBODY, granted("load", "again", "none"));
    report("processor time of that load", "bare permissions with that host", granted("processor", "regards", "held"));
    report("A/A control: its processor time", NOBODY, granted("processor", "again", "none"));

    const inside = await lookIntoPage(friend.browser, url);
    await front(friend);
    count("isolated worlds of extensions in a granted page with 3 frames", inside.worlds, 1);
    count("scripts of extensions in a granted page", inside.scripts, 1);
    count("wake-ups of the worker by 10 granted loads that do not ask", await wakeUps(friend, url), 0);
  } finally {
    await own.closeAll();
  }

  async function compare(subjects) {
    for (let warm = 0; warm < 2; warm++) for (const measure of Object.values(subjects)) await measure();
    const samples = await interleaved(rounds, subjects, { mostSeconds: MOST_SECONDS });
    const of = (name, member) => samples[name].map((sample) => sample[member]);
    return (member, name, reference) => ratioOf(of(name, member), of(reference, member));
  }
  function report(what, reference, ratio, most) {
    add({ what, unit: "ms", reference, ...ratio, ...(most === undefined ? {} : { most }) });
  }
  function count(what, seen, target) {
    add({ what, count: seen, target });
  }
}

/** In front again: what is behind another tab is not painted. */
const front = ({ browser, page }) => browser.send("Target.activateTarget", { targetId: page.targetId });
