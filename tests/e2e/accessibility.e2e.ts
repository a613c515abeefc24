// Every screen and state: no axe violation in any tested language and colours, by keyboard, narrow, right to left.
import { describe, expect, test } from "vitest";
import { BROWSERS } from "./support/browsers.ts";
import { allow, dashboard, turnTo, useDemo, WELCOME } from "./support/demo.ts";
import { look, looksIn, SOME_LOOKS, sound } from "./support/looks.ts";
import { kitShown } from "./support/sync-wizard.ts";
import { until } from "./support/wait.ts";

const BANK = "companies/northbank.localhost";
const ROUTES = [
  "",
  "companies",
  "insight",
  BANK,
  `${BANK}/feelings`,
  `${BANK}/insight`,
  `${BANK}/preferences`,
  `${BANK}/shared`,
  `${BANK}/compliance`,
  `${BANK}/letters`,
  "timeline",
  "preferences",
  "preferences/bank",
  "shared",
  "plans",
  "my-data",
  "settings",
  "settings/sync",
];

/** Step of the set-up. Runs in the document. */
const nextOfBrowser = () => document.querySelector<HTMLElement>("[data-testid=sync-steps]")?.dataset.step ?? "";

declare const chrome: { permissions: { getAll(): Promise<{ data_collection?: string[] }> } };

/** Kinds of data that the user agreed to; null if the browser does not ask. Runs in the document. */
const agreedData = async () => (await chrome.permissions.getAll()).data_collection ?? null;

/** Some thirty pages with all rules of axe each; the limit only ends an endless run. */
const ALL_PAGES_MILLISECONDS = 240_000;

