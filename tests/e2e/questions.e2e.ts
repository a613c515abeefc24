// A bank's page asks a question. The user answers it in the popup. The page learns nothing, not even from the time it
// takes.
import { describe, expect, test } from "vitest";
import { BROWSERS } from "./support/browsers.ts";
import { allow, dashboard, useDemo } from "./support/demo.ts";
import type { Surface, Tab } from "./support/driver.ts";
import { rowsIn } from "./support/record.ts";
import { says } from "./support/states.ts";
import { stays } from "./support/wait.ts";

interface Watch {
  heard: string[];
  times: number[];
  before: string;
  state: () => string;
}
declare const window: Window & { watch?: Watch };

const EXPIRES = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
const question = (id: string) =>
  JSON.stringify({
    id,
    text: `May we call you about your mortgage (${id})?`,
    why: "Your fixed rate ends in March.",
    use: "service",
    keep: "P90D",
    answer: ["Yes, call me", "Email me instead"],
    expires: EXPIRES,
    lang: "en",
  });

interface Observed {
  seen: string;
  milliseconds: number;
}

/**
 * Everything that a page can observe around a question: events, changes of its document, properties, storage, loaded
 * resources, and the time in milliseconds until the dispatch returns.
 */
async function observed(page: Surface, detail: string): Promise<Observed> {
  await page.evaluate((said) => {
    const names = ["cmr:ask", "cmr:answer", "cmr:preferences", "cmr:change", "message", "error", "storage"];
    const state = () =>
      [
        Object.getOwnPropertyNames(window).length,
        document.documentElement.outerHTML.length,
        performance.getEntriesByType("resource").length,
        localStorage.length + sessionStorage.length,
        document.cookie.length,
      ].join(" ");
    const watch: Watch = { heard: [], times: [], before: "", state };
    window.watch = watch;
    const hear = (type: string) => watch.heard.includes(type) || watch.heard.push(type);
    for (const name of names) window.addEventListener(name, () => hear(name));
    const changes = { subtree: true, childList: true, attributes: true, characterData: true };
    new MutationObserver(() => hear("mutation")).observe(document, changes);
    watch.before = state();
    // Few, because the content script passes on at most 20 in 10 seconds.
    for (let turn = 0; turn < 5; turn++) {
      const begin = performance.now();
      window.dispatchEvent(new CustomEvent("cmr:ask", { detail: said }));
      watch.times.push(performance.now() - begin);
    }
  }, detail);
  const look = (): Promise<Observed> =>
    page.evaluate(() => {
      const { heard = [], times = [], before, state } = window.watch ?? {};
      // The shortest of five: a busy machine delays some, and shortens none.
      const shortest = Math.min(...times);
      const now = state?.();
      // Names what changed, for a failure.
      return {
        seen: [...heard, before === now ? "as before" : `${before} → ${now}`].join(": "),
        milliseconds: shortest,
      };
    });
  const first = await look();
  await stays("silent", async () => (await look()).seen === first.seen, 600);
  return first;
}

describe.each(BROWSERS)("a company's question, in %s", (name) => {
  const world = useDemo(name, { delivers: true });
  const asked = async () => (await rowsIn(world.browser, "events")).filter(({ type }) => type === "asked");
  const arrived = async () => (await world.demo.log()).filter(({ url }) => url === "/cmr/answers");
  const states: Record<string, Observed> = {};
  // A page without a script of its own, so that nothing else changes it.
  let page: Tab;

  test("a page without a grant observes its own event and nothing else", async () => {
    page = await world.browser.open(world.demo.bank("/quiet"));
    states.none = await observed(page, question("none"));
    expect(states.none.seen).toBe("cmr:ask: as before");
  });

  test("the question waits in the popup with its reason, and the answer has the exact shown text", async () => {
    const { browser, bank } = world;
    await allow(browser, bank);
    await page.reload();
    states.seen = await observed(page, question("first"));
    const popup = await browser.popup(bank);
    await says(popup, "question", "May we call you about your mortgage (first)?", "Your fixed rate ends in March.");
    await popup.click("answer-2");
    await says(popup, "share-text", '"choice":"Email me instead"');
    // Firefox asks about the user's own words the first time, and its dialog closes the popup.
    const asks = name === "firefox";
    if (asks) await browser.permission("allow", "");
    await popup.click("share-confirm");
    if (asks) await browser.permissionAnswered();
    else {
      await popup.element("question-keep");
      await popup.close();
    }
    // The offer waits for the user in both browsers.
    const again = await browser.popup(bank);
    await again.click("question-keep");
    await again.element("rule-done");
    await again.close();
    const decided = await browser.popup(bank);
    await decided.element("allowed");
    await stays("decided", async () => (await decided.count("question-answered")) === 0, 700);
    await decided.close();
    await expect.poll(async () => (await arrived()).length, { timeout: 45_000 }).toBe(1);
    const [request] = await arrived();
    for (const header of ["origin", "referer", "cookie", "authorization"])
      expect([header, request?.headers[header]]).toEqual([header, undefined]);
    await expect.poll(() => rowsIn(browser, "deliveries")).toMatchObject([{ state: "accepted" }]);
  });

  test("the page observes the same if the user declines or turns questions off, and nothing is sent", async () => {
    const { browser, bank } = world;
    states.pending = await observed(page, question("second"));
    const popup = await browser.popup(bank);
    await says(popup, "question-text", "(second)");
    await popup.click("question-later");
    await expect.poll(async () => (await asked()).length).toBe(2);
    await popup.close();
    states.declined = await observed(page, question("second"));
    const window = await dashboard(browser, "companies/northbank.localhost");
    await observed(page, question("third"));
    await window.reload();
    await says(window, "question-text", "(third)");
    await window.click("question-never");
    await window.waitFor(() => document.querySelector('[data-testid="question"]') === null);
    await window.close();
    states.off = await observed(page, question("fourth"));
    await expect.poll(asked).toHaveLength(3);
    const all = Object.entries(states);
    expect(all.map(([state, { seen }]) => `${state}: ${seen}`)).toEqual(
      all.map(([state]) => `${state}: cmr:ask: as before`),
    );
    // Timed: the page could use the duration of its own dispatch, which browsers round to 0.1 ms or 1 ms.
    const times = all.map(([, { milliseconds }]) => milliseconds);
    expect(Math.max(...times) - Math.min(...times)).toBeLessThanOrEqual(4);
    await expect.poll(arrived).toHaveLength(1);
  });
});
