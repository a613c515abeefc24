// Consent with the browser's real permission dialogs: Deny is final, and a company reads exactly the previewed text.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BROWSERS } from "./support/browsers.ts";
import { dashboard, openPreview } from "./support/demo.ts";
import { launch, type Tab, type TestBrowser } from "./support/driver.ts";
import { type Site, startSite } from "./support/site.ts";
import { until } from "./support/wait.ts";

declare const chrome: { runtime: { sendMessage(message: unknown): Promise<unknown> } };

const LINK = '<link rel="cmr-participation" href="/.well-known/cmr-participation.json">';
const FILE = ".well-known/cmr-participation.json";
const file = (more: object = {}) => ({
  cmr: "0.1",
  lastUpdate: "2026-11-01",
  status: "live",
  company: { name: "Firm", sector: "bank" },
  hosts: ["firm.localhost"],
  honours: { kinds: ["offers"] },
  ...more,
});

describe.each(BROWSERS)("consent, in %s", (name) => {
  let browser: TestBrowser;
  let site: Site;
  let tab: Tab;

  beforeAll(async () => {
    [browser, site] = await Promise.all([
      launch(name),
      startSite({ "/": `<!doctype html><title>Firm</title>${LINK}<h1>Firm</h1>`, [`firm/${FILE}`]: { json: file() } }),
    ]);
    tab = await browser.open(site.url("firm", "/"));
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  const header = async (): Promise<string | undefined> => {
    await tab.reload();
    const own = site.requests.filter(({ headers }) => headers.host?.startsWith("firm."));
    return own.findLast(({ headers }) => headers["sec-fetch-dest"] === "document")?.headers["sec-cmr-preferences"] as
      | string
      | undefined;
  };

  test("Deny grants nothing, even if another feature has the permission for every site", async () => {
    const popup = await browser.popup(tab);
    await popup.click("show-preview");
    await browser.permission("refuse", site.origin("firm"));
    await popup.click("allow");
    await browser.permissionAnswered();
    await popup.close().catch(() => {});
    const settings = await dashboard(browser, "settings");
    await browser.permission("allow", "https://*/*");
    await settings.click("gpc");
    await browser.permissionAnswered();
    await settings.waitFor(() => document.querySelector<HTMLInputElement>('[data-testid="gpc"]')?.checked === true);
    await browser.stopBackground();
    expect(await header()).toBeUndefined();
    const again = await browser.popup(tab);
    await again.element("participation");
    await expect.poll(() => again.count("allowed")).toBe(0);
    await again.close();
    await settings.close();
    expect(await header()).toBeUndefined();
  });

  test("a sector that a company claims activates no preferences, neither before Allow nor after it", async () => {
    const preferences = await dashboard(browser, "preferences");
    await preferences.element("preferences-card");
    await browser.extension.evaluate(
      async (rule) => void (await chrome.runtime.sendMessage({ command: "edit-preference", payload: rule })),
      { layer: "sector:bank", rule: { kinds: ["offers"], want: "yes", note: "for banks" } },
    );
    await preferences.close();
    let popup = await browser.popup(tab);
    await popup.element("participation");
    await openPreview(popup);
    await popup.element("claimed-sector");
    const shown = await popup.evaluate(() => document.querySelector('[data-testid="exact-header"]')?.textContent);
    expect(shown).not.toContain("yes=(security service support changes offers)");
    // If every site is permitted, the browser asks for no host, and pressing Allow is the confirmation. Firefox asks
    // only about data, and a no grants nothing.
    if (name === "firefox") {
      await browser.permission("refuse", "");
      await popup.click("allow");
      await browser.permissionAnswered();
      await browser.stopBackground();
      expect(await header()).toBeUndefined();
      popup = await browser.popup(tab);
      await openPreview(popup);
      await popup.element("data-hint");
      await browser.permission("allow", "");
    }
    await popup.click("allow");
    if (name === "firefox") {
      await browser.permissionAnswered();
      popup = await browser.popup(tab);
    }
    await popup.element("allowed");
    await popup.close();
    await until("the header", async () => (await header()) !== undefined);
    expect(await header()).toBe(shown);
  });

  test("changed claims of a renewed file show until the user has seen them", async () => {
    site.routes[`firm/${FILE}`] = { json: file({ company: { name: "Firm", sector: "health" } }) };
    const popup = await browser.popup(tab);
    await popup.element("asked-changes");
    await popup.click("accept-claims");
    await popup.waitFor(() => document.querySelector('[data-testid="asked-changes"]') === null);
    await popup.close();
  });
});
