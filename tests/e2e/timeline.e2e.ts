// The timeline: noting, finding and correcting events, settling promises, and the verdicts on contacts.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BROWSERS } from "./support/browsers.ts";
import { allow, dashboard, turnTo } from "./support/demo.ts";
import { launch, type Tab, type TestBrowser } from "./support/driver.ts";
import { rowsOf, tell, today } from "./support/record.ts";
import { type Site, startSite } from "./support/site.ts";
import { many, says, shows, textOf } from "./support/states.ts";
import { until } from "./support/wait.ts";

const FILE = {
  cmr: "0.1",
  lastUpdate: "2026-11-01",
  status: "live",
  company: { name: "The Shop" },
  hosts: ["shop.localhost"],
  honours: { kinds: ["offers", "service"] },
};

describe.each(BROWSERS)("the timeline, in %s", (name) => {
  let browser: TestBrowser;
  let site: Site;

  beforeAll(async () => {
    [browser, site] = await Promise.all([
      launch(name),
      startSite({
        "shop/":
          '<!doctype html><title>Shop</title><link rel="cmr-participation" href="/.well-known/cmr-participation.json"><h1>Shop</h1>',
        "shop/.well-known/cmr-participation.json": { json: FILE },
      }),
    ]);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  const typesOf = (page: Tab) =>
    page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('[data-testid^="timeline-feeling"], [data-testid="timeline-event"]')]
        .filter(({ localName }) => localName === "li")
        .map(({ dataset }) => dataset.type ?? "feeling")
        .sort(),
    );
  const holds = (page: Tab, ...types: string[]) =>
    until(`entries ${types}`, async () => String(await typesOf(page)) === String([...types].sort()));

  /** Opens the editor for this type of entry. */
  async function add(page: Tab, type: string): Promise<void> {
    await page.click("timeline-add");
    await page.select("event-type", type);
    await page.type("event-company", "shop.localhost");
  }

  async function save(page: Tab): Promise<void> {
    await page.click("event-save");
    await many(page, "event-editor", 0);
  }

  test("a bad call, a promise and a purchase are added, and one of them is corrected", async () => {
    const page = await dashboard(browser, "timeline");
    await add(page, "feeling");
    await page.click("event-save");
    await says(page, "fault", "Choose how it felt first");
    await page.click("rate-bad");
    await page.type("event-text", "On hold for forty minutes");
    await save(page);
    await holds(page, "feeling");
    await add(page, "promise");
    await page.type("event-text", "They call me back");
    const [year, month, day] = today().split("-");
    await page.select("event-due-year", year ?? "");
    await page.select("event-due-month", month ?? "");
    await page.select("event-due-day", day ?? "");
    await save(page);
    await add(page, "purchase");
    await page.type("event-text", "Wireless headphones");
    await page.type("event-amount", "12,5x");
    await page.click("event-save");
    await says(page, "event-faults", "The amount is not a number");
    await page.type("event-amount", "12,50");
    await page.select("event-currency", "EUR");
    await save(page);
    await holds(page, "feeling", "promise", "purchase");
    await says(page, "timeline", "Bad", "On hold for forty minutes", "They call me back", "€12.50");
    await page.click("event-edit");
    await page.element("event-amount");
    await page.type("event-amount", "14");
    await save(page);
    await says(page, "timeline", "€14", "Wireless headphones");
    await page.close();
  });

  test("search finds words of a note and of an entry, and the filter shows one type", async () => {
    const page = await dashboard(browser, "timeline");
    await holds(page, "feeling", "promise", "purchase");
    await page.type("timeline-search", "FORTY hold");
    await holds(page, "feeling");
    await page.type("timeline-search", "headphones");
    await holds(page, "purchase");
    await page.type("timeline-search", "nothing of the kind");
    await holds(page);
    await page.type("timeline-search", "");
    await page.select("timeline-filter", "promise");
    await holds(page, "promise");
    await page.close();
  });

  test("a promise is due on Home and can be settled; Undo restores a removed entry", async () => {
    const page = await dashboard(browser, "");
    await page.element("home-promise");
    await page.click("promise-kept");
    await many(page, "home-promise", 0);
    await turnTo(browser, page, "companies/shop.localhost/timeline");
    await holds(page, "feeling", "promise", "purchase", "resolved");
    await page.select("timeline-filter", "promise");
    await shows(page, "entry-standing", ["data-standing", "kept"]);
    await page.select("timeline-filter", "purchase");
    await holds(page, "purchase");
    await page.click("event-remove");
    await holds(page);
    await page.click("undo");
    await holds(page, "purchase");
    await page.close();
  });

  test("the whole timeline survives a restart of the browser", async () => {
    await browser.restart();
    const page = await dashboard(browser, "timeline");
    await holds(page, "feeling", "promise", "purchase", "resolved");
    await says(page, "timeline", "On hold for forty minutes", "They call me back", "€14");
    await page.close();
  });

  test('"They contacted me" in the popup shows at once if the contact was wanted, and if the company could read that', async () => {
    // Without quiet hours, which are another rule, the verdict is the same at any time of day.
    const preferences = await dashboard(browser, "preferences");
    await preferences.select("quiet", "");
    await until("no quiet hours", async () =>
      (await rowsOf(browser, "layers")).some(({ quiet }) => Array.isArray(quiet) && quiet.length === 0),
    );
    await preferences.close();
    const shop = await browser.open(site.url("shop"));
    const popup = await browser.popup(shop);
    await popup.click("they-contacted");
    await popup.click("contact-save");
    await shows(popup, "contact-verdict", ["data-verdict", "broke"]);
    await shows(popup, "contact-verdict", ["data-readable", "false"]);
    await popup.close();
    await allow(browser, shop, { origin: site.origin("shop") });
    const again = await browser.popup(shop);
    await again.element("allowed");
    await again.click("they-contacted");
    await again.select("contact-channel", "call");
    await again.click("contact-save");
    await shows(again, "contact-verdict", ["data-readable", "true"]);
    await shows(again, "contact-verdict", ["data-verdict", "broke"]);
    await again.click("they-contacted");
    await again.select("contact-kind", "service");
    await again.select("contact-channel", "email");
    await again.click("contact-save");
    await shows(again, "contact-verdict", ["data-verdict", "kept"]);
    await says(again, "contact-verdict", "This is how you wanted it.");
    await again.close();
    await shop.close();
  });

  test("compliance counts both contacts, offers the objection, and writes the complaint with its evidence", async () => {
    const page = await dashboard(browser, "companies/shop.localhost/compliance");
    await shows(page, "compliance-broke", ["data-count", "2"]);
    await shows(page, "compliance-kept", ["data-count", "1"]);
    await expect.poll(() => page.count("compliance-unclear")).toBe(0);
    await expect.poll(() => page.count("compliance-row")).toBe(3);
    const complaint = () => textOf(page, "complaint-text");
    await expect.poll(complaint).toMatch(/^As of [^\n]*, The Shop contacted me in ways that I did not want\./);
    await expect
      .poll(complaint)
      .toMatch(/\n\n1\. [^\n]*: Offers, Email\nI did not want this\.\nWhat I wanted then: .*\n.* could not read/);
    await expect
      .poll(complaint)
      .toMatch(/\n\n2\. [^\n]*: Offers, Phone call\nI did not want this\.\nWhat I wanted then: .*\n.* could read/);
    await expect.poll(complaint).toContain("I hold receipts of what The Shop could read and when");
    await page.click("complaint");
    await page.element("complaint-copy");
    await page.click("compliance-objection");
    await page.element("letter-kind");
    await page.close();
  });

  test("a double click on Remove removes one entry, whichever entry the first press moves there", async () => {
    for (const value of [1, 2, -1])
      await tell(browser.extension, "rate-visit", { company: "notes.localhost", value, another: true });
    const page = await dashboard(browser, "companies/notes.localhost/feelings");
    await many(page, "feeling-row", 3);
    await page.doubleClick("feeling-remove");
    await many(page, "feeling-row", 2);
    // A second removal would have replaced this Undo by its own, or by a failure.
    await page.click("undo");
    await many(page, "feeling-row", 3);
    await page.close();
  });
});
