// Host permissions: requests for exact hosts only, in a click only; wide permissions count but are never requested.
import { describe, expect, test } from "vitest";
import manifest from "../../../manifest.json" with { type: "json" };
import { permissionFor } from "../../../src/core/companies/host.ts";
import { settled } from "../../support/device/settle.ts";
import { world } from "../../support/device/world.ts";

async function bench() {
  const { phone } = await world();
  const permissions = await import("../../../src/platform/browser/permissions.ts");
  return { ...permissions, browser: phone.browser, phone };
}

test("a host's permission covers that host alone, https, or http on a development name", () => {
  expect(permissionFor("www.shop.example")).toBe("https://www.shop.example/*");
  expect(permissionFor("bank.localhost")).toBe("http://bank.localhost/*");
});

test("installation requires only the manifest's permissions, and no host", () => {
  expect(manifest.permissions).toEqual([
    "activeTab",
    "alarms",
    "declarativeNetRequestWithHostAccess",
    "scripting",
    "sidePanel",
    "storage",
    "unlimitedStorage",
  ]);
  expect(manifest.optional_host_permissions).toEqual(["https://*/*", "http://*/*"]);
  expect(manifest).not.toHaveProperty("host_permissions");
  expect(manifest).not.toHaveProperty("content_scripts");
  expect(manifest).not.toHaveProperty("web_accessible_resources");
  expect([manifest.incognito, manifest.externally_connectable]).toEqual(["not_allowed", { ids: [] }]);
});

describe("requests", () => {
  test("in a click ask for one exact host and return the user's answer", async () => {
    const { browser, requestHost } = await bench();
    browser.permissions.inClick = true;
    expect(await requestHost("www.shop.example")).toBe(true);
    browser.permissions.answer = false;
    expect(await requestHost("www.bank.example")).toBe(false);
    expect(browser.permissions.asked).toEqual([["https://www.shop.example/*"], ["https://www.bank.example/*"]]);
    expect([...browser.permissions.held]).toEqual(["https://www.shop.example/*"]);
  });

  test("outside of a click are refused by the browser", async () => {
    const { browser, requestHost } = await bench();
    await expect(requestHost("www.shop.example")).rejects.toThrow("user gesture");
    expect(browser.permissions.held.size).toBe(0);
  });

  test("never come from a command", async () => {
    const { phone, shop, bank } = await world();
    phone.browser.permissions.inClick = true;
    await phone.allow(shop.company, shop.host);
    await phone.ask("edit-grant", { company: shop.company, paused: true });
    await phone.send("allow-company", { ...bank, parts: {} });
    await phone.pass(3_600_000);
    expect(phone.browser.permissions.asked).toEqual([]);
  });
});

describe("permitted hosts", () => {
  const HOSTS = ["a.example", "www.a.example", "b.example", "c.localhost"];
  test.each([
    [[], []],
    [["https://a.example/*"], ["a.example"]],
    [["http://a.example/*"], []],
    [
      ["http://c.localhost/*", "https://b.example/*"],
      ["b.example", "c.localhost"],
    ],
    [["https://*.a.example/*"], ["a.example", "www.a.example"]],
    [["https://*/*"], ["a.example", "www.a.example", "b.example"]],
    [["*://*/*"], HOSTS],
    [["<all_urls>"], HOSTS],
    [["http://*.localhost/*"], ["c.localhost"]],
  ])("with %j: %j", async (held, expected) => {
    const { browser, isHostPermitted, permittedHosts } = await bench();
    for (const pattern of held) await browser.permit(pattern);
    expect(await permittedHosts(HOSTS)).toEqual(expected);
    const answers = await Promise.all(HOSTS.map((host) => isHostPermitted(host)));
    expect(HOSTS.filter((_, index) => answers[index])).toEqual(expected);
  });
});

test("onHostsChanged reports the browser's events with their patterns", async () => {
  const { browser, onHostsChanged } = await bench();
  const seen: unknown[] = [];
  const stop = onHostsChanged((change) => void seen.push(change));
  await browser.permit("https://a.example/*", "https://b.example/*");
  await browser.unpermit("https://a.example/*");
  stop();
  await browser.unpermit("https://b.example/*");
  expect(seen).toEqual([
    { added: ["https://a.example/*", "https://b.example/*"], removed: [] },
    { added: [], removed: ["https://a.example/*"] },
  ]);
});

describe("removed hosts", () => {
  test.each([
    [["https://a.example/*"], [], ["a.example"]],
    [["https://a.example/*"], ["https://a.example/*"], ["a.example"]],
    [["https://a.example/*"], ["https://*.a.example/*"], []],
    [["https://*/*"], ["https://a.example/*"], ["www.a.example", "b.example"]],
    [["https://*/*"], ["https://*/*"], ["a.example", "www.a.example", "b.example"]],
    [["https://*/*", "http://*.localhost/*"], [], ["a.example", "www.a.example", "b.example", "c.localhost"]],
    [[], [], []],
  ])("the removal of %j, with %j still permitted, takes away %j", async (removed, now, expected) => {
    const { browser, takenAway } = await bench();
    browser.permissions.add(now);
    const away = await takenAway(removed);
    expect(["a.example", "www.a.example", "b.example", "c.localhost"].filter((host) => away(host))).toEqual(expected);
  });
});

describe("returning permissions", () => {
  test("returns single hosts, and keeps a wide permission of the user", async () => {
    const { browser, dropHosts } = await bench();
    browser.permissions.add(["https://a.example/*", "https://b.example/*", "https://*/*"]);
    await dropHosts(["a.example", "never-held.example"]);
    expect([...browser.permissions.held]).toEqual(["https://b.example/*", "https://*/*"]);
  });

  test("returns all at once", async () => {
    const { browser, dropAllHosts } = await bench();
    await dropAllHosts();
    browser.permissions.add(["https://a.example/*", "https://*/*"]);
    await dropAllHosts();
    await settled();
    expect(browser.permissions.held.size).toBe(0);
  });

  test("throws nothing if the browser fails", async () => {
    const { browser, dropHosts, dropAllHosts } = await bench();
    browser.permissions.add(["https://a.example/*"]);
    browser.permissions.remove = () => {
      throw new Error("no");
    };
    await expect(dropHosts(["a.example"])).resolves.toBeUndefined();
    await expect(dropAllHosts()).resolves.toBeUndefined();
  });
});
