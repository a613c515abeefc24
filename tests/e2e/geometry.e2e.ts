// Layout: the popup at any size and zoom, and messages that cover no control.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BROWSERS } from "./support/browsers.ts";
import { allow, DASHBOARD, type Demo, dashboard, POPUP, startDemo } from "./support/demo.ts";
import { launch, type Surface, type Tab, type TestBrowser } from "./support/driver.ts";
import { rowsIn } from "./support/record.ts";
import { until } from "./support/wait.ts";

/** Exists only inside the extension's documents. */
declare const chrome: {
  tabs: {
    query(which: object): Promise<{ id?: number; url?: string }[]>;
    getCurrent(): Promise<{ id?: number }>;
    setZoom(tab: number | undefined, factor: number): Promise<void>;
  };
};

const BANK = "companies/northbank.localhost";

/** Faults of the popup's layout, as sentences. Runs in the document. */
function faultsOf(): string[] {
  const faults: string[] = [];
  const root = document.documentElement;
  if (root.scrollWidth > innerWidth) faults.push(`${root.scrollWidth} of ${innerWidth} wide`);
  if (root.scrollHeight > innerHeight) faults.push(`${root.scrollHeight} of ${innerHeight} high`);
  for (const inView of document.querySelectorAll<HTMLElement>(".footer a, [data-testid=undo]")) {
    const { bottom, top } = inView.getBoundingClientRect();
    if (top < 0 || bottom > innerHeight + 0.5) faults.push(`${inView.dataset.testid} is out of sight`);
  }
  const main = document.querySelector(".popup > header + *");
  if (main !== null && main.scrollWidth > main.clientWidth)
    faults.push(`${main.scrollWidth} of ${main.clientWidth} in the middle`);
  for (const element of document.querySelectorAll<HTMLElement>(".popup *")) {
    const { right, left, width } = element.getBoundingClientRect();
    const isCut = width > 1 && (right > innerWidth + 0.5 || left < -0.5);
    if (isCut && element.closest(".visually-hidden, pre") === null)
      faults.push(`<${element.localName} class="${element.className}"> is cut`);
  }
  return faults;
}

/** Controls that a press on their middle would miss at every scroll position. Runs in the document. */
function missed(): string[] {
  const found: string[] = [];
  const scroller = document.querySelector(".scroller") ?? document.documentElement;
  for (let at = 0; ; at += 200) {
    scroller.scrollTo(0, at);
    for (const control of document.querySelectorAll<HTMLElement>(".scroller :is(button, a, select, input, textarea)")) {
      const { x, y, width, height } = control.getBoundingClientRect();
      const box = scroller.getBoundingClientRect();
      const [middle, line] = [x + width / 2, y + height / 2];
      if (width < 2 || line < box.top + 1 || line > box.bottom - 1 || !control.checkVisibility()) continue;
      const top = document.elementFromPoint(middle, line);
      const hit = control.contains(top) || top?.closest("label")?.contains(control) === true;
      if (!hit) found.push(`${control.dataset.testid} lies under ${top?.className}`);
    }
    if (scroller.scrollTop < at) return [...new Set(found)];
  }
}

