// Waiting time of a granted page: its request answered, with the worker awake and stopped, and a change announced to
// it.
import { setTimeout as rest } from "node:timers/promises";
import { allow, browsers, closeTab, command, extensionPage, preapprove, QUIET_PAGE, stopWorker } from "./browser.mjs";
import { copyOf, minimal } from "./extensions.mjs";
import { median, percentile, ratioOf } from "./statistics.mjs";

const HOST = "asked.localhost";
/** Rate limit of a page: 20 requests in ten seconds. */
const QUESTIONS_A_TAB = 16;
const PATIENCE_MILLISECONDS = 5000;

const patience = (work) => `Promise.race([${work},
  new Promise((_, fail) => setTimeout(() => fail(new Error("no answer")), ${PATIENCE_MILLISECONDS}))])`;

/** Milliseconds from the page's request to the answer in the page. */
const ask = (page) =>
  page.evaluate(
    patience(`new Promise((done) => {
      const id = crypto.randomUUID();
      const start = performance.now();
      const answer = ({ detail }) => {
        if (JSON.parse(detail).id !== id) return;
        const end = performance.now();
        removeEventListener("cmr:preferences", answer);
        done(end - start);
      };
      addEventListener("cmr:preferences", answer);
      dispatchEvent(new CustomEvent("cmr:request", { detail: JSON.stringify({ id }) }));
    })`),
  );

/** The minimal extension's own round trip, timed by its content script. */
const bare = (page) =>
  page.evaluate(
    patience(`new Promise((done) => {
      addEventListener("bare:answer", ({ detail }) => done(Number(detail)), { once: true });
      dispatchEvent(new CustomEvent("bare:request"));
    })`),
  );

export async function measurePage({ program, folder, build, site, quick, add, say }) {
  const own = browsers(program, folder);
  const url = site.url(HOST, "/ask");
  try {
    const browser = await own.start({
      regards: copyOf(build, `${folder}/regards-page`),
      minimal: minimal(`${folder}/minimal-page`),
    });
    await preapprove(browser, [HOST]);
    const page = await browser.open(url);
    const popup = await allow(browser, page);

    say("an edit in the popup seen by the page");
    await page.send("Page.reload");
    await rest(500);
    const edits = await editsSeen(page, popup, quick ? 4 : 20);
    add({ what: "edit in the popup → cmr:change in the page", unit: "ms", value: median(edits), atMost: 50 });
    add({ what: "the same, 95th percentile", unit: "ms", value: percentile(edits, 0.95) });
    await closeTab(browser, popup.targetId);

    say("questions, worker awake");
    const warm = { asked: [], bare: [], again: [] };
    for (let tab = 0; tab < (quick ? 1 : 8); tab++) {
      const asking = await browser.open(url);
      await ask(asking);
      await bare(asking);
      for (let count = 1; count < QUESTIONS_A_TAB; count++) {
        warm.bare.push(await bare(asking));
        warm.asked.push(await ask(asking));
        warm.again.push(await bare(asking));
      }
      await closeTab(browser, asking.targetId);
    }
    const reference = "bare message";
    add({
      what: "cmr:request → cmr:preferences, worker awake",
      unit: "ms",
      reference,
      ...ratioOf(warm.asked, warm.bare),
      most: 3,
    });
    add({ what: "A/A control: bare message", unit: "ms", reference, ...ratioOf(warm.again, warm.bare) });

    say("questions, worker stopped");
    const cold = { asked: [], changed: [], bare: [], again: [] };
    let asking = await browser.open(url);
    const control = await extensionPage(browser, "regards", QUIET_PAGE);
    const stopped = async (name, question) => {
      await stopWorker(browser, name);
      return question(asking);
    };
    for (let round = 0; round < (quick ? 3 : 24); round++) {
      // Two requests a round.
      if (round > 0 && round % (QUESTIONS_A_TAB / 2) === 0) {
        await closeTab(browser, asking.targetId);
        asking = await browser.open(url);
      }
      cold.bare.push(await stopped("minimal", bare));
      cold.asked.push(await stopped("regards", ask));
      cold.again.push(await stopped("minimal", bare));
      const fields = { treatment: { style: [round % 2 === 0 ? "short" : "formal"] } };
      await command(control, "edit-layer", { layer: "base", fields, confirmed: true });
      cold.changed.push(await stopped("regards", ask));
    }
    const coldReference = "bare message, worker stopped";
    add({
      what: "cmr:request → cmr:preferences, worker stopped",
      unit: "ms",
      reference: coldReference,
      ...ratioOf(cold.asked, cold.bare),
      most: 1.5,
    });
    add({
      what: "the same, the first question after an edit",
      unit: "ms",
      reference: coldReference,
      ...ratioOf(cold.changed, cold.bare),
    });
    add({
      what: "A/A control: bare message, worker stopped",
      unit: "ms",
      reference: coldReference,
      ...ratioOf(cold.again, cold.bare),
    });
  } finally {
    await own.closeAll();
  }
}

/** Two processes: wall-clock times, to the millisecond. */
async function editsSeen(page, popup, count) {
  await popup.click("add-rule");
  await popup.pick("rule-about", "product mortgage");
  await popup.see("rule-sentence");
  await rest(500);
  const times = [];
  for (let edit = 0; edit < count; edit++) {
    // Like an open page with a cached answer, which the edit must clear before it commits.
    await ask(page);
    const change = page.evaluate(
      patience(`new Promise((done) => addEventListener("cmr:change", () => done(Date.now()), { once: true }))`),
    );
    const start = await popup.evaluate(`(() => {
      const field = document.querySelector('[data-testid="rule-via-1"]');
      field.value = ${JSON.stringify(edit % 2 === 0 ? "call" : "email")};
      const start = Date.now();
      field.dispatchEvent(new Event("change", { bubbles: true }));
      return start;
    })()`);
    times.push((await change) - start);
    await rest(500);
  }
  await popup.click("rule-done");
  return times;
}
