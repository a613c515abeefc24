// Jobs of a new user and their number of presses. A select is two: one to open it and one to choose.
import { describe, expect, test } from "vitest";
import { BROWSERS } from "./support/browsers.ts";
import { BANK_ORIGIN, dashboard, livePreferences, untilScripted, useDemo, WELCOME } from "./support/demo.ts";
import type { Surface } from "./support/driver.ts";
import { rowsOf } from "./support/record.ts";
import { says } from "./support/states.ts";
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
    /** One press into the field, then keys. */
    async type(page: Surface, testId: string, text: string) {
      presses += 1;
      await page.type(testId, text);
    },
    async pick(page: Surface, testId: string, value: string) {
      presses += 2;
      await page.select(testId, value);
    },
  };
}

/** True if the control and the last line of the card are visible without scrolling. */
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

  test("allowing a company takes two, without scrolling, with all that it would see on the screen", async () => {
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

  test('a rule "by phone for my mortgage" takes six, and opens no refused kind', async () => {
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

  test("a hold takes three, and refuses every kind but security", async () => {
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

  test("ending a permission takes one, and the popup shows the end of the company's reading", async () => {
    const { browser, bank } = world;
    const job = counted();
    const popup = await browser.popup(bank);
    await job.click(popup, "revoke");
    await until("no rule", async () => (await browser.dynamicRules()).length === 0);
    await expect.poll(() => popup.text("reading")).toContain("It sees nothing now.");
    await popup.element("ask-delete");
    expect(job.count()).toBeLessThanOrEqual(1);
    await popup.close();
  });

  test("noting a bad call with a promise takes eight on one sheet, with its verdict and one Undo", async () => {
    const { browser } = world;
    const job = counted();
    const page = await dashboard(browser, "companies/northbank.localhost");
    await job.click(page, "company-note");
    await job.click(page, "note-way-call");
    await job.pick(page, "note-kind", "offers");
    await page.element("note-verdict");
    await job.click(page, "note-rate-very-bad");
    await job.type(page, "note-text", "They promised to stop");
    await job.click(page, "note-promise-week");
    await job.click(page, "note-save");
    expect(job.count()).toBeLessThanOrEqual(8);
    const noted = async () => {
      const [events, feelings] = await Promise.all([rowsOf(browser, "events"), rowsOf(browser, "feelings")]);
      const types = events.map(({ type }) => type).filter((type) => type === "contact" || type === "promise");
      return [...types, ...feelings.map(({ value }) => value)];
    };
    await expect.poll(noted).toEqual(["contact", "promise", -2]);
    await expect.poll(() => page.count("entry-part")).toBe(2);
    await page.click("undo");
    await expect.poll(noted).toEqual([]);
    await page.close();
  });

  test("a plan that companies may read takes seven, and its expiry follows the date of the journey", async () => {
    const { browser } = world;
    const job = counted();
    const page = await dashboard(browser, "plans");
    await job.click(page, "plan-add");
    await job.type(page, "plan-what", "a week in Lisbon");
    await job.pick(page, "plan-latest-month", "06");
    await job.pick(page, "plan-audience", "any");
    await job.click(page, "plan-save");
    expect(job.count()).toBeLessThanOrEqual(7);
    // The next June, whatever the current month.
    const june = { latest: expect.stringMatching(/^\d{4}-06$/) };
    const plan = { what: "a week in Lisbon", audience: "any-participant-I-granted", when: june };
    await expect
      .poll(() => rowsOf(browser, "plans"))
      .toMatchObject([{ ...plan, expires: expect.stringMatching(/^\d{4}-07-30$/) }]);
    await page.close();
  });

  test("the first rating of the first run takes four, made there", async () => {
    const { browser } = world;
    const job = counted();
    const page = await browser.page(WELCOME);
    await job.click(page, "welcome-next");
    await job.click(page, "welcome-next");
    await job.click(page, "first-rate-good");
    await job.type(page, "first-company", "plainshop.localhost");
    await page.press("Enter");
    await says(page, "first-rated", "plainshop.localhost");
    expect(job.count()).toBeLessThanOrEqual(4);
    await expect
      .poll(() => rowsOf(browser, "feelings"))
      .toMatchObject([{ company: "plainshop.localhost", value: 1, how: "self" }]);
    await page.close();
  });
});
