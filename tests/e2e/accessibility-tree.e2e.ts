// The accessibility tree of the popup's states and of each page of the dashboard, as a screen reader gets it. The
// reviewed texts are in tests/fixtures/trees. `--update` writes them anew: review the difference before you commit it.
import { describe, expect, test } from "vitest";
import { BROWSERS } from "./support/browsers.ts";
import { allow, dashboard, turnTo, useDemo } from "./support/demo.ts";
import type { Surface } from "./support/driver.ts";
import { look } from "./support/looks.ts";

const BANK = "companies/northbank.localhost";
const ROUTES = {
  home: "",
  companies: "companies",
  company: BANK,
  "company-sees": `${BANK}/preferences`,
  "company-letters": `${BANK}/letters`,
  timeline: "timeline",
  insight: "insight",
  preferences: "preferences",
  plans: "plans",
  shared: "shared",
  "my-data": "my-data",
  settings: "settings",
};

/** Lines that a screen reader reads twice: a description within the name, a picture that repeats the text before. */
function saidTwice(tree: string): string[] {
  const lines = tree.split("\n");
  const quoted = (line: string | undefined) => line?.match(/"(.*?)"/)?.[1];
  return lines.filter((line, index) => {
    const [, described] = / — "(.*)"$/.exec(line) ?? [];
    const name = quoted(line);
    if (described !== undefined && name?.includes(described) === true) return true;
    return / image "/.test(line) && name === quoted(lines[index - 1]);
  });
}

/** Compares once two trees in a row are equal. */
async function reads(surface: Surface, name: string): Promise<void> {
  let before = "";
  const isStill = async () => {
    const now = await surface.tree();
    const same = now === before;
    before = now;
    return same;
  };
  await expect.poll(isStill, { interval: 250 }).toBe(true);
  expect(saidTwice(before)).toEqual([]);
  await expect(before).toMatchFileSnapshot(`../fixtures/trees/${name}.txt`);
}

// Firefox builds the same tree from the same markup, but gives no text of it.
describe.runIf(BROWSERS.includes("chromium"))("the accessibility tree", () => {
  const world = useDemo("chromium");

  test("of the popup, from a site that takes no part to an allowed company", async () => {
    const { browser, demo, bank } = world;
    await look(browser, "en", "light");
    const shop = await browser.open(demo.shop());
    const other = await browser.popup(shop);
    await other.element("participation");
    await reads(other, "popup-not-taking-part");
    await other.close();
    await shop.close();
    const popup = await browser.popup(bank);
    await popup.element("show-preview");
    await reads(popup, "popup-takes-part");
    await popup.click("rate-good");
    await popup.element("rating-done");
    await popup.waitFor(() => document.body.textContent?.includes("Saved: Good"));
    await reads(popup, "popup-rated");
    await popup.click("rating-done");
    await popup.click("show-preview");
    await popup.element("allow");
    await reads(popup, "popup-preview");
    await popup.close();
    await allow(browser, bank);
    const again = await browser.popup(bank);
    await again.element("allowed");
    await reads(again, "popup-allowed");
    await again.close();
  });

  test("of each page of the dashboard", async () => {
    const { browser } = world;
    const page = await dashboard(browser, "");
    for (const [name, route] of Object.entries(ROUTES)) {
      await turnTo(browser, page, route);
      await reads(page, `dashboard-${name}`);
    }
    await page.close();
  });
});
