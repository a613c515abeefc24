// Reminders: off until the user and the browser agree, a badge after a long visit, and no trace once they are off.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { VisitWatch } from "../../src/core/reminders/visit.ts";
import { BROWSERS } from "./support/browsers.ts";
import { dashboard } from "./support/demo.ts";
import { launch, type Tab, type TestBrowser } from "./support/driver.ts";
import { type LuckyBuild, luckyBuild } from "./support/lucky.ts";
import { rowsIn, tell } from "./support/record.ts";
import { type Site, startSite } from "./support/site.ts";
import { many, says } from "./support/states.ts";
import { stays, until } from "./support/wait.ts";

/** Exists only inside the extension's documents. */
declare const chrome: {
  action: { getBadgeText(of: object): Promise<string>; getTitle(of: object): Promise<string> };
  alarms: { create(name: string, when: { when: number }): void };
  storage: { session: { get(key: string): Promise<{ visits?: VisitWatch }>; set(values: object): Promise<void> } };
};

const MINUTE = 60_000;
/** Time in which a page load would have woken the background. */
const WAKING = 700;

/** Dates the installation back by four days: reminders begin after three. */
const installedLongAgo = async () => {
  const open = indexedDB.open("regards");
  await new Promise((done) => {
    open.onsuccess = done;
  });
  const changes = open.result.transaction("changes", "readwrite").objectStore("changes");
  await new Promise((done) => {
    changes.openCursor().onsuccess = (event) => {
      const cursor = (event.target as IDBRequest<IDBCursorWithValue>).result;
      cursor.update({ ...cursor.value, at: Date.now() - 4 * 86_400_000 }).onsuccess = done;
    };
  });
  open.result.close();
};

