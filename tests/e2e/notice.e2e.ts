// Companies that take part are noticed and allowed by themselves, where the user wants it, and for the contact rules only.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BROWSERS } from "./support/browsers.ts";
import { type Demo, dashboard, startDemo } from "./support/demo.ts";
import { launch, type Tab, type TestBrowser } from "./support/driver.ts";
import { until } from "./support/wait.ts";

describe.each(BROWSERS)("noticing companies that take part, in %s", (name) => {
  let demo: Demo;
  let browser: TestBrowser;
  let bank: Tab;

  beforeAll(async () => {
    [demo, browser] = await Promise.all([startDemo(), launch(name)]);
    bank = await browser.open(demo.bank());
  });
  afterAll(async () => {
    await browser?.close();
    demo?.close();
  });

  const rules = async () => (await browser.dynamicRules()).length;

  test("off, a site that takes part is told nothing", async () => {
    await bank.reload();
    expect(await demo.lastHeader()).toBe(null);
    expect(await rules()).toBe(0);
  });

  test("switched on with the browser's yes, both, a visit allows the contact rules and nothing else", async () => {
    const settings = await dashboard(browser, "settings");
    await settings.element("notice");
    await browser.permission("allow", "https://*/*");
    await settings.click("notice");
    await browser.permissionAnswered();
    await settings.waitFor(() => document.querySelector<HTMLInputElement>('[data-testid="notice"]')?.checked === true);
    await settings.waitFor(
      () => document.querySelector<HTMLInputElement>('[data-testid="auto-grant"]')?.disabled === false,
    );
    await settings.click("auto-grant");
    await settings.waitFor(
      () => document.querySelector<HTMLInputElement>('[data-testid="auto-grant"]')?.checked === true,
    );
    await settings.close();
    await bank.reload();
    await until("a header rule", async () => (await rules()) > 0);
    await bank.reload();
    expect(await demo.lastHeader()).toBe(
      "v=1, yes=(security service support changes), ask=(advice research), no=(news offers partners), more",
    );
    const popup = await browser.popup(bank);
    await popup.element("allowed-by-itself");
    await popup.close();
  });

  test("it is in the list of what is shared, and taken back for good", async () => {
    const shared = await dashboard(browser, "shared");
    await shared.element("grant");
    await shared.click("revoke");
    await until("no header rule", async () => (await rules()) === 0);
    await shared.close();
    for (let visits = 0; visits < 2; visits++) await bank.reload();
    expect(await demo.lastHeader()).toBe(null);
    expect(await rules()).toBe(0);
  });
});
