// A feeling shared with a company: the exact text arrives once and anonymously, and the company's words come back.
import { describe, expect, test } from "vitest";
import { BROWSERS } from "./support/browsers.ts";
import { allow, dashboard, turnTo, useDemo } from "./support/demo.ts";
import { rowsIn } from "./support/record.ts";
import { says } from "./support/states.ts";

const COMPANY = "companies/northbank.localhost";

describe.each(BROWSERS)("sharing a feeling, in %s", (name) => {
  const world = useDemo(name, { delivers: true });
  const arrived = async () => (await world.demo.log()).filter(({ url }) => url === "/cmr/feelings");

  test("a press shows the exact text, and withdrawing it in time sends nothing", async () => {
    const { browser, bank } = world;
    await allow(browser, bank);
    const popup = await browser.popup(bank);
    await popup.click("rate-bad");
    await popup.click("share-feeling");
    await popup.click("confirm-yes");
    await says(popup, "share-text", '"value":-1');
    // Firefox asks about the user's own words, and its dialog closes the popup.
    const asks = name === "firefox";
    if (asks) await browser.permission("allow", "");
    await popup.click("share-confirm");
    if (asks) await browser.permissionAnswered();
    const now = asks ? await browser.popup(bank) : popup;
    if (asks) await now.click("rating-detail");
    await now.click("share-withdraw");
    await now.waitFor(() => document.querySelector('[data-testid="share"]')?.getAttribute("data-state") === "none");
    await now.close();
    await expect.poll(() => rowsIn(browser, "deliveries")).toMatchObject([{ state: "cancelled" }]);
    await expect.poll(arrived).toEqual([]);
  });

  test("the feeling is sent with the popup closed, and nothing in the request identifies user or installation", async () => {
    const { browser, bank } = world;
    const popup = await browser.popup(bank);
    await popup.click("rating-detail");
    await popup.click("share-feeling");
    await says(popup, "share-text", '"value":-1');
    await popup.click("share-confirm");
    await popup.element("share-withdraw");
    await popup.close();
    await expect.poll(async () => (await arrived()).length, { timeout: 45_000 }).toBe(1);
    const [request] = await arrived();
    expect(request?.method).toBe("POST");
    expect(request?.headers["idempotency-key"]).toMatch(/^[0-9a-z]{25}$/);
    for (const header of ["origin", "referer", "cookie", "authorization", "sec-cmr-preferences"])
      expect([header, request?.headers[header]]).toEqual([header, undefined]);
    expect(JSON.stringify(request?.headers)).not.toMatch(/extension/);
    await expect
      .poll(() => rowsIn(browser, "deliveries"), { timeout: 15_000 })
      .toEqual(expect.arrayContaining([expect.objectContaining({ state: "accepted" })]));
  });

  test("the timeline shows the reply, the promise with its day and the reference of the receipt", async () => {
    const { browser } = world;
    const page = await dashboard(browser, COMPANY);
    await page.waitFor(() => document.querySelector('[data-type="answered"] .note'));
    await says(page, "page-companies", "We are sorry. Ada Merriweather looks into it herself.", "put it right");
    await page.element("promise-kept");
    await turnTo(browser, page, "shared");
    const accepted = (await rowsIn(browser, "deliveries")).find(({ state }) => state === "accepted");
    await says(page, "delivery-reference", String(accepted?.reference));
    await page.close();
    await expect.poll(arrived).toHaveLength(1);
  });
});
