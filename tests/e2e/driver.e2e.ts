// The drivers themselves, with a real popup of which the tests rely only on the body.
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { axe } from "./support/axe.ts";
import { BROWSERS } from "./support/browsers.ts";
import { addRequest, addWall, useControls } from "./support/controls.ts";
import { launch, type Surface, type TestBrowser } from "./support/driver.ts";
import { type Site, startSite } from "./support/site.ts";
import { until } from "./support/wait.ts";

declare const chrome: {
  permissions: {
    onRemoved: { addListener(callback: () => void): void };
  };
  runtime: { sendMessage(message: object): Promise<{ value?: { health?: string } }> };
  scripting: { executeScript(injection: object): Promise<{ result: unknown }[]> };
  storage: { local: { set(values: object): Promise<void>; get(key: string): Promise<Record<string, unknown>> } };
  tabs: { query(wanted: object): Promise<{ id: number; url?: string }[]>; create(wanted: object): Promise<unknown> };
};
declare const document: Document & { seen?: string[]; answer?: unknown };

const health = (browser: TestBrowser) =>
  browser.extension.evaluate(() => chrome.runtime.sendMessage({ command: "record-health", payload: {} }));

const sizeOf = (file: string) => {
  const png = readFileSync(file);
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
};

/** Waits until the popup no longer answers. */
const closed = (popup: Surface) =>
  until("the popup to be closed", () =>
    popup
      .evaluate(() => 1)
      .then(
        () => false,
        () => true,
      ),
  );

