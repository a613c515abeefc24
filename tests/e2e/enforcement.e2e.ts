// Enforcement in real browsers without a page's help: permissions that end while the browser is closed, busy pages,
// service workers that forward page loads, and the return of the permission for every site.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BROWSERS } from "./support/browsers.ts";
import { type Companies, startCompanies } from "./support/companies.ts";
import { allow, dashboard } from "./support/demo.ts";
import { launch, type Tab, type TestBrowser } from "./support/driver.ts";
import { says } from "./support/states.ts";
import { sleep, until } from "./support/wait.ts";

declare const chrome: { runtime: { sendMessage(message: object): Promise<{ error?: unknown; value?: unknown }> } };

const WORKER = `addEventListener("fetch", (event) => event.respondWith(fetch(event.request)));
addEventListener("activate", (event) => event.waitUntil(clients.claim()));`;

const told = (browser: TestBrowser, command: string, payload: object) =>
  browser.extension.evaluate(
    (name, given) => chrome.runtime.sendMessage({ command: name, payload: given }),
    command,
    payload,
  );

describe.each(BROWSERS)("enforcement, in %s", (name) => {
  let browser: TestBrowser;
  let site: Companies;
  let telco: Tab;

  beforeAll(async () => {
    [browser, site] = await Promise.all([launch(name), startCompanies()]);
    site.routes["telco/worker.js"] = { headers: { "content-type": "text/javascript" }, body: WORKER };
    telco = await browser.open(site.url("telco"));
    await allow(browser, telco, { origin: site.origin("telco") });
    await telco.reload();
    expect(site.lastHeader("telco")).toContain("v=1");
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  test("the user can revoke in the panel while the page is busy for twelve seconds", async () => {
    await telco.evaluate(() => {
      // Timed: the page blocks once this evaluation has answered.
      setTimeout(() => {
        const end = Date.now() + 12_000;
        while (Date.now() < end);
      }, 300);
    });
    // Timed: the page is busy by then, so that it cannot answer.
    await sleep(400);
    const began = Date.now();
    const popup = await browser.popup(telco);
    await popup.element("revoke");
    await popup.element("unanswered");
    expect(Date.now() - began, "before the page answers").toBeLessThan(11_000);
    // The panel reads the page again as soon as it answers.
    await expect.poll(() => popup.count("unanswered")).toBe(0);
    await popup.close().catch(() => {});
    await telco.waitFor(() => true);
  });

  test("a page load that the site's service worker forwards has no header, but its events get answers", async () => {
    await telco.evaluate(() =>
      navigator.serviceWorker
        .register("/worker.js")
        .then(() => navigator.serviceWorker.ready)
        .then(() => 1),
    );
    await telco.waitFor(() => navigator.serviceWorker.controller !== null);
    await telco.reload();
    expect(site.lastHeader("telco")).toBeNull();
    await telco.waitFor(() => document.querySelector("pre")?.textContent?.includes('"cmr"'));
    await telco.evaluate(() =>
      navigator.serviceWorker
        .getRegistration()
        .then((one) => one?.unregister())
        .then(() => 1),
    );
    await telco.goto(site.url("telco", "/?again"));
    await telco.goto(site.url("telco"));
    expect(site.lastHeader("telco")).toContain("v=1");
  });

  test("companies can read after the return of the permission for every site, at the latest once the browser has asked again", async () => {
    const settings = await dashboard(browser, "settings");
    await browser.permission("allow", "https://*/*");
    await settings.click("gpc");
    await browser.permissionAnswered();
    await settings.waitFor(() => document.querySelector<HTMLInputElement>('[data-testid="gpc"]')?.checked === true);
    const water = await browser.open(site.url("water"));
    const popup = await browser.popup(water);
    await popup.click("show-preview");
    await popup.click("allow");
    await until("the second company", async () => (await browser.hosts()).length > 0 && (await reads("water", water)));
    await popup.close().catch(() => {});
    await settings.click("gpc");
    await settings.element("gpc-still-permitted");
    await expect.poll(() => settings.text("gpc-still-permitted")).toContain("Water");
    await expect.poll(() => reads("telco", telco)).toBe(true);
    await settings.click("gpc-give-back");
    if (name === "firefox") {
      await says(settings, "status", "Some companies read nothing");
      await expect.poll(async () => [await reads("telco", telco), await reads("water", water)]).toEqual([true, false]);
      await settings.element("gpc-waiting");
      await browser.permission("allow", site.origin("water"));
      await settings.click("gpc-ask-again");
      await browser.permissionAnswered();
    }
    await until("both to read", async () => (await reads("telco", telco)) && (await reads("water", water)));
    await expect.poll(() => browser.hosts()).toEqual([site.origin("telco"), site.origin("water")]);
    await settings.close();
    await water.close();
  });

  test("a permission whose end passes while the browser is closed sends no header at the next start", async () => {
    const end = new Date(Date.now() + 12_000).toISOString().replace(/\.\d+Z$/, "Z");
    expect((await told(browser, "edit-grant", { company: site.id("telco"), until: end })).error).toBeUndefined();
    await expect.poll(() => reads("telco", telco)).toBe(true);
    // Timed: the permission must end while no browser runs.
    await browser.restart(() => sleep(Math.max(0, Date.parse(end) - Date.now()) + 1500));
    site.requests.length = 0;
    for (let load = 0; load < 3; load++) await (await browser.open(site.url("telco"))).close();
    expect(site.requests.filter(({ host, path }) => host === "telco" && path === "/")).toHaveLength(3);
    expect(site.requests.filter(({ headers }) => "sec-cmr-preferences" in headers)).toEqual([]);
    // The other company's permission has no end.
    const water = await browser.open(site.url("water"));
    await until("the other company's header", () => reads("water", water));
    await water.close();
  });

  const reads = async (company: "telco" | "water", tab: Tab) => {
    await tab.reload();
    return site.lastHeader(company) !== null;
  };
});
