// The side panel, opened from the popup: it shows the active page if the extension may know it, and saves like the
// popup.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { root } from "../../scripts/tools.mjs";
import { BROWSERS } from "./support/browsers.ts";
import { BANK_ORIGIN, openPreview, useDemo } from "./support/demo.ts";
import type { Surface } from "./support/driver.ts";
import { rowsOf } from "./support/record.ts";
import { many, says } from "./support/states.ts";

/** Exists only inside the extension's documents. */
declare const chrome: {
  management: { getPermissionWarningsByManifest(manifest: string): Promise<string[]> };
};

/** True if nothing is cut off at the side, and only the middle scrolls. */
const fits = (page: Surface): Promise<boolean> =>
  page.evaluate(() => {
    const [frame, middle] = [document.querySelector(".popup"), document.querySelector(".popup > main")];
    if (frame === null || middle === null) throw new Error("the panel is empty");
    const { width, height } = frame.getBoundingClientRect();
    return width <= innerWidth && height <= innerHeight && middle.scrollWidth <= middle.clientWidth;
  });

describe.each(BROWSERS)("the side panel, in %s", (name) => {
  const world = useDemo(name);

  test("opens from the popup, allows a company, and follows the pages that it may know", async () => {
    const { browser, bank, demo } = world;
    const popup = await browser.popup(bank);
    await popup.click("keep-open");
    const panel = await browser.panel();
    await says(panel, "company-host", "northbank.localhost");
    await many(panel, "keep-open", 0);
    await expect.poll(() => fits(panel)).toBe(true);
    await openPreview(panel);
    await browser.permission("allow", BANK_ORIGIN);
    await panel.click("allow");
    await browser.permissionAnswered();
    await says(panel, "badge", "Allowed");

    const shop = await browser.open(demo.shop());
    await says(panel, "no-page", "Press the Regards button");
    await (await browser.popup(shop)).close();
    await says(panel, "company-host", "plainshop.localhost");

    // A known page, because the user allowed its company.
    const granted = await browser.open(demo.bank("/mortgage"));
    await says(panel, "company-host", "northbank.localhost");
    await says(panel, "badge", "Allowed");

    await granted.close();
    await shop.close();
  });

  test("saves a tap for the active page, and an unfinished note when another page becomes active", async () => {
    const { browser, demo } = world;
    const panel = await browser.panel();
    const bank = await browser.open(demo.bank("/mortgage"));
    await says(panel, "company-host", "northbank.localhost");
    await panel.click("rate-good");
    await panel.click("more-detail");
    await panel.type("note", "They called back as promised");
    const shop = await browser.open(demo.shop());
    await says(panel, "no-page", "Press the Regards button");
    await expect
      .poll(() => rowsOf(browser, "feelings"))
      .toMatchObject([{ company: "northbank.localhost", value: 1, note: "They called back as promised" }]);
    await shop.close();
    await bank.close();
    await panel.close();
  });

  // Firefox has no such question; its manifest gets no permission for the sidebar (tests/manifest.test.ts).
  test.runIf(name === "chromium")("causes no warning at installation", async () => {
    const manifest = readFileSync(join(root, "dist/chrome/manifest.json"), "utf8");
    const { side_panel: _panel, permissions, ...rest } = JSON.parse(manifest);
    const without = permissions.filter((one: string) => one !== "sidePanel");
    const warnings = (text: string) =>
      world.browser.extension.evaluate((one) => chrome.management.getPermissionWarningsByManifest(one), text);
    expect(without).toHaveLength(permissions.length - 1);
    await expect.poll(() => warnings(manifest)).toEqual([]);
    await expect.poll(() => warnings(JSON.stringify({ ...rest, permissions: without }))).toEqual([]);
    // The control: the browser warns about permissions that we do not request.
    await expect.poll(() => warnings(JSON.stringify({ ...rest, permissions: ["tabs"] }))).toHaveLength(1);
  });
});
