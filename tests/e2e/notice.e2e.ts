// Noticing and automatically allowing companies that take part: only if the user wants it, and only for contact rules.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BROWSERS } from "./support/browsers.ts";
import { type Demo, dashboard, startDemo } from "./support/demo.ts";
import { launch, type Tab, type TestBrowser } from "./support/driver.ts";
import { until } from "./support/wait.ts";

declare const chrome: {
  action: { getBadgeText(of: { tabId: number }): Promise<string>; getTitle(of: { tabId: number }): Promise<string> };
  alarms: { create(name: string, when: { when: number }): Promise<void> };
  tabs: { query(by: { url: string }): Promise<{ id?: number }[]> };
};

describe.each(BROWSERS)("participation notices in %s", (name) => {
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

  test("a company that takes part reads nothing while they are off", async () => {
    await bank.reload();
    expect(await demo.lastHeader()).toBe(null);
    await expect.poll(() => rules()).toBe(0);
  });

  test("a visit allows only the contact rules once both are on, with the browser's permission", async () => {
    const settings = await dashboard(browser, "settings");
    await settings.element("notice");
    await browser.permission("allow", "https://*/*");
    await settings.click("notice");
    await browser.permissionAnswered();
    await settings.waitFor(() => document.querySelector<HTMLInputElement>('[data-testid="notice"]')?.checked === true);
    await settings.waitFor(
      () => document.querySelector<HTMLInputElement>('[data-testid="auto-grant"]')?.disabled === false,
    );
    // The widest permission asks first, and a no changes nothing. Firefox asks once about data, too.
    if (name === "firefox") await browser.permission("allow", "");
    await settings.click("auto-grant");
    if (name === "firefox") await browser.permissionAnswered();
    await settings.click("confirm-no");
    await settings.waitFor(
      () => document.querySelector<HTMLInputElement>('[data-testid="auto-grant"]')?.checked === false,
    );
    await settings.click("auto-grant");
    await settings.click("confirm-yes");
    await settings.waitFor(
      () => document.querySelector<HTMLInputElement>('[data-testid="auto-grant"]')?.checked === true,
    );
    await settings.close();
    await bank.reload();
    // A visit: some seconds in the active tab, and a press by the user.
    await bank.click("sees-header");
    await until("a header rule", async () => (await rules()) > 0, 30_000);
    await bank.reload();
    expect(await demo.lastHeader()).toBe(
      "v=1, yes=(security service support changes), ask=(advice research), no=(news offers partners)",
    );
    const popup = await browser.popup(bank);
    await popup.element("allowed-by-itself");
    await popup.close();
  });

  test("the site's tab has a mark, and a reminder shows beside it", async () => {
    const marks = () =>
      browser.extension.evaluate(async () => {
        const tabs = await chrome.tabs.query({ url: "http://northbank.localhost/*" });
        const tabId = tabs[0]?.id ?? -1;
        return [await chrome.action.getBadgeText({ tabId }), await chrome.action.getTitle({ tabId })];
      });
    const ring = (shown: { company: string; at: number }[]) =>
      browser.extension.evaluate(
        async (reminders) => {
          const opened = indexedDB.open("regards");
          await new Promise((done) => Object.assign(opened, { onsuccess: done }));
          const put = opened.result.transaction("meta", "readwrite").objectStore("meta").put(reminders);
          await new Promise((done) => Object.assign(put, { onsuccess: done }));
          opened.result.close();
          await chrome.alarms.create("reminder", { when: Date.now() });
        },
        { key: "reminders", on: true, since: 0, sectors: [], offered: true, stopped: false, shown },
      );
    await until("the mark", async () => (await marks())[0] === "•");
    await ring([{ company: "telco.example", at: Date.now() }]);
    await expect.poll(marks).toEqual(["1•", "How was telco.example today?\nNorthbank (northbank.localhost)"]);
    await ring([]);
    await expect.poll(marks).toEqual(["•", "Northbank (northbank.localhost)"]);
  });

  test("the list of shared data includes the company, and revoking it is final", async () => {
    const shared = await dashboard(browser, "shared");
    await shared.element("grant");
    await shared.click("revoke");
    await until("no header rule", async () => (await rules()) === 0);
    await shared.close();
    for (let visits = 0; visits < 2; visits++) await bank.reload();
    expect(await demo.lastHeader()).toBe(null);
    await expect.poll(() => rules()).toBe(0);
  });
});