describe.each(BROWSERS)("the driver of %s", (name) => {
  let browser: TestBrowser;
  let site: Site;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "driver-test-"));
    site = await startSite({
      "/": "<!doctype html><html lang=en><title>Shop</title><h1>Shop</h1><main></main>",
      "/bad": '<!doctype html><html lang=en><title>Bad</title><main><img src="x.png"></main>',
      "/x.png": { status: 404 },
    });
    browser = await launch(name);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
    await rm(folder, { recursive: true, force: true });
  });

  test("opens a site, uses it with mouse and keys, and reloads it", async () => {
    const tab = await browser.open(site.url("shop", "/?a=1"));
    await expect.poll(() => site.requests[0]).toMatchObject({ method: "GET", host: "shop", path: "/?a=1" });
    await expect.poll(() => tab.url()).toBe(site.url("shop", "/?a=1"));
    await useControls(tab);
    await tab.evaluate(addWall);
    await tab.evaluate(() => {
      document.seen = [];
    });
    await tab.click("driver-button");
    await expect.poll(() => tab.evaluate(() => document.seen)).toContain("button click true");
    await expect.poll(() => tab.evaluate(() => document.seen)).not.toContain("wall click");
    await tab.reload();
    await expect.poll(() => tab.evaluate(() => document.seen)).toBeUndefined();
    await tab.resize(800, 600);
    await tab.screenshot(join(folder, "tab.png"));
    expect(sizeOf(join(folder, "tab.png"))).toEqual([800, 600]);
    await tab.goto(site.url("other"));
    await expect.poll(() => tab.evaluate(() => location.hostname)).toBe("other.localhost");
    await tab.close();
  });

  test("opens the real popup with activeTab over the tab, and uses it", async () => {
    const tab = await browser.open(site.url("shop"));
    const popup = await browser.popup(tab);
    await expect.poll(() => popup.evaluate(() => [innerWidth, innerHeight])).toEqual([380, 560]);
    await expect.poll(() => popup.url()).toMatch(/^(chrome|moz)-extension:.*popup/);
    await useControls(popup);
    const title = await popup.evaluate(async () => {
      const [active] = await chrome.tabs.query({ active: true, currentWindow: true });
      const [frame] = await chrome.scripting.executeScript({
        target: { tabId: active?.id },
        func: () => document.title,
      });
      return frame?.result;
    });
    expect(title).toBe("Shop");
    await popup.screenshot(join(folder, "popup.png"));
    expect(sizeOf(join(folder, "popup.png"))).toEqual([380, 560]);
    expect(await axe(popup)).toBeInstanceOf(Array);
    await popup.close();
    await closed(popup);
    await tab.close();
  });

  test("answers the permission request of a page, and revokes the host", async () => {
    const page = await browser.page("src/entries/dashboard/index.html#/driver");
    await expect.poll(() => page.url()).toBe(`${browser.root}src/entries/dashboard/index.html#/driver`);
    const origin = site.origin("shop");
    await page.evaluate(addRequest, origin);
    for (const [mode, granted] of [["refuse", false] as const, ["allow", true] as const]) {
      await browser.permission(mode, origin);
      await page.click("driver-request");
      await browser.permissionAnswered();
      await page.waitFor((answer) => document.answer === answer, granted);
      await expect.poll(() => browser.hosts()).toEqual(granted ? [origin] : []);
    }
    await page.evaluate(() =>
      chrome.permissions.onRemoved.addListener(() => {
        document.answer = "removed";
      }),
    );
    await browser.revokeHost(origin);
    await page.waitFor(() => document.answer === "removed");
    await expect.poll(() => browser.hosts()).toEqual([]);
    await page.close();
  });

  test("answers a permission request of the popup, which closes", async () => {
    const tab = await browser.open(site.url("inn"));
    const origin = site.origin("inn");
    for (const [mode, granted] of [["refuse", false] as const, ["allow", true] as const]) {
      const popup = await browser.popup(tab);
      await popup.evaluate(addRequest, origin);
      await browser.permission(mode, origin);
      await popup.click("driver-request");
      await browser.permissionAnswered();
      await until("the grant", async () => (await browser.hosts()).includes(origin) === granted);
      await closed(popup);
    }
    await browser.revokeHost(origin);
    await expect.poll(() => browser.hosts()).toEqual([]);
    await tab.close();
  });

  test("stops the background, and a message wakes it", async () => {
    expect((await health(browser)).value?.health).toBe("sound");
    await browser.stopBackground();
    expect((await health(browser)).value?.health).toBe("sound");
    await expect.poll(() => browser.dynamicRules()).toEqual([]);
    await expect.poll(() => browser.contentScripts()).toEqual([]);
  });

  test("shows pages in light or dark colours", async () => {
    for (const scheme of ["dark", "light"] as const) {
      await browser.colorScheme(scheme);
      const tab = await browser.open(site.url("shop"));
      const popup = await browser.popup(tab);
      for (const surface of [tab, popup])
        await expect
          .poll(() => surface.evaluate((wanted) => matchMedia(`(prefers-color-scheme: ${wanted})`).matches, scheme))
          .toBe(true);
      await popup.close();
      await tab.close();
    }
  });

  test("finds tabs that the extension opens, and axe violations in any of them", async () => {
    await browser.extension.evaluate((url) => chrome.tabs.create({ url }), site.url("shop", "/bad"));
    const tab = await browser.openedTab("/bad");
    await tab.waitFor(() => document.images.length === 1);
    expect(await axe(tab)).toContainEqual(expect.stringMatching(/^image-alt: .* \(img\)$/));
    await tab.close();
  });

  test("keeps the record, the permissions and the root over a restart", async () => {
    const origin = site.origin("inn");
    const page = await browser.page("src/entries/dashboard/index.html");
    await page.evaluate(addRequest, origin);
    await browser.permission("allow", origin);
    await page.click("driver-request");
    await page.waitFor(() => document.answer === true);
    await browser.extension.evaluate(async () => {
      await chrome.storage.local.set({ driver: "kept" });
      await new Promise<void>((done, fail) => {
        const opening = indexedDB.open("driver", 1);
        opening.onupgradeneeded = () => void opening.result.createObjectStore("kept").add("yes", 1);
        opening.onsuccess = () => done(opening.result.close());
        opening.onerror = () => fail(opening.error);
      });
    });
    const before = browser.root;
    await browser.restart();
    expect(browser.root).toBe(before);
    const kept = await browser.extension.evaluate(async () => {
      const database = await new Promise<IDBDatabase>((done) => {
        const opening = indexedDB.open("driver", 1);
        opening.onsuccess = () => done(opening.result);
      });
      const reading = database.transaction("kept").objectStore("kept").get(1);
      await new Promise((done) => {
        reading.onsuccess = done;
      });
      return [reading.result as unknown, (await chrome.storage.local.get("driver")).driver];
    });
    expect(kept).toEqual(["yes", "kept"]);
    await expect.poll(() => browser.hosts()).toEqual([origin]);
    expect((await health(browser)).value?.health).toBe("sound");
    const tab = await browser.open(site.url("inn"));
    await (await browser.popup(tab)).close();
  });
});
