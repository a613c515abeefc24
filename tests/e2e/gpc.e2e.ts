// Global Privacy Control: the setting, the sites' view in requests, pages and frames, exceptions, and a lost
// permission.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BROWSERS } from "./support/browsers.ts";
import { dashboard } from "./support/demo.ts";
import { launch, type Tab, type TestBrowser } from "./support/driver.ts";
import { type Site, startSite } from "./support/site.ts";
import { says, shows } from "./support/states.ts";
import { until } from "./support/wait.ts";

/** Exists only inside the extension's documents. */
declare const chrome: { permissions: { remove(permissions: { origins: string[] }): Promise<boolean> } };

const EVERY_SITE = ["http://*.localhost/*", "https://*/*"];
const FRAME = "<!doctype html><script>parent.postMessage([name, navigator.globalPrivacyControl], '*')</script>";

const pageWith = (elsewhere: string) => `<!doctype html><title>Shop</title>
  <script>
    window.early = navigator.globalPrivacyControl;
    window.said = {};
    addEventListener("message", ({ data }) => { said[data[0]] = data[1]; });
  </script>
  <iframe name="own" src="/frame"></iframe>
  <iframe name="other" src="${elsewhere}"></iframe>
  <object name="object" type="text/html" data="${elsewhere}?object"></object>
  <iframe name="written" srcdoc="${FRAME.replaceAll('"', "&quot;")}"></iframe>
  <img src="/picture" alt=""><script>fetch("/called")</script>`;

interface Said {
  early: unknown;
  said: Record<string, unknown>;
}

