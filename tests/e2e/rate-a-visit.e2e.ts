// Rating: one tap on any site, words and a note; nothing is lost when the popup closes or the browser restarts.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { BROWSERS } from "./support/browsers.ts";
import { type Demo, dashboard, startDemo, turnTo } from "./support/demo.ts";
import { launch, type Tab, type TestBrowser } from "./support/driver.ts";
import { storedFeelings, tell } from "./support/record.ts";
import { says } from "./support/states.ts";
import { tapAndClose } from "./support/taps.ts";
import { stays, until } from "./support/wait.ts";

const COMPANY = "companies/plainshop.localhost/feelings";
/** Time in which a page load would have woken the background. */
const WAKING = 700;

/** Exists only inside the extension's documents. */
declare const chrome: { storage: { session: { set(items: object): Promise<void> } } };

describe.each(BROWSERS)("rating a visit, in %s", (name) => {
  let browser: TestBrowser;
  let demo: Demo;
  let shop: Tab;

  beforeAll(async () => {
    [browser, demo] = await Promise.all([launch(name), startDemo()]);
    shop = await browser.open(demo.shop());
  });
  afterAll(async () => {
    await browser?.close();
    demo?.close();
  });

  test("one tap saves a rating, with Undo, on a site that does not know Regards", async () => {
    const popup = await browser.popup(shop);
    await popup.click("rate-bad");
    await popup.element("undo");
    await popup.click("undo");
    await popup.waitFor(() => document.querySelectorAll(".rate.picked").length === 0);
    await popup.click("rate-bad");
    await popup.element("word-trapped");
    await popup.click("word-trapped");
    await popup.click("tag-price");
    await popup.waitFor(() => document.querySelectorAll('[aria-pressed="true"]').length === 2);
    await popup.close();
  });

  test("a note survives a popup that closes during typing", async () => {
    const popup = await browser.popup(shop);
    await popup.click("rating-detail");
    await popup.click("more-detail");
    await popup.type("note", "They would not let me leave");
    await popup.close();
    const again = await browser.popup(shop);
    await again.click("rating-detail");
    await again.waitFor(() => {
      const note = document.querySelector<HTMLTextAreaElement>('[data-testid="note"]');
      return note?.value === "They would not let me leave";
    });
    await again.close();
  });

  test("the arrow keys change one rating; another visit makes a second", async () => {
    const popup = await browser.popup(shop);
    await popup.element("rating-detail");
    await popup.evaluate(() => document.querySelector<HTMLInputElement>('input[name="rating"]:checked')?.focus());
    await popup.press("ArrowRight");
    await popup.press("ArrowRight");
    await popup.waitFor(() => document.querySelector(".rate.picked")?.getAttribute("data-testid") === "rate-good");
    const page = await dashboard(browser, COMPANY);
    await page.waitFor(() => document.querySelector('[data-testid="feeling-value"]')?.textContent === "Good");
    await expect.poll(() => page.count("feeling-row")).toBe(1);
    await page.close();
    await popup.close();
    const another = await browser.popup(shop);
    await another.click("rate-another");
    await another.click("rate-very-bad");
    await another.element("undo");
    await another.close();
  });

  test("the dashboard shows both after a restart of the browser, with words and note", async () => {
    await browser.restart();
    const page = await dashboard(browser, COMPANY);
    await page.element("feeling-row");
    await expect.poll(() => page.count("feeling-row")).toBe(2);
    await says(page, "feelings", "Very bad", "Good", "Trapped", "Price", "They would not let me leave");
    await turnTo(browser, page, "companies");
    await page.element("company-plainshop.localhost");
    await expect.poll(() => page.text("company-row")).toContain("2 noted, 1 good");
    await page.close();
  });

  test("Undo restores a removed rating; without Undo it stays removed", async () => {
    const page = await dashboard(browser, COMPANY);
    await page.element("feeling-row");
    await page.click("feeling-remove");
    await page.waitFor(() => document.querySelectorAll('[data-testid="feeling-row"]').length === 1);
    await page.click("undo");
    await page.waitFor(() => document.querySelectorAll('[data-testid="feeling-row"]').length === 2);
    await page.click("feeling-remove");
    await page.waitFor(() => document.querySelectorAll('[data-testid="feeling-row"]').length === 1);
    await page.close();
  });

  test("rating never requests a permission and sends nothing", async () => {
    await expect.poll(() => browser.hosts()).toEqual([]);
    expect((await demo.log()).length).toBe(0);
  });

  test("a pending tap alone wakes a sleeping background; a page load does not", async () => {
    await browser.stopBackground();
    // Documents from before the restart are dead.
    await (await browser.open(demo.shop())).close();
    await stays("asleep", async () => !(await browser.backgroundRuns()), WAKING);
    const tap = { id: "t", at: Date.now(), host: "other.localhost", value: 2 };
    await browser.extension.evaluate((kept) => chrome.storage.session.set({ "tap t": kept }), tap);
    await until("the tap to be saved", async () => {
      return (await storedFeelings(browser)).some(({ company }) => company === "other.localhost");
    });
  });

  describe.each([0, 100, 400])("a popup that closes %i ms after a tap, with a sleeping background", (wait) => {
    const company = "northbank.localhost";
    let bank: Tab;

    beforeAll(async () => {
      bank = await browser.open(demo.bank());
    });
    beforeEach(() => tell(browser.extension, "rate-visit", { company, value: 0 }));
    afterAll(() => bank.close());

    const isNoted = (value: number) =>
      until("the tap to be saved", async () => {
        const rows = (await storedFeelings(browser)).filter((row) => row.company === company);
        return rows.length === 1 && rows[0]?.value === value;
      });

    test("saves a tap that came before any answer", async () => {
      await browser.stopBackground();
      await tapAndClose(await browser.popup(bank), "rate-good", wait);
      await isNoted(1);
    });

    test("saves a tap in an open popup over a sleeping background", async () => {
      const popup = await browser.popup(bank);
      await popup.element("rating-detail");
      await browser.stopBackground();
      await tapAndClose(popup, "rate-very-bad", wait);
      await isNoted(-2);
    });
  });
});
