// The main job: preview a company's view, allow it, and from the next request the company reads exactly that. Then
// revoke.
import { describe, expect, test } from "vitest";
import { BROWSERS } from "./support/browsers.ts";
import { allow, BANK_ORIGIN, dashboard, livePreferences, useDemo } from "./support/demo.ts";
import { ask, getsNoAnswer, hear } from "./support/events.ts";
import { until } from "./support/wait.ts";

/** Next Monday: a current document is still valid then. */
function mondayAt(hour: number): Date {
  const now = new Date();
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + ((8 - now.getDay()) % 7 || 7), hour);
}

describe.each(BROWSERS)("telling a company, in %s", (name) => {
  const world = useDemo(name);

  test("the bank, which takes part, reads nothing before Allow", async () => {
    const { browser, demo, bank } = world;
    const popup = await browser.popup(bank);
    await popup.element("show-preview");
    await expect.poll(() => popup.text("company-name")).toBe("Northbank");
    await expect.poll(() => popup.text("company-host")).toBe("northbank.localhost");
    await popup.close();
    await bank.reload();
    expect(await demo.lastHeader()).toBeNull();
    await expect.poll(() => browser.hosts()).toEqual([]);
    await expect.poll(() => browser.dynamicRules()).toEqual([]);
    await expect.poll(() => browser.contentScripts()).toEqual([]);
  });

  test("the popup shows the exact bytes that the server then reads, and the page's event agrees", async () => {
    const { browser, demo, bank } = world;
    const popup = await browser.popup(bank);
    await popup.click("show-preview");
    await popup.click("exact-text");
    await popup.element("exact-document");
    const promisedHeader = await popup.text("exact-header");
    const promisedView = JSON.parse(await popup.text("exact-document"));
    await popup.close();
    await allow(browser, bank);
    await expect.poll(() => browser.hosts()).toEqual([BANK_ORIGIN]);
    await bank.reload();
    expect(await demo.lastHeader()).toBe(promisedHeader);
    const view = async () => {
      const { issued: _issued, expires: _expires, ...read } = (await livePreferences(bank)) ?? {};
      return read;
    };
    await expect.poll(view).toEqual(promisedView);
    await expect.poll(() => bank.count("offers-banner")).toBe(0);
  });

  test("a rule made in the popup changes the open page and the decisions of its staff", async () => {
    const { browser, demo, bank } = world;
    const popup = await browser.popup(bank);
    await popup.click("add-rule");
    await popup.select("rule-about", "product mortgage");
    await popup.select("rule-via-1", "call");
    await popup.select("rule-when", "2");
    await bank.waitFor(
      () => document.querySelector('[data-testid="live-preferences"]')?.textContent?.includes('"17:30"') ?? false,
    );
    await popup.click("rule-done");
    await popup.waitFor(() =>
      /^Mortgage \(everything but news.*\): by phone/.test(
        document.querySelector('[data-testid="sentence-0"]')?.textContent ?? "",
      ),
    );
    await popup.close();
    const mortgage = async () =>
      (await livePreferences(bank))?.contact?.rules.find((rule) => rule.about?.product === "mortgage");
    await expect.poll(mortgage).toMatchObject({
      want: "yes",
      via: ["call"],
      when: [{ days: ["mo", "tu", "we", "th", "fr"], from: "17:30", to: "19:30" }],
    });
    const asked = (hour: number, kind = "service") =>
      demo.bank(`/staff?kind=${kind}&product=mortgage&channel=call&at=${mondayAt(hour).toISOString()}`);
    const staff = await browser.open(asked(18));
    // The customer's page forwards the document asynchronously.
    await until("the staff to know", async () => {
      await staff.reload();
      return (await staff.text("staff-answer")) === "Yes";
    });
    await staff.goto(asked(10));
    await expect.poll(() => staff.text("staff-answer")).toBe("No");
    // "By phone for my mortgage" opens no refused kind: neither advertising nor other companies' messages.
    for (const kind of ["offers", "partners"]) {
      await staff.goto(asked(18, kind));
      await expect.poll(() => staff.text("staff-answer")).toBe("No");
    }
    await staff.close();
  });

  test("a refused kind opens only by its name and after a question; a partner's call stays unwanted", async () => {
    const { browser, bank } = world;
    const popup = await browser.popup(bank);
    await popup.click("edit-rule-0");
    await popup.click("rule-kind-offers");
    await popup.element("confirm");
    await expect.poll(() => popup.text("rule-also")).toContain("offers");
    await popup.click("confirm-no");
    await popup.waitFor(() => document.querySelector('[data-testid="rule-also"]') === null);
    await popup.click("rule-done");
    await popup.click("they-contacted");
    await popup.select("contact-kind", "partners");
    await popup.select("contact-channel", "call");
    await popup.select("contact-product", "mortgage");
    await popup.click("contact-save");
    await expect.poll(() => popup.text("contact-verdict")).toContain("You did not want this.");
    await popup.close();
    const wanted = async () =>
      (await livePreferences(bank))?.contact?.rules.filter(({ want }) => want !== "no").flatMap(({ kinds }) => kinds);
    await expect.poll(wanted).not.toContain("offers");
  });

  test("the header has only coarse answers, without details", async () => {
    const { demo, bank } = world;
    await bank.reload();
    expect(await demo.lastHeader()).toMatch(
      /^v=1, yes=\([a-z ]+\), ask=\([a-z ]+\), no=\([a-z ]+\), terms=SD-BASE-DP, more$/,
    );
  });

  test("a part that is turned off disappears from page and header, and returns only after a confirmation", async () => {
    const { browser, bank } = world;
    const popup = await browser.popup(bank);
    await popup.click("parts-fold");
    await popup.click("part-terms");
    await bank.waitFor(
      () => !(document.querySelector('[data-testid="live-preferences"]')?.textContent?.includes("SD-BASE") ?? true),
    );
    // Turning it on discloses more, so it asks first, and a no changes nothing.
    await popup.click("part-terms");
    await popup.click("confirm-no");
    await popup.waitFor(
      () => document.querySelector<HTMLInputElement>('[data-testid="part-terms"]')?.checked === false,
    );
    await expect.poll(() => bank.text("live-preferences")).not.toContain("SD-BASE");
    await popup.click("part-terms");
    await popup.click("confirm-yes");
    await bank.waitFor(
      () => document.querySelector('[data-testid="live-preferences"]')?.textContent?.includes("SD-BASE") ?? false,
    );
    await popup.close();
  });

  test("the bank reads nothing while paused, and the same as before once resumed", async () => {
    const { browser, demo, bank } = world;
    await bank.reload();
    const before = await demo.lastHeader();
    const popup = await browser.popup(bank);
    await popup.click("pause");
    await until("no rule", async () => (await browser.dynamicRules()).length === 0);
    await bank.reload();
    expect(await demo.lastHeader()).toBeNull();
    await popup.close();
    const again = await browser.popup(bank);
    await again.click("pause");
    await until("the rule", async () => (await browser.dynamicRules()).length === 1);
    await again.close();
    await bank.reload();
    expect(await demo.lastHeader()).toBe(before);
  });

  test("every readable version has a receipt with its exact text", async () => {
    const { browser, bank } = world;
    await until("the page's document", async () => (await livePreferences(bank)) !== null);
    const shown = await livePreferences(bank);
    const page = await dashboard(browser, "shared");
    await page.element("receipts");
    await expect.poll(() => page.count("receipt-row")).toBeGreaterThan(1);
    await page.click("receipt-payload-fold");
    await expect.poll(async () => JSON.parse(await page.text("receipt-payload"))).toEqual(shown);
    await page.close();
  });

  test("after revocation the next request has no header, and the open page gets no more answers", async () => {
    const { browser, demo, bank } = world;
    const popup = await browser.popup(bank);
    await popup.click("revoke");
    await until("no rule", async () => (await browser.dynamicRules()).length === 0);
    await popup.close();
    await hear(bank);
    await ask(bank, JSON.stringify({ id: "after" }));
    await getsNoAnswer(bank);
    await bank.reload();
    expect(await demo.lastHeader()).toBeNull();
    await expect.poll(() => browser.contentScripts()).toEqual([]);
    await expect.poll(() => browser.hosts()).toEqual([]);
  });

  test("a host revoked in the browser's settings ends the permission for good", async () => {
    const { browser, bank } = world;
    await allow(browser, bank, { again: true });
    await browser.revokeHost(BANK_ORIGIN);
    await until("no rule", async () => (await browser.dynamicRules()).length === 0);
    const page = await dashboard(browser, "companies/northbank.localhost/shared");
    await page.element("sees-nothing");
    await page.close();
  });
});