describe.each(BROWSERS)("reminders, in %s", (name) => {
  let build: LuckyBuild;
  let browser: TestBrowser;
  let site: Site;
  let shop: Tab;

  beforeAll(async () => {
    build = luckyBuild(name);
    [browser, site] = await Promise.all([
      launch(name, { extensionFolder: build.folder }),
      startSite({
        "shop/": "<!doctype html><title>Shop</title><h1>Shop</h1>",
        "other/": "<!doctype html><title>Other</title><h1>Other</h1>",
      }),
    ]);
    // Removes quiet hours, so that the time of this test does not matter.
    await tell(browser.extension, "edit-layer", { layer: "base", fields: { quiet: [] } });
    await browser.extension.evaluate(installedLongAgo);
    shop = await browser.open(site.url("shop"));
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
    build?.remove();
  });

  const watch = () =>
    browser.extension.evaluate(async () => (await chrome.storage.session.get("visits")).visits ?? null);
  /** Dates the end of the visit back. Repeats, since a write in progress may restore the row that it read before. */
  const awayForMinutes = () =>
    browser.extension.evaluate(
      async (past) => {
        const { visits: watched } = await chrome.storage.session.get("visits");
        if (!watched?.visits.some(({ leftAt }) => leftAt !== null && leftAt > past)) return;
        const visits = watched.visits.map((visit) => ({
          ...visit,
          leftAt: visit.leftAt && Math.min(visit.leftAt, past),
        }));
        await chrome.storage.session.set({ visits: { ...watched, visits } });
      },
      Date.now() - 2 * MINUTE,
    );
  const badge = () => browser.extension.evaluate(() => chrome.action.getBadgeText({}));
  const visits = async () => (await rowsIn(browser, "events")).filter(({ type, $x }) => type === "visit" && !$x);
  const switchTo = async (on: boolean) => {
    const settings = await dashboard(browser, "settings");
    await settings.element("reminders");
    await settings.waitFor(
      () => document.querySelector<HTMLInputElement>('[data-testid="reminders"]')?.disabled === false,
    );
    if (on) await browser.permission("allow", "https://*/*");
    await settings.click("reminders");
    if (on) await browser.permissionAnswered();
    await says(settings, "status", on ? "Reminders are on." : "Reminders are off.");
    await settings.close();
  };
  const ring = (alarm: string) =>
    browser.extension.evaluate((named) => chrome.alarms.create(named, { when: Date.now() }), alarm);
  /** Waits for the background to sleep, then loads a page. */
  const loadAsleep = async () => {
    await browser.stopBackground();
    await until("the background to end", async () => !(await browser.backgroundRuns()));
    await shop.reload();
  };
  const staysAsleep = async (): Promise<void> => {
    await loadAsleep();
    await stays("asleep", async () => !(await browser.backgroundRuns()), WAKING);
  };

  test("while they are off, no page load wakes the background, and nothing is counted", async () => {
    await staysAsleep();
    await expect.poll(() => watch()).toBe(null);
    await expect.poll(() => browser.hosts()).toEqual([]);
  });

  test("while they are on, with the browser's permission, five pages and a minute elsewhere put a 1 on the button", async () => {
    await switchTo(true);
    // Firefox wakes for the listeners of the background's first turn, and an alarm starts the background.
    await browser.stopBackground();
    await ring("pages");
    await until("the background", browser.backgroundRuns);
    await loadAsleep();
    await until("the page load to wake the background", browser.backgroundRuns);
    for (let page = 1; page <= 5; page++) await shop.goto(site.url("shop", `/?secret=${page}`));
    const atShop = async () => (await watch())?.visits.find(({ company }) => company === "shop.localhost");
    await until("five pages", async () => ((await atShop())?.pages ?? 0) >= 5);
    const other = await browser.open(site.url("other"));
    await until("the leaving", async () => typeof (await atShop())?.leftAt === "number");
    await expect.poll(() => badge()).toBe("");
    await until("the mark", async () => {
      await awayForMinutes();
      await ring("visits");
      return (await badge()) === "1";
    });
    const title = () => browser.extension.evaluate(() => chrome.action.getTitle({}));
    await until("its words", async () => (await title()) === "How was shop.localhost today?");
    await expect.poll(() => visits()).toMatchObject([{ company: "shop.localhost", detail: { drawn: true } }]);
    await expect.poll(async () => JSON.stringify([await visits(), await watch()])).not.toContain("secret");
    await other.close();
  });

  test("the popup asks about the company after the visit, and the rating has the reminder as its source", async () => {
    const other = await browser.open(site.url("other"));
    const popup = await browser.popup(other);
    await says(popup, "reminder", "How was shop.localhost today?");
    await until("no mark", async () => (await badge()) === "");
    await popup.click("reminder-rate-good");
    await many(popup, "reminder", 0);
    await popup.element("undo");
    await popup.close();
    await expect
      .poll(() => rowsIn(browser, "feelings"))
      .toMatchObject([{ company: "shop.localhost", value: 1, how: "nudge" }]);
    await other.close();
  });

  test("the user sees the counts, and deletes them for good; the feeling stays", async () => {
    const settings = await dashboard(browser, "settings");
    await settings.click("reminder-counters-fold");
    await says(
      settings,
      "reminder-counters",
      "1 visit noted",
      "1 reminder shown",
      "1 answered with a rating",
      "0 left alone",
    );
    await settings.click("reminder-forget");
    await settings.click("confirm-yes");
    await many(settings, "reminder-counters", 0);
    await expect.poll(() => visits()).toEqual([]);
    await expect.poll(() => rowsIn(browser, "feelings")).toHaveLength(1);
    await settings.close();
  });

  test("once they are off again, the permission is returned, nothing is counted and no page load wakes the background", async () => {
    await switchTo(false);
    await until("no permission", async () => (await browser.hosts()).length === 0);
    for (let page = 1; page <= 5; page++) await shop.goto(site.url("shop", `/?${page}`));
    await expect.poll(() => watch()).toBe(null);
    // Firefox drops removed listeners at the next start.
    if (name === "firefox") {
      await loadAsleep();
      await tell(browser.extension, "record-health");
    }
    await staysAsleep();
    await expect.poll(() => watch()).toBe(null);
    await expect.poll(() => visits()).toEqual([]);
  });
});
