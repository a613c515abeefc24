// Jobs of a new user with their presses counted: a select counts as two, one to open it and one to choose.
import { describe, expect, test } from "vitest";
import { BROWSERS } from "./support/browsers.ts";
import { BANK_ORIGIN, dashboard, livePreferences, untilScripted, useDemo } from "./support/demo.ts";
import type { Surface } from "./support/driver.ts";
import { until } from "./support/wait.ts";

/** Presses of one job. */
function counted() {
  let presses = 0;
  return {
    count: () => presses,
    async click(page: Surface, testId: string) {
      presses += 1;
      await page.click(testId);
    },
    async pick(page: Surface, testId: string, value: string) {
      presses += 2;
      await page.select(testId, value);
    },
  };
}

/** True if nothing of the popup's middle has to be scrolled to see the control and the last line of the card. */
const inSight = (page: Surface, testIds: readonly string[]): Promise<boolean> =>
  page.evaluate((ids) => {
    const below = document.querySelector("#fixed-bar")?.getBoundingClientRect().top ?? 0;
    const bottomOf = (id: string) =>
      document.querySelector(`[data-testid="${id}"]`)?.getBoundingClientRect().bottom ?? Number.POSITIVE_INFINITY;
    const [act = "", ...lines] = ids;
    return bottomOf(act) <= innerHeight && lines.every((id) => bottomOf(id) <= below + 1);
  }, testIds);

describe.each(BROWSERS)("jobs and their presses, in %s", (name) => {
  const world = useDemo(name);

  test("allow a company: two, without scrolling, with all it would see on the screen", async () => {
    const { browser, bank } = world;
    const job = counted();
    const popup = await browser.popup(bank);
    await job.click(popup, "show-preview");
    await popup.element("allow");
    await expect
      .poll(() => inSight(popup, ["allow", "rate-good", "line-security", "line-quiet", "line-data"]))
      .toBe(true);
    await browser.permission("allow", BANK_ORIGIN);
    await job.click(popup, "allow");
    await browser.permissionAnswered();
    await until("a header rule", async () => (await browser.dynamicRules()).length > 0);
    await untilScripted(browser, "northbank.localhost");
    await popup.close().catch(() => {});
    expect(job.count()).toBeLessThanOrEqual(2);
  });

  test("by phone for my mortgage: six, and no refused kind opens", async () => {
    const { browser, bank } = world;
    await bank.reload();
    const job = counted();
    const popup = await browser.popup(bank);
    await job.click(popup, "add-rule");
    await job.pick(popup, "rule-about", "product mortgage");
    await job.pick(popup, "rule-via-1", "call");
    await job.click(popup, "rule-done");
    await expect.poll(() => popup.text("exceptions")).toBe("Mortgage: by phone");
    await popup.close();
    expect(job.count()).toBeLessThanOrEqual(6);
    const mortgage = async () =>
      (await livePreferences(bank))?.contact?.rules.find(({ about }) => about?.product === "mortgage");
    await expect.poll(mortgage).toMatchObject({ via: ["call"], want: "yes" });
    const opened = async () =>
      (await mortgage())?.kinds.filter((kind) => ["news", "offers", "partners"].includes(kind));
    await expect.poll(opened).toEqual([]);
  });

  test("no contact for a while: three, and every kind but security is refused", async () => {
    const { browser, bank } = world;
    const job = counted();
    const page = await dashboard(browser, "preferences");
    await page.element("hold");
    const week = await page.evaluate(
      () => document.querySelector<HTMLSelectElement>('[data-testid="hold"]')?.options[1]?.value ?? "",
    );
    await job.pick(page, "hold", week);
    await job.click(page, "hold-begin");
    await page.element("hold-said");
    expect(job.count()).toBeLessThanOrEqual(3);
    const refused = async () =>
      (await livePreferences(bank))?.contact?.rules.filter(({ want }) => want === "no").flatMap(({ kinds }) => kinds);
    await expect.poll(async () => (await refused())?.includes("service")).toBe(true);
    await expect.poll(refused).not.toContain("security");
    await page.close();
  });

  test("take it back: one, and the popup says until when the company read", async () => {
    const { browser, bank } = world;
    const job = counted();
    const popup = await browser.popup(bank);
    await job.click(popup, "revoke");
    await until("no rule", async () => (await browser.dynamicRules()).length === 0);
    await expect.poll(() => popup.text("reading")).toContain("It sees nothing now.");
    await popup.element("ask-delete");
    expect(job.count()).toBeLessThanOrEqual(2);
    await popup.close();
  });
});