describe.each(BROWSERS)("Global Privacy Control, in %s", (name) => {
  let browser: TestBrowser;
  let site: Site;
  let shop: Tab;

  beforeAll(async () => {
    [browser, site] = await Promise.all([
      launch(name),
      startSite({
        "/frame": FRAME,
        "/picture": { headers: { "content-type": "image/svg+xml" }, body: "<svg xmlns='http://www.w3.org/2000/svg'/>" },
        "/called": { json: {} },
        "other/": "<!doctype html><title>Other</title><h1>Other</h1>",
        "shop/.well-known/gpc.json": { json: { gpc: true, lastUpdate: "2026-11-01" } },
      }),
    ]);
    site.routes["shop/"] = pageWith(site.url("other", "/frame"));
    shop = await browser.open(site.url("shop"));
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  /** Headers of each request that a fresh load of the page makes, by host and path. */
  async function loadedWith(): Promise<Record<string, unknown>> {
    site.requests.length = 0;
    await shop.reload();
    const wanted = ["shop/", "shop/frame", "other/frame", "other/frame?object", "shop/picture", "shop/called"];
    const seen = () =>
      Object.fromEntries(site.requests.map(({ host, path, headers }) => [host + path, headers["sec-gpc"] ?? null]));
    await until("all parts of the page", async () => wanted.every((part) => part in seen()));
    const all = seen();
    return Object.fromEntries(wanted.map((part) => [part, all[part]]));
  }

  /** Values that scripts of the page and of its frames read. */
  async function told(): Promise<Said> {
    await shop.waitFor(() => Object.keys((window as unknown as Said).said).length === 4);
    return shop.evaluate(() => {
      const { early, said } = window as unknown as Said;
      return {
        early: early === true,
        said: Object.fromEntries(Object.entries(said).map(([key, on]) => [key, on === true])),
      };
    });
  }

  const every = (value: string | null) => ({
    "shop/": value,
    "shop/frame": value,
    "other/frame": value,
    "other/frame?object": value,
    "shop/picture": value,
    "shop/called": value,
  });
  const everywhere = (on: boolean) => ({ early: on, said: { own: on, other: on, object: on, written: on } });

  /** Two booleans: the header rules name the shop, and the content scripts do. */
  const naming = async () =>
    [await browser.dynamicRules(), await browser.contentScripts()].map((list) =>
      JSON.stringify(list).includes("shop.localhost"),
    );

  test("is off by default", async () => {
    expect(await loadedWith()).toEqual(every(null));
    expect(await told()).toEqual(everywhere(false));
    const popup = await browser.popup(shop);
    await popup.element("company-name");
    await expect.poll(() => popup.count("gpc-fold")).toBe(0);
    await popup.close();
    await expect.poll(() => browser.hosts()).toEqual([]);
  });

  test("stays off if the user denies the permission", async () => {
    const settings = await dashboard(browser, "settings");
    await browser.permission("refuse", "https://*/*");
    await settings.click("gpc");
    await browser.permissionAnswered();
    await says(settings, "fault", "Your browser does not permit all sites.");
    await settings.waitFor(() => document.querySelector<HTMLInputElement>('[data-testid="gpc"]')?.checked === false);
    await expect.poll(() => browser.dynamicRules()).toEqual([]);
    await settings.close();
  });

  test("is in each request once it is on, and pages and frames read it before their own scripts run", async () => {
    const settings = await dashboard(browser, "settings");
    await browser.permission("allow", "https://*/*");
    await settings.click("gpc");
    await browser.permissionAnswered();
    await until("rules and script", async () => {
      return (await browser.dynamicRules()).length === 4 && (await browser.contentScripts()).length === 1;
    });
    await settings.waitFor(() => document.querySelector<HTMLInputElement>('[data-testid="gpc"]')?.checked === true);
    await expect.poll(() => settings.count("gpc-not-in-force")).toBe(0);
    await settings.close();
    await expect.poll(() => browser.hosts()).toEqual(EVERY_SITE);
    expect(await loadedWith()).toEqual(every("1"));
    expect(await told()).toEqual(everywhere(true));
    const property = await shop.evaluate(() => {
      const { get, set, enumerable, configurable } =
        Object.getOwnPropertyDescriptor(Navigator.prototype, "globalPrivacyControl") ?? {};
      return [typeof get, typeof set, enumerable, configurable, Object.hasOwn(navigator, "globalPrivacyControl")];
    });
    expect(property).toEqual(["function", "undefined", true, true, false]);
    // The preferences that each company reads are not part of it.
    expect(site.requests.some(({ headers }) => "sec-cmr-preferences" in headers)).toBe(false);
  });

  test("continues after a restart of the background, without an update of the rules", async () => {
    await browser.stopBackground();
    expect(await loadedWith()).toEqual(every("1"));
    expect(await told()).toEqual(everywhere(true));
  });

  test("reads the site's own statement on request, from the page, without cookies", async () => {
    site.requests.length = 0;
    const popup = await browser.popup(shop);
    await popup.click("gpc-fold");
    expect(site.requests.filter(({ path }) => path.includes("gpc.json"))).toEqual([]);
    await popup.click("gpc-check");
    await shows(popup, "gpc-says", ["data-says", "yes"]);
    const [asked] = site.requests.filter(({ path }) => path === "/.well-known/gpc.json");
    expect([asked?.headers.cookie, asked?.headers.referer]).toEqual([undefined, undefined]);
    expect(JSON.stringify(site.requests)).not.toContain("extension://");
    await popup.close();
  });

  test("leaves out an excepted site and no other; the settings can remove the exception", async () => {
    const popup = await browser.popup(shop);
    await popup.click("gpc-fold");
    await popup.click("gpc-here");
    await popup.waitFor(
      () => document.querySelector('[data-testid="gpc-here"]')?.getAttribute("aria-checked") === "false",
    );
    await popup.close();
    await until("rules and script with the exception", async () => (await naming()).every((named) => named));
    // The document of another company gets header and property in any frame.
    expect(await loadedWith()).toEqual({ ...every(null), "other/frame": "1", "other/frame?object": "1" });
    expect(await told()).toEqual({ early: false, said: { own: false, other: true, object: true, written: false } });
    const other = await browser.open(site.url("other"));
    expect(site.requests.findLast(({ host, path }) => host === "other" && path === "/")?.headers["sec-gpc"]).toBe("1");
    await other.close();

    const settings = await dashboard(browser, "settings");
    await settings.click("gpc-exception-remove");
    await settings.waitFor(() => document.querySelector('[data-testid="gpc-exception"]') === null);
    await settings.close();
    await until("no exception", async () => (await naming()).every((named) => !named));
    expect(await loadedWith()).toEqual(every("1"));
    expect(await told()).toEqual(everywhere(true));
  });

  test("reports a revoked permission, and can request it again", async () => {
    await browser.extension.evaluate((origins) => chrome.permissions.remove({ origins }), EVERY_SITE);
    await until("no rule", async () => (await browser.dynamicRules()).length === 0);
    expect(await loadedWith()).toEqual(every(null));
    const settings = await dashboard(browser, "settings");
    await settings.element("gpc-not-in-force");
    // Chromium asks only the first time.
    if (name === "firefox") await browser.permission("allow", "https://*/*");
    await settings.click("gpc-permit");
    if (name === "firefox") await browser.permissionAnswered();
    await until("the rules", async () => (await browser.dynamicRules()).length === 4);
    await settings.waitFor(() => document.querySelector('[data-testid="gpc-not-in-force"]') === null);
    await settings.close();
    expect(await loadedWith()).toEqual(every("1"));
  });

  test("is in no request once it is off, and the extension returns the permission", async () => {
    const settings = await dashboard(browser, "settings");
    await settings.waitFor(() => document.querySelector<HTMLInputElement>('[data-testid="gpc"]')?.checked === true);
    await settings.click("gpc");
    await until("nothing left", async () => {
      const left = [await browser.dynamicRules(), await browser.contentScripts(), await browser.hosts()];
      return left.every((list) => list.length === 0);
    });
    await settings.close();
    expect(await loadedWith()).toEqual(every(null));
    expect(await told()).toEqual(everywhere(false));
  });
});
