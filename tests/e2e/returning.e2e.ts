// A returning user: the popup shows the site's name and the last entries, or the recent companies on a page without a
// company. Several companies are deleted and restored together.
import { describe, expect, test } from "vitest";
import { BROWSERS } from "./support/browsers.ts";
import { dashboard, useDemo } from "./support/demo.ts";
import { rowsOf } from "./support/record.ts";
import { says } from "./support/states.ts";

describe.each(BROWSERS)("a returning user, in %s", (name) => {
  const world = useDemo(name);

  test("sees the name in the title of a site that takes no part, and the last entries", async () => {
    const { browser, demo } = world;
    const shop = await browser.open(demo.shop());
    const first = await browser.popup(shop);
    await says(first, "company-name", "Plainshop");
    await says(first, "company-host", "plainshop.localhost");
    await first.click("rate-good");
    await first.element("undo");
    await first.click("rating-done");
    await first.click("they-contacted");
    await first.select("contact-kind", "offers");
    await first.select("contact-channel", "email");
    await first.click("contact-save");
    await first.element("contact-verdict");
    await first.close();
    const again = await browser.popup(shop);
    await says(again, "last-entry", "They contacted you: Offers, Email");
    await again.close();
    await shop.close();
  });

  test("sees the recent companies on a page without a company, and rates one there", async () => {
    const { browser, bank } = world;
    const there = await browser.popup(bank);
    await there.click("rate-bad");
    await there.element("undo");
    await there.close();
    const own = await dashboard(browser, "companies");
    const popup = await browser.popup(own);
    await popup.waitFor(() => document.querySelectorAll('[data-testid="recent-company"]').length === 2);
    await popup.click("recent-company");
    await popup.click("recent-rate-very-good");
    await popup.element("undo");
    const values = async () => (await rowsOf(browser, "feelings")).map(({ value }) => value);
    await expect.poll(values).toEqual([1, 2]);
    await popup.close();
    await own.close();
  });

  test("deletes several companies at once, and restores all of them with one Undo", async () => {
    const { browser } = world;
    const page = await dashboard(browser, "companies");
    await expect.poll(() => page.count("company-row")).toBe(2);
    await page.click("company-choose");
    await page.click("chosen-all");
    await page.click("chosen-remove");
    await page.click("confirm-yes");
    await expect.poll(() => page.count("company-row")).toBe(0);
    await expect.poll(async () => (await rowsOf(browser, "feelings")).length).toBe(0);
    await page.click("undo");
    await expect.poll(() => page.count("company-row")).toBe(2);
    await expect.poll(async () => (await rowsOf(browser, "feelings")).length).toBe(2);
    await page.close();
  });
});
