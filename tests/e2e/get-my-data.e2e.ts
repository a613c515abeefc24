// A company's data about the user: fetched on a press under the company's name for the user, stored once, and removed.
import { describe, expect, test } from "vitest";
import { BROWSERS } from "./support/browsers.ts";
import { allow, dashboard, useDemo } from "./support/demo.ts";
import { rowsIn, rowsOf } from "./support/record.ts";
import { says } from "./support/states.ts";

describe.each(BROWSERS)("a company's data about the user, in %s", (name) => {
  const world = useDemo(name);
  const asked = async () => (await world.demo.log()).filter(({ url }) => url === "/cmr/data");
  const taken = async () =>
    (await rowsOf(world.browser, "events")).filter((row) => JSON.stringify(row).includes('"source"')).length;

  test("two presses store the data in the timeline; a second round adds nothing, and Undo removes it", async () => {
    const { browser, bank, demo } = world;
    await allow(browser, bank);
    await bank.goto(demo.bank("/accounts"));
    await expect.poll(async () => JSON.stringify(await rowsIn(browser, "events"))).toContain('"handle":"');
    const page = await dashboard(browser, "companies/northbank.localhost");
    await page.click("data-get");
    await says(page, "data-counts", "The file has 3 entries. 3 are new.");
    await page.click("data-keep");
    await says(page, "timeline", "A bill: £812.40", "From the company’s file: northbank.localhost");
    const [request] = await asked();
    expect(request?.headers.authorization).toMatch(/^CMR [\w-]+\.[\w-]{43}$/);
    for (const header of ["origin", "referer", "cookie", "sec-cmr-preferences"])
      expect([header, request?.headers[header]]).toEqual([header, undefined]);
    expect(JSON.stringify(request?.headers)).not.toMatch(/extension/);
    await expect.poll(taken).toBe(3);
    await page.click("undo");
    await expect.poll(taken).toBe(0);
    await page.click("data-get");
    await page.click("data-revive");
    await page.click("data-keep");
    await expect.poll(taken).toBe(3);
    await page.click("data-get");
    await says(page, "data-counts", "3 are in your timeline already. There is nothing to add.");
    await expect.poll(() => page.count("data-keep")).toBe(0);
    await page.close();
  });

  test("one press fetches, checks and stores the published promise", async () => {
    const { browser, demo } = world;
    const page = await dashboard(browser, "companies/northbank.localhost/compliance");
    await page.element("promise-fetch");
    expect((await demo.log()).filter(({ url }) => url === "/promise.txt")).toEqual([]);
    await page.click("promise-fetch");
    await says(page, "promise-text", "We never sell it, and never use it to set a price.");
    await says(page, "promise-state", "The company’s file still names it.");
    await page.close();
  });
});
