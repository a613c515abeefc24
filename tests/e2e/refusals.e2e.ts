// Failures and their messages: a refused permission, an invalid file, a page that belongs to no company.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BROWSERS } from "./support/browsers.ts";
import { allow, dashboard } from "./support/demo.ts";
import { launch, type TestBrowser } from "./support/driver.ts";
import { type Site, startSite } from "./support/site.ts";
import { until } from "./support/wait.ts";

const PAGE =
  '<!doctype html><title>Shop</title><link rel="cmr-participation" href="/.well-known/cmr-participation.json"><h1>Shop</h1>';
const FILE = "/.well-known/cmr-participation.json";

const valid = (host: string) => ({
  cmr: "0.1",
  lastUpdate: "2026-11-01",
  status: "live",
  company: { name: "Shop\u202e & <b>Co</b>", sector: "retail" },
  hosts: [`${host}.localhost`],
  honours: { kinds: ["offers"], channels: ["email"] },
});

describe.each(BROWSERS)("refusals, in %s", (name) => {
  let browser: TestBrowser;
  let site: Site;

  beforeAll(async () => {
    [browser, site] = await Promise.all([
      launch(name),
      startSite({ "/": PAGE, "shop/.well-known/cmr-participation.json": { json: valid("shop") } }),
    ]);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  const looking = async (host: string, path = "/") => {
    const tab = await browser.open(site.url(host, path));
    const popup = await browser.popup(tab);
    await popup.element("participation");
    return { tab, popup };
  };

  test("a permission that the user denies grants nothing, shows a message, and can be requested again", async () => {
    const { tab, popup } = await looking("shop");
    await popup.click("show-preview");
    await popup.element("allow");
    await browser.permission("refuse", site.origin("shop"));
    await popup.click("allow");
    await browser.permissionAnswered();
    await expect.poll(() => browser.hosts()).toEqual([]);
    await expect.poll(() => browser.dynamicRules()).toEqual([]);
    await popup.close().catch(() => {});
    await tab.reload();
    expect(site.requests.at(-1)?.headers["sec-cmr-preferences"]).toBeUndefined();
    const again = await browser.popup(tab);
    // The refused question is still open, and has no effect until the user acts.
    await again.element("allow");
    await expect.poll(() => browser.hosts()).toEqual([]);
    await again.close();
    await tab.close();
  });

  test("a company's name shows as plain text, without control characters", async () => {
    const { tab, popup } = await looking("shop");
    await expect.poll(() => popup.text("company-name")).toBe("Shop & <b>Co</b>");
    await popup.close();
    await tab.close();
  });

  test.each([
    ["not JSON", { body: "{", headers: { "content-type": "application/json" } }, "invalid"],
    ["another company's host", { json: { ...valid("bad"), hosts: ["bad.localhost", "shop.localhost"] } }, "invalid"],
    ["a host of its own missing", { json: valid("shop") }, "invalid"],
    ["a wrong member", { json: { ...valid("bad"), honours: { kinds: "all" } } }, "invalid"],
    [
      "a __proto__ bomb",
      { body: '{"__proto__":{"x":1},"cmr":"0.1"}', headers: { "content-type": "application/json" } },
      "invalid",
    ],
    ["70 KB", { json: { ...valid("bad"), pad: "x".repeat(70_000) } }, "unreadable"],
    ["HTML", { body: "<p>no</p>" }, "unreadable"],
    ["missing", { status: 404, body: "" }, "unreadable"],
    ["a redirect", { status: 302, headers: { location: "/elsewhere.json" } }, "unreadable"],
    ["suspended", { json: { ...valid("bad"), status: "suspended" } }, "invalid"],
  ])("a company whose participation file has %s never takes part", async (_what, route, state) => {
    site.routes[`bad${FILE}`] = route;
    site.requests.length = 0;
    const { tab, popup } = await looking("bad");
    await popup.waitFor(
      (wanted: string) =>
        document.querySelector('[data-testid="participation"]')?.getAttribute("data-state") === wanted,
      state,
    );
    await expect.poll(() => popup.count("show-preview")).toBe(0);
    await expect.poll(() => popup.text("participation")).toMatch(/.{20}/s);
    const [fetched] = site.requests.filter(({ path }) => path === FILE);
    expect(fetched?.headers.cookie).toBeUndefined();
    expect(fetched?.headers.referer).toBeUndefined();
    expect(JSON.stringify(site.requests)).not.toContain("extension://");
    expect(site.requests.some(({ path }) => path === "/elsewhere.json")).toBe(false);
    await popup.close();
    await tab.close();
  });

  test("a site without participation is checked only on request, and can be rated", async () => {
    site.routes["plain/"] = "<!doctype html><title>Plain</title><h1>Plain</h1>";
    site.requests.length = 0;
    const { tab, popup } = await looking("plain");
    expect(site.requests.filter(({ path }) => path === FILE)).toEqual([]);
    await popup.click("check-participation");
    await until("the file was asked for", async () => site.requests.some(({ path }) => path === FILE));
    await popup.waitFor(
      () => document.querySelector('[data-testid="participation"]')?.getAttribute("data-state") === "does-not",
    );
    await popup.click("rate-good");
    await popup.element("undo");
    await popup.close();
    await tab.close();
  });

  test("a page without a company shows a message", async () => {
    const own = await dashboard(browser, "");
    const popup = await browser.popup(own);
    await popup.element("no-page");
    await popup.close();
    await own.close();
    const bare = await browser.open(site.url("shop").replace("shop.localhost", "127.0.0.1"));
    const other = await browser.popup(bare);
    await other.element("no-company");
    await other.close();
    await bare.close();
  });

  test("a company's new requests show as a difference", async () => {
    const tab = await browser.open(site.url("shop"));
    await allow(browser, tab, { origin: site.origin("shop") });
    site.routes[`shop${FILE}`] = {
      json: { ...valid("shop"), honours: { kinds: ["offers", "research"], channels: [], plans: true } },
    };
    const popup = await browser.popup(tab);
    await popup.element("asked-changes");
    const text = () => popup.evaluate(() => document.body.textContent ?? "");
    for (const part of ["Surveys", "My plans", "Email"]) await expect.poll(text).toContain(part);
    await popup.close();
    await tab.close();
  });
});
