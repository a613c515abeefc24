// Feelings about a visit: the rating in two interactions, the description, and edits with a history.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Row } from "../../src/core/record/change.ts";
import { BROWSERS } from "./support/browsers.ts";
import { dashboard } from "./support/demo.ts";
import { launch, type Surface, type Tab, type TestBrowser } from "./support/driver.ts";
import { rowsOf, tell } from "./support/record.ts";
import { type Site, startSite } from "./support/site.ts";
import { many, pressed, says } from "./support/states.ts";
import { until } from "./support/wait.ts";

const COMPANY = "companies/shop.localhost/feelings";
const NOTE = "Twelve steps to cancel";

const fileOf = (site: Site) => ({
  cmr: "0.1",
  lastUpdate: "2026-11-01",
  status: "live",
  company: { name: "The Shop" },
  hosts: ["shop.localhost"],
  honours: { kinds: ["offers"], feelings: true },
  endpoints: { feelings: site.url("shop", "/cmr/feelings") },
});

describe.each(BROWSERS)("feelings about a visit, in %s", (name) => {
  let browser: TestBrowser;
  let site: Site;
  let shop: Tab;

  beforeAll(async () => {
    [browser, site] = await Promise.all([
      launch(name),
      startSite({
        "shop/":
          '<!doctype html><title>Shop</title><link rel="cmr-participation" href="/.well-known/cmr-participation.json"><h1>Shop</h1>',
      }),
    ]);
    site.routes["shop/.well-known/cmr-participation.json"] = { json: fileOf(site) };
    shop = await browser.open(site.url("shop"));
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  const picked = (popup: Surface, value: string | null) =>
    popup.waitFor(
      (wanted) => (document.querySelector(".rate.picked")?.getAttribute("data-testid") ?? null) === wanted,
      value,
    );
  const feelings = () => rowsOf(browser, "feelings");
  let saidAt = 0;

  test("opening the popup and one tap save a rating, which Undo removes", async () => {
    const popup = await browser.popup(shop);
    await popup.click("rate-bad");
    await says(popup, "status", "Saved on this device");
    await popup.click("undo");
    await says(popup, "status", "Undone");
    await picked(popup, null);
    await popup.click("rate-bad");
    await popup.element("undo");
    await popup.close();
    await expect.poll(feelings).toMatchObject([{ value: -1, how: "self" }]);
  });

  test("words, a dark pattern, a custom tag, the outcome, a wish and a note are saved with the rating", async () => {
    const popup = await browser.popup(shop);
    await popup.click("rating-detail");
    // Two quick taps while the worker starts: neither waits for the other.
    await popup.element("word-trapped");
    await browser.stopBackground();
    await popup.click("word-trapped");
    await popup.click("word-misled");
    await pressed(popup, "word-trapped");
    await pressed(popup, "word-misled");
    await popup.click("more-tags");
    await popup.click("tag-dark-pattern");
    await popup.click("pattern-hard-to-cancel");
    await popup.type("own-tag", "Parking");
    await popup.press("Enter");
    await pressed(popup, "tag-Parking");
    await popup.click("more-detail");
    await popup.click("success-no");
    await popup.click("effort-hard");
    await popup.type("wanted", "My money back");
    await popup.type("note", NOTE);
    await popup.click("rating-done");
    await until("the note", async () => (await feelings()).some(({ note }) => note === NOTE));
    saidAt = Date.now();
    await popup.close();
    await expect.poll(feelings).toMatchObject([
      {
        words: ["trapped", "misled"],
        about: ["dark-pattern", "Parking"],
        patterns: ["hard-to-cancel"],
        success: "no",
        effort: "hard",
        wanted: "My money back",
        note: NOTE,
      },
    ]);
  });

  test("an edit on the dashboard keeps the earlier version in the history", async () => {
    const page = await dashboard(browser, COMPANY);
    const said = ["Trapped", "Misled", "Tricks", "Parking", "Hard to cancel"];
    await says(page, "feeling-row", "Bad", ...said, "Effort: Hard", "My money back", NOTE);
    await expect.poll(() => page.count("feeling-history")).toBe(0);
    // An edit within three seconds belongs to the same choice and makes no version.
    await until("the note to have stood", async () => Date.now() > saidAt + 3500);
    await page.click("feeling-edit");
    await page.type("note", "Ten steps to cancel");
    await page.press("Tab");
    await page.click("word-misled");
    await pressed(page, "word-misled", false);
    await page.element("feeling-history");
    await page.click("feeling-edit");
    await many(page, "note", 0);
    await page.click("feeling-history");
    // On a slow machine the note is older than three seconds when the word is removed, and makes a version too.
    const versions = () =>
      page.evaluate(() =>
        [...document.querySelectorAll('[data-testid="feeling-version"]')].map((version) => version.textContent ?? ""),
      );
    const before = expect.stringMatching(new RegExp(`Misled.*${NOTE}|${NOTE}.*Misled`, "s"));
    await expect.poll(versions).toEqual(expect.arrayContaining([before]));
    await says(page, "feeling-row", "Ten steps to cancel");
    await page.close();
  });

  test("arrow keys change one rating; another visit on the same day is a second one", async () => {
    const popup = await browser.popup(shop);
    await picked(popup, "rate-bad");
    await popup.evaluate(() => document.querySelector<HTMLInputElement>('input[name="rating"]:checked')?.focus());
    for (const key of ["ArrowRight", "ArrowRight", "ArrowRight", "ArrowLeft"]) await popup.press(key);
    await picked(popup, "rate-good");
    await until("one record", async () => (await feelings()).some(({ value }) => value === 1));
    await expect.poll(feelings).toMatchObject([{ value: 1 }]);
    await popup.click("rate-another");
    await picked(popup, null);
    await popup.click("rate-very-bad");
    await picked(popup, "rate-very-bad");
    await popup.element("word-trapped");
    await popup.close();
    await expect.poll(feelings).toMatchObject([{ value: 1 }, { value: -2 }]);
  });

  test("a removed feeling disappears, and Undo restores it", async () => {
    const page = await dashboard(browser, COMPANY);
    await many(page, "feeling-row", 2);
    await says(page, "feeling-value", "Very bad");
    await page.click("feeling-remove");
    await many(page, "feeling-row", 1);
    await page.click("undo");
    await many(page, "feeling-row", 2);
    await page.click("feeling-remove");
    await many(page, "feeling-row", 1);
    await says(page, "feeling-row", "Good", "Trapped");
    await page.close();
  });

  test("the built Public Suffix List maps hosts to companies", async () => {
    const companies = {
      "www.shop.co.uk": "shop.co.uk",
      "alice.github.io": "alice.github.io",
      "www.a.b.kawasaki.jp": "a.b.kawasaki.jp",
      "www.city.kawasaki.jp": "city.kawasaki.jp",
      "co.uk": null,
    };
    for (const [host, company] of Object.entries(companies)) {
      const tap = { id: `tap-of-${host.replaceAll(".", "-")}`, at: Date.now(), host, value: 1 };
      const answer = (await tell(browser.extension, "save-tap", tap)) as { value: { feeling: Row } | null };
      expect([host, answer.value?.feeling.company ?? null]).toEqual([host, company]);
    }
  });
});