describe.each(BROWSERS)("accessibility in %s", (name) => {
  const world = useDemo(name);

  test("the keyboard alone rates, chooses a word and opens the preview in the popup", async () => {
    const { browser, bank } = world;
    const popup = await browser.popup(bank);
    await popup.element("show-preview");
    const tabTo = async (testId: string) => {
      for (let presses = 0; presses < 60; presses++) {
        const reached = await popup.evaluate(
          (wanted) => document.querySelector(`[data-testid="${wanted}"]`)?.contains(document.activeElement) === true,
          testId,
        );
        if (reached) return;
        await popup.press("Tab");
      }
      throw new Error(`${testId} is not reached by Tab`);
    };
    await tabTo("rate-very-bad");
    await popup.press("ArrowRight");
    await popup.waitFor(() => document.querySelector(".rate.picked")?.getAttribute("data-testid") === "rate-bad");
    await popup.element("word-trapped");
    await tabTo("word-trapped");
    await popup.press("Space");
    await popup.waitFor(
      () => document.querySelector('[data-testid="word-trapped"]')?.getAttribute("aria-pressed") === "true",
    );
    await tabTo("rating-done");
    await popup.press("Enter");
    await tabTo("show-preview");
    await popup.press("Enter");
    await popup.element("preview");
    await popup.close();
  });

  test.each(looksIn(name))("the popup's states pass in %s, %s", async (language, theme) => {
    const { browser, demo, bank } = world;
    await look(browser, language, theme);
    const shop = await browser.open(demo.shop());
    const other = await browser.popup(shop);
    await other.element("participation");
    await sound(other, language, "not taking part");
    await other.close();
    await shop.close();
    const popup = await browser.popup(bank);
    await popup.element("rating-detail");
    await popup.click("rating-detail");
    await popup.click("more-words");
    await popup.click("more-detail");
    await sound(popup, language, "rated");
    await popup.click("rating-done");
    await popup.click("show-preview");
    await popup.click("exact-text");
    await sound(popup, language, "preview");
    await popup.close();
  });

  test("the popup's panel and rule editor of an allowed company pass", async () => {
    const { browser, bank } = world;
    await look(browser, "en", "light");
    await allow(browser, bank);
    for (const [language, theme] of looksIn(name)) {
      await look(browser, language, theme);
      const popup = await browser.popup(bank);
      await popup.element("allowed");
      await popup.click("parts-fold");
      await sound(popup, language, "allowed");
      await popup.click("add-rule");
      await popup.element("rule-editor");
      await sound(popup, language, "rule editor");
      await popup.close();
    }
    await until("the rule", async () => (await browser.dynamicRules()).length > 0);
  });

  test.each(looksIn(name))(
    "the dashboard and the welcome page pass in %s, %s",
    async (language, theme) => {
      const { browser } = world;
      await look(browser, language, theme);
      const page = await dashboard(browser, "");
      for (const route of ROUTES) {
        await turnTo(browser, page, route);
        await sound(page, language, route);
      }
      await page.goto(`${browser.root}${WELCOME}`);
      for (let step = 1; step <= 3; step++) {
        await page.waitFor(
          (wanted: number) =>
            document.querySelector('[data-testid="welcome"]')?.getAttribute("data-step") === String(wanted),
          step,
        );
        await sound(page, language, `first page, step ${step}`);
        if (step < 3) await page.click("welcome-next");
      }
      await page.close();
    },
    ALL_PAGES_MILLISECONDS,
  );

  test.each(SOME_LOOKS)(
    "the set-up of sync and its page while it is on pass in %s, %s",
    async (language, theme) => {
      const { browser } = world;
      await look(browser, language, theme);
      const page = await dashboard(browser, "settings/sync");
      const step = (at: string) => sound(page, language, `sync, ${at}`);
      await page.click("sync-set-up");
      await page.element("sync-where-webdav");
      await step("place");
      await page.click("sync-where-webdav");
      await page.element("sync-webdav-connect");
      await step("webdav");
      await page.click("sync-step-back");
      await page.click("sync-where-pair");
      await page.element("sync-pair-words");
      await step("pair");
      await page.click("sync-step-back");
      await page.click("sync-where-browser");
      await step("browser");
      const asksData = (await page.evaluate(agreedData))?.includes("browsingActivity") === false;
      if (asksData) await browser.permission("allow", "");
      await page.click("sync-browser-continue");
      if (asksData) await browser.permissionAnswered();
      // An earlier run of this test left synced data in the browser's storage.
      await expect.poll(() => page.evaluate(nextOfBrowser)).not.toBe("browser");
      if ((await page.evaluate(nextOfBrowser)) === "found") await page.click("sync-found-new");
      await page.waitFor(
        () => (document.querySelector("[data-testid=sync-pass-words]")?.textContent ?? "").split(" ").length === 6,
      );
      await step("passphrase");
      await page.click("sync-pass-continue");
      await kitShown(page);
      await step("kit");
      await page.type("sync-kit-typed", await page.text("sync-sheet-code"));
      await page.click("sync-kit-finish");
      await page.element("sync-device-name");
      await step("device");
      await page.click("sync-device-start");
      await page.element("sync-state");
      await page.waitFor(
        () => document.querySelector("[data-testid=sync-state-text]")?.getAttribute("data-state") === "synced",
      );
      for (const opening of ["sync-add", "sync-passphrase", "sync-lost-device", "sync-change"])
        await page.click(opening);
      await step("on");
      await page.click("sync-erase");
      await page.click("confirm-yes");
      await page.element("sync-off");
      await page.close();
    },
    ALL_PAGES_MILLISECONDS,
  );

  test(
    "every page reflows at a width of 320 pixels",
    async () => {
      const { browser } = world;
      await look(browser, "de", "light");
      const page = await dashboard(browser, "");
      await page.resize(320, 640);
      for (const route of ROUTES) {
        await turnTo(browser, page, route);
        await sound(page, "de", `${route} at 320`);
      }
      await page.close();
    },
    ALL_PAGES_MILLISECONDS,
  );

  test("the pseudo-language contains no plain English", async () => {
    const { browser } = world;
    await look(browser, "en-XA", "light");
    const page = await dashboard(browser, "preferences");
    await page.element("add-rule");
    const plain = () => {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      const texts: string[] = [];
      while (walker.nextNode()) {
        const parent = walker.currentNode.parentElement;
        const text = walker.currentNode.textContent?.trim() ?? "";
        if (text !== "" && parent?.closest("option, script, bdi, [data-testid^='language-']") === null)
          texts.push(text);
      }
      return texts.filter((text) => /[a-z]{4}/i.test(text) && !text.includes("["));
    };
    await expect.poll(() => page.evaluate(plain)).toEqual([]);
    await page.close();
    await look(browser, "auto", "auto");
  });
});
