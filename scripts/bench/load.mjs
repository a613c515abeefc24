// Load time of a page: without an extension, with the bare permissions, and with Regards. One browser turns them on and
// off, since two browsers without extensions differ by up to a quarter.
import { setTimeout as rest } from "node:timers/promises";
import { allow, browsers, closeTab, preapprove, stopWorker, switchOn, workerOf } from "./browser.mjs";
import { copyOf, holderOf } from "./extensions.mjs";
import { REQUESTS } from "./site.mjs";
import { ratioOf } from "./statistics.mjs";
import { lookIntoPage } from "./worlds.mjs";

const HOST = "site.localhost";
const WHAT = `${REQUESTS} requests, 3 frames`;
const NOBODY = "no extension";
const MOST_SECONDS = 70;
/** Loads after each switch. The first load after it is not measured. */
const LOADS = 3;

/**
 * Milliseconds from the start of the navigation to the end of the load event, and the processor time of all processes.
 */
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

/** Counts how often the stopped worker runs during ten loads. */
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

/** Extensions of each case, in the order of each round: each case follows a switch. */
const CASES = { none: [], floor: ["holder"], again: [], regards: ["regards"] };

export async function measureLoad({ program, folder, build, site, quick, add, say }) {
  const own = browsers(program, folder);
  const rounds = quick ? 1 : 12;
  const url = site.url(HOST, "/page");
  const start = async (name, hosts) => {
    const browser = await own.start({
      regards: copyOf(build, `${folder}/regards-${name}`),
      holder: holderOf(build, `${folder}/holder-${name}`, hosts),
    });
    return { browser, page: await browser.open(url) };
  };
  try {
    say("page load, not granted");
    const stranger = await start("ungranted", []);
    const ungranted = await compare(stranger);
    report([`page load, not granted (${WHAT})`, "bare permissions"], ungranted("load", "regards", "floor"), {
      most: 1.01,
      noise: ungranted("load", "again", "none"),
    });
    report(["the same", NOBODY], ungranted("load", "regards", "none"));
    report(["bare permissions", NOBODY], ungranted("load", "floor", "none"));
    report(["A/A control: no extension", NOBODY], ungranted("load", "again", "none"));
    report(["processor time of that load", "bare permissions"], ungranted("processor", "regards", "floor"));
    report(["A/A control: its processor time", NOBODY], ungranted("processor", "again", "none"));

    await switchOn(stranger, ["regards"]);
    const outside = await lookIntoPage(stranger.browser, url);
    await front(stranger);
    count("isolated worlds of extensions in an ungranted page", outside.worlds, 0);
    count("scripts of extensions in an ungranted page", outside.scripts, 0);
    count("wake-ups of the worker by 10 ungranted loads", await wakeUps(stranger, url), 0);
    await own.close(stranger.browser);

    say("page load, granted");
    const friend = await start("granted", [`http://${HOST}/*`]);
    await preapprove(friend.browser, [HOST]);
    await friend.page.send("Page.navigate", { url: site.url(HOST, "/ask") });
    const popup = await allow(friend.browser, friend.page);
    await closeTab(friend.browser, popup.targetId);
    await front(friend);
    const granted = await compare(friend, (name) => {
      const told = site.headers.at(-1)?.value !== null;
      if (told !== (name === "regards")) throw new Error(`${name}: ${told ? "a" : "no"} header`);
    });
    report([`page load, granted (${WHAT})`, NOBODY], granted("load", "regards", "none"), {
      most: 1.02,
    });
    report(["the same", "bare permissions with that host"], granted("load", "regards", "floor"));
    report(["bare permissions with that host", NOBODY], granted("load", "floor", "none"));
    report(["A/A control: no extension", NOBODY], granted("load", "again", "none"));
    report(
      ["processor time of that load", "bare permissions with that host"],
      granted("processor", "regards", "floor"),
    );
    report(["A/A control: its processor time", NOBODY], granted("processor", "again", "none"));

    await switchOn(friend, ["regards"]);
    const inside = await lookIntoPage(friend.browser, url);
    await front(friend);
    count("isolated worlds of extensions in a granted page with 3 frames", inside.worlds, 1);
    count("scripts of extensions in a granted page", inside.scripts, 1);
    count("wake-ups of the worker by 10 granted loads that do not ask", await wakeUps(friend, url), 0);
  } finally {
    await own.closeAll();
  }

  /** Calls `check` with the case after each load. */
  async function compare(place, check = () => {}) {
    const load = loader(place, url);
    const samples = Object.fromEntries(Object.keys(CASES).map((name) => [name, []]));
    const started = Date.now();
    for (let round = 0; round < rounds && Date.now() - started < MOST_SECONDS * 1000; round++) {
      for (const [name, on] of Object.entries(CASES)) {
        await switchOn(place, on);
        await load();
        for (let loads = 0; loads < LOADS; loads++) {
          samples[name].push(await load());
          check(name);
        }
      }
    }
    const of = (name, member) => samples[name].map((sample) => sample[member]);
    return (member, name, reference) => ratioOf(of(name, member), of(reference, member));
  }
  function report([what, reference], ratio, goal = {}) {
    add({ what, unit: "ms", reference, ...ratio, ...goal });
  }
  function count(what, seen, target) {
    add({ what, count: seen, target });
  }
}

/** Brings the tab to the front: the browser does not paint a hidden one. */
const front = ({ browser, page }) => browser.send("Target.activateTarget", { targetId: page.targetId });
