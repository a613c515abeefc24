// The WordPress plugin in the distribution's WordPress with MariaDB, seen by the real extension: set up in the settings page as
// an administrator does, then allowed and followed. Only in "npm run test:wordpress".
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkSite, faultsIn } from "../../src/kit/check/check-site.ts";
import { startWordPress, type WordPress } from "../support/servers/wordpress.ts";
import { BROWSERS } from "./support/browsers.ts";
import { allow } from "./support/demo.ts";
import { launch, type Tab, type TestBrowser } from "./support/driver.ts";
import { tell } from "./support/record.ts";
import { says } from "./support/states.ts";

const PATH = ".well-known/cmr-participation.json";
const COMPANY = "wordpress.localhost";

/** Fills a form of WordPress by the names of its fields, and sends it. */
async function submit(page: Tab, values: Record<string, string | boolean>): Promise<void> {
  await page.evaluate((wanted) => {
    for (const [name, value] of Object.entries(wanted)) {
      const field = document.querySelector<HTMLInputElement>(
        `form [name="${name}"]${value === true ? '[type="checkbox"]' : ""}`,
      );
      if (field === null) throw new Error(`no field ${name}`);
      if (typeof value === "boolean") field.checked = value;
      else field.value = value;
    }
    document.querySelector<HTMLElement>("#submit, #wp-submit")?.click();
  }, values);
}

/** Answer to a request by the page itself, without its session: only browsers know every name under .localhost. */
const answerTo = (page: Tab, path: string) =>
  page.evaluate(async (address) => {
    const { status, headers } = await fetch(address, { credentials: "omit" });
    return {
      status,
      type: headers.get("content-type"),
      vary: headers.get("vary"),
      cacheControl: headers.get("cache-control"),
    };
  }, path);

describe.each(BROWSERS)("a WordPress that takes part, in %s", (name) => {
  let site: WordPress;
  let browser: TestBrowser;
  let page: Tab;
  beforeAll(async () => {
    [site, browser] = await Promise.all([startWordPress(), launch(name)]);
    page = await browser.open(site.url);
  }, 240_000);
  afterAll(async () => {
    await browser?.close();
    await site?.stop();
  });

  test("publishes nothing until it is turned on in the settings", async () => {
    await says(page, "reason", "no-preferences");
    await expect.poll(() => page.evaluate(() => document.querySelector('link[rel="cmr-participation"]'))).toBeNull();
    // Without pretty permalinks WordPress answers every address with its front page.
    await expect.poll(() => answerTo(page, `/${PATH}`)).toMatchObject({ type: "text/html; charset=UTF-8" });
    await expect.poll(() => answerTo(page, "/")).toMatchObject({ vary: null });
  });

  test("has a settings page that stores valid values and names invalid ones", async () => {
    await page.goto(
      `${site.url}wp-login.php?redirect_to=${encodeURIComponent(`${site.url}wp-admin/options-general.php?page=regards`)}`,
    );
    await page.waitFor(() => document.querySelector("#user_login"));
    await submit(page, { log: site.user, pwd: site.password });
    await page.waitFor(() => document.querySelector("#regards-name"));
    await submit(page, {
      "regards_settings[on]": true,
      "regards_settings[status]": "live",
      "regards_settings[name]": "Corner Shop",
      "regards_settings[sector]": "retail",
      "regards_settings[privacy]": "nobody",
      "regards_settings[kinds][]": true,
      "regards_settings[products]": "bike: Bicycles\n<b>nonsense</b>",
    });
    await page.waitFor(() => document.querySelector(".settings-error"));
    const notes = await page.evaluate(() => document.body.innerText);
    expect(notes).toContain("“nobody” is no email address, so it was not stored.");
    expect(notes.split("This product was left out: “<b>nonsense</b>”.")).toHaveLength(2);
    expect(notes).toContain("The file is published");
  });

  test("passes every check of `npx regards check`", async () => {
    await expect.poll(async () => faultsIn(await checkSite(site.url))).toBe(0);
    await expect
      .poll(() => answerTo(page, "/"))
      .toEqual({
        status: 200,
        type: "text/html; charset=UTF-8",
        vary: expect.stringContaining("Sec-CMR-Preferences"),
        cacheControl: "private, no-cache",
      });
  });

  test("has a file that the extension reads, and a theme that follows the header", async () => {
    await page.goto(site.url);
    await page.element("offer");
    await allow(browser, page, { origin: `http://${COMPANY}/*` });
    await page.reload();
    await says(page, "reason", "not-wanted");
    await expect.poll(() => page.count("offer")).toBe(0);
    const rule = { kinds: ["offers"], want: "yes" };
    await tell(browser.extension, "edit-preference", { layer: `company:${COMPANY}`, rule, confirmed: true });
    await expect
      .poll(async () => {
        await page.reload();
        return page.count("offer");
      })
      .toBe(1);
    await tell(browser.extension, "revoke-company", { company: COMPANY });
    await page.reload();
    await says(page, "reason", "no-preferences");
  });

  test("causes no notice in PHP", () => expect(site.faults()).not.toContain("/plugins/regards/"));
});