describe.each(BROWSERS)("layout in %s", (name) => {
  let browser: TestBrowser;
  let demo: Demo;
  let bank: Tab;

  beforeAll(async () => {
    [browser, demo] = await Promise.all([launch(name), startDemo()]);
    bank = await browser.open(demo.bank());
    await allow(browser, bank);
  });
  afterAll(async () => {
    await browser?.close();
    demo?.close();
  });

  const popupPage = async (): Promise<Tab> => {
    const id = await browser.extension.evaluate(async () => {
      const tabs = await chrome.tabs.query({});
      return tabs.find(({ url }) => url?.startsWith("http://northbank") === true)?.id ?? 0;
    });
    const page = await browser.page(`${POPUP}?tab=${id}`);
    await page.element("allowed");
    return page;
  };

  test("the popup fills any window from 300 to 800 pixels wide, at any height", async () => {
    const page = await popupPage();
    await page.click("rate-good");
    await page.element("undo");
    for (const [width, height] of [
      [300, 400],
      [320, 560],
      [348, 600],
      [379, 320],
      [380, 560],
      [394, 545],
      [425, 300],
      [600, 480],
      [800, 600],
    ] as const) {
      await page.resize(width, height);
      expect([width, height, await page.evaluate(faultsOf)]).toEqual([width, height, []]);
      const box = await page.evaluate(() => document.querySelector(".popup")?.getBoundingClientRect().toJSON());
      expect(box).toMatchObject({ width, height });
    }
    await page.close();
  });

  test.runIf(name === "chromium")(
    "browser zoom reduces the height of the real popup, and cuts nothing off",
    async () => {
      const zoom = (factor: number) =>
        browser.extension.evaluate(async (by) => {
          const tab = await chrome.tabs.getCurrent();
          await chrome.tabs.setZoom(tab?.id, by);
        }, factor);
      for (const [turn, factor] of [1, 1.1, 1.25, 1.5, 1.75, 2].entries()) {
        await zoom(factor);
        const popup = await browser.popup(bank);
        await popup.click(turn % 2 === 0 ? "rate-bad" : "rate-good");
        await popup.element("undo");
        expect([factor, await popup.evaluate(faultsOf)]).toEqual([factor, []]);
        await expect.poll(() => popup.evaluate(() => innerWidth)).toBeGreaterThanOrEqual(379);
        await popup.close();
      }
      await zoom(1);
    },
  );

  const said = async (page: Surface, press: () => Promise<void>) => {
    await press();
    await page.element("dismiss");
    await expect.poll(() => page.evaluate(missed)).toEqual([]);
    await page.element("dismiss");
  };

  test("a message covers no control of a letter or of preferences, in a wide or narrow window", async () => {
    for (const [width, height] of [
      [1000, 720],
      [400, 640],
    ] as const) {
      const page = await dashboard(browser, `${BANK}/letters`);
      await page.resize(width, height);
      await page.element("letter-sent");
      await said(page, () => page.click("letter-sent"));
      await page.close();
      const own = await dashboard(browser, `${BANK}/preferences`);
      await own.resize(width, height);
      await own.element("add-rule");
      await own.click("add-rule");
      await own.click("rule-done");
      await said(own, async () => {});
      await own.click("reset-layer");
      await own.close();
    }
  });

  test("a dashboard page has one scroll bar", async () => {
    for (const route of ["preferences", "settings", `${BANK}/preferences`]) {
      const page = await dashboard(browser, route);
      await page.waitFor(() => {
        const { scrollHeight = 0, scrollTop = 0, clientHeight = 0 } = document.querySelector(".scroller") ?? {};
        return scrollHeight > clientHeight && scrollTop === 0;
      });
      await page.waitFor(() => document.documentElement.scrollHeight <= innerHeight);
      await page.close();
    }
  });

  test("a message disappears with the next page, and after some seconds", async () => {
    const page = await dashboard(browser, "my-data");
    await page.click("export");
    await page.element("dismiss");
    await page.click("nav-plans");
    await page.waitFor(() => document.querySelector('[data-testid="dismiss"]') === null);
    await page.click("nav-my-data");
    await page.click("export");
    await page.element("dismiss");
    await page.waitFor(() => document.querySelector('[data-testid="dismiss"]') === null);
    await page.close();
  });

  test("two presses within two seconds, by hand or by a program, make only one letter, plan or contact", async () => {
    const page = await dashboard(browser, `${BANK}/letters`);
    await page.select("letter-kind", "copy");
    const before = await page.count("letter-row");
    await page.click("letter-sent");
    await page.click("letter-sent");
    await page.evaluate(() => {
      const button = document.querySelector<HTMLButtonElement>('[data-testid="letter-sent"]');
      button?.click();
      button?.click();
    });
    await page.waitFor((count) => document.querySelectorAll('[data-testid="letter-row"]').length === count, before + 1);
    await page.goto(`${browser.root}src/entries/dashboard/index.html#/plans`);
    await page.click("plan-add");
    await page.type("plan-what", "A bicycle");
    await page.evaluate(() => {
      const button = document.querySelector<HTMLButtonElement>('[data-testid="plan-save"]');
      button?.click();
      button?.click();
    });
    await page.element("plan-row");
    await expect.poll(() => page.count("plan-row")).toBe(1);
    await expect.poll(() => page.count("plan-editor")).toBe(0);
    await page.close();
  });

  test("a rule's note survives if the popup closes at its last key", async () => {
    const popup = await browser.popup(bank);
    await popup.click("in-words");
    await popup.click("edit-rule-0");
    await popup.select("rule-want", "ask");
    await popup.type("rule-note", "Never on Sundays");
    await popup.close();
    await until("the note", async () =>
      (await rowsIn(browser, "rules")).some(({ note }) => note === "Never on Sundays"),
    );
  });

  test("an unknown address shows a page with a link home", async () => {
    for (const route of ["nonsense", "companies/%E0%A4%A", "companies/shop.example/nonsense"]) {
      const page = await browser.page(`${DASHBOARD}#/${route}`);
      await page.element("page-unknown");
      await page.click("unknown-home");
      await page.element("home-summary");
      await page.close();
    }
  });
});
