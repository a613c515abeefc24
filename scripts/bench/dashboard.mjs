// Every page of the dashboard with a full record, compared with the same page with ten rows of each table.
import { DASHBOARD, rootOf } from "./browser.mjs";
import { RARE } from "./seed.mjs";
import { opener } from "./shown.mjs";
import { interleaved, median, percentile, ratioOf } from "./statistics.mjs";

const SIZE = { width: 1000, height: 720 };
const REFERENCE = "10 of each";
const OWN = "#/companies/company-0.example";
const PAGES = 20;

/** [page, size of the record, route, selector that matches once the page is complete]. */
const SCREENS = [
  ["dashboard home", "record", "", "[data-testid=page-home] .entries .entry"],
  ["list of companies", "record", "#/companies", "[data-testid=company-row]"],
  ["timeline", "record", "#/timeline", "[data-testid=timeline-feeling]"],
  ["insight", "record", "#/insight", "[data-testid=insight-most-good] .entry"],
  ["one company's timeline", "own", `${OWN}/timeline`, "[data-testid=timeline-feeling]"],
  ["one company's feelings", "own", `${OWN}/feelings`, "[data-testid=feeling-row]"],
  ["one company's insight", "own", `${OWN}/insight`, "[data-testid=insight-summary]"],
];

export async function measureDashboard({ few, full, many, quick, add, say }) {
  const count = (number) => number.toLocaleString("en");
  const of = {
    record: `${count(many.feelings)} feelings, ${count(many.companies)} companies`,
    own: `${count(many.own)} feelings of its own`,
  };
  for (const [what, much, route, selector] of SCREENS) {
    say(what);
    const control = route === "";
    const [subjects, opened] = [{}, []];
    for (const [name, { browser }] of Object.entries({ few, ...(control ? { again: few } : {}), full })) {
      const screen = await opener(browser, addressOf(browser, route), { wanted: { shown: selector }, size: SIZE });
      opened.push(screen);
      subjects[name] = async () => (await screen.open()).shown;
    }
    for (const open of Object.values(subjects)) await open();
    const samples = await interleaved(quick ? 3 : 12, subjects, { mostSeconds: 6, leastRounds: quick ? 2 : 4 });
    add({
      what: `${what}, ${of[much]}`,
      unit: "ms",
      reference: REFERENCE,
      ...ratioOf(samples.full, samples.few),
      most: 2,
    });
    add({ what: `${what}, 95th percentile`, unit: "ms", value: percentile(samples.full, 0.95), atMost: 1000 });
    if (control)
      add({
        what: `A/A control: ${what}, ${REFERENCE}`,
        unit: "ms",
        reference: REFERENCE,
        ...ratioOf(samples.again, samples.few),
      });
    for (const { close } of opened) await close();
  }
  await measureScrolling({ full, quick, add, say });
  await measureSearch({ few, full, quick, add, say, record: of.record });
}

const addressOf = (browser, route) => `${rootOf(browser, "regards")}${DASHBOARD}${route}`;
const timelineOf = ({ browser }) =>
  opener(browser, addressOf(browser, "#/timeline"), {
    wanted: { shown: "[data-testid=timeline-feeling]" },
    size: SIZE,
  });

/** Scrolls to the end of the timeline repeatedly: from each arrival until the next page is below. */
async function measureScrolling({ full, quick, add, say }) {
  say("timeline, scrolled");
  const { page, open, close } = await timelineOf(full);
  await open();
  const times = await page.evaluate(`(async () => {
    const pages = () => document.querySelectorAll(".timeline-page").length;
    const frame = () => new Promise(requestAnimationFrame);
    const times = [];
    while (times.length < ${quick ? 5 : PAGES}) {
      const before = pages();
      const start = performance.now();
      const view = document.querySelector(".scroller");
      view.scrollTo(0, view.scrollHeight);
      while (pages() === before && performance.now() - start < 20_000) await frame();
      if (pages() === before) throw new Error("no page after " + before);
      times.push(performance.now() - start);
    }
    return times;
  })()`);
  await close();
  add({ what: `timeline, each of the next ${times.length} pages`, unit: "ms", value: median(times) });
  add({ what: "the same, 95th percentile", unit: "ms", value: percentile(times, 0.95), atMost: 1000 });
}

/** From the last key until the first answer (progress or an entry), and until the entry with the rare word appears. */
async function measureSearch({ few, full, quick, add, say, record }) {
  say("timeline, searched");
  const screens = { few: await timelineOf(few), full: await timelineOf(full) };
  const subjects = Object.fromEntries(
    Object.entries(screens).map(([name, { page, open }]) => [
      name,
      async () => {
        await open();
        return search(page, RARE);
      },
    ]),
  );
  const samples = await interleaved(quick ? 1 : 3, subjects, { mostSeconds: 5, leastRounds: 1 });
  const of = (name, member) => samples[name].map((sample) => sample[member]);
  const [what, unit] = ["search for a word of the very first note", "ms"];
  const first = ratioOf(of("full", "first"), of("few", "first"));
  add({ what: `${what}, first answer, ${record}`, unit, reference: REFERENCE, ...first, most: 2 });
  add({
    what: `${what}, first answer, 95th percentile`,
    unit,
    value: percentile(of("full", "first"), 0.95),
    atMost: 1000,
  });
  add({ what: `${what}, found`, unit, value: median(of("full", "found")) });
  for (const { close } of Object.values(screens)) await close();
}

const search = (page, word) =>
  page.evaluate(`(async () => {
    const [field, found] = [document.querySelector("[data-testid=timeline-search]"), {}];
    const entries = (selector = "") => [...document.querySelectorAll("[data-testid=timeline-feeling]" + selector)];
    const old = new Set(entries());
    const start = performance.now();
    field.value = ${JSON.stringify(word)};
    field.dispatchEvent(new Event("input", { bubbles: true }));
    for (;;) {
      await new Promise(requestAnimationFrame);
      const took = performance.now() - start;
      const isThere = entries(" .note").some(({ textContent }) => textContent.includes(${JSON.stringify(word)})) && !entries().some((entry) => old.has(entry));
      if (isThere || document.querySelector("[data-testid=timeline-searching]") !== null) found.first ??= took;
      if (isThere) return { ...found, found: took };
      if (took > 60_000) throw new Error("not found: " + ${JSON.stringify(word)});
    }
  })()`);
