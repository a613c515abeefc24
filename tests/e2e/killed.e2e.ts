// The worker dies between every two steps of the main job, and each step continues from the stored state.
import { describe, expect, test } from "vitest";
import { BROWSERS } from "./support/browsers.ts";
import { BANK_ORIGIN, dashboard, livePreferences, turnTo, useDemo } from "./support/demo.ts";
import { until } from "./support/wait.ts";

describe.each(BROWSERS)("a worker that keeps dying, in %s", (name) => {
  const world = useDemo(name);

  test("completes the main job from the first preview to the last receipt", async () => {
    const { browser, demo, bank } = world;
    await browser.stopBackground();
    const popup = await browser.popup(bank);
    await popup.element("show-preview");
    await browser.stopBackground();
    await popup.click("rate-good");
    await popup.element("undo");
    await browser.stopBackground();
    await popup.click("word-relieved");
    await popup.waitFor(
      () => document.querySelector('[data-testid="word-relieved"]')?.getAttribute("aria-pressed") === "true",
    );
    await browser.stopBackground();
    await popup.click("show-preview");
    await popup.element("allow");
    await browser.stopBackground();
    await browser.permission("allow", BANK_ORIGIN);
    await popup.click("allow");
    await browser.permissionAnswered();
    await until("the rule", async () => (await browser.dynamicRules()).length === 1);
    await browser.stopBackground();
    await bank.reload();
    expect(await demo.lastHeader()).toContain("v=1");
    // If the worker died before it registered the script, the next start registers it for the next load.
    await until("the page's document", async () => {
      if ((await livePreferences(bank)) !== null) return true;
      await bank.reload();
      return false;
    });

    await popup.close().catch(() => {});
    const again = await browser.popup(bank);
    await again.element("add-rule");
    await browser.stopBackground();
    await again.click("add-rule");
    await browser.stopBackground();
    await again.select("rule-about", "product mortgage");
    await browser.stopBackground();
    await again.select("rule-via-1", "post");
    await bank.waitFor(
      () =>
        document.querySelector('[data-testid="live-preferences"]')?.textContent?.includes('"via":["post"]') ?? false,
    );
    await again.click("rule-done");
    await browser.stopBackground();
    await again.click("revoke");
    await until("no rule", async () => (await browser.dynamicRules()).length === 0);
    await again.close();
    await browser.stopBackground();
    await bank.reload();
    expect(await demo.lastHeader()).toBeNull();

    await browser.stopBackground();
    const page = await dashboard(browser, "companies/northbank.localhost/feelings");
    await page.element("feeling-row");
    await expect.poll(() => page.count("feeling-row")).toBe(1);
    await turnTo(browser, page, "shared");
    await page.waitFor(
      () => document.querySelector('[data-testid="receipt-row"]')?.getAttribute("data-direction") === "withdrawn",
    );
    await expect.poll(() => page.count("grant")).toBe(0);
  });
});
