// A returning user: the popup knows the site's name and the last entries, and offers the companies with the newest
// notes on pages without a company. Several companies are deleted together, and restored together.
import { describe, expect, test } from "vitest";
import { BROWSERS } from "./support/browsers.ts";
import { dashboard, useDemo } from "./support/demo.ts";
import { rowsOf } from "./support/record.ts";
import { says } from "./support/states.ts";

describe.each(BROWSERS)("a user who comes back, in %s", (name) => {
  const world = useDemo(name);

  test("on a site that takes no part: its name as its title writes it, and the last entries", async () => {
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

  test("on a page of no site: the companies noted last, with live faces", async () => {
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

  test("several companies are deleted at once, and one Undo restores all of them", async () => {
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
