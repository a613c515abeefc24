// Open editors, forms and questions: no axe violation in any language and colour, and all usable by keyboard alone.
// accessibility.e2e.ts covers the pages themselves.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BROWSERS } from "./support/browsers.ts";
import { type Companies, startCompanies } from "./support/companies.ts";
import { allow, dashboard } from "./support/demo.ts";
import { launch, type Surface, type Tab, type TestBrowser } from "./support/driver.ts";
import { type Keyboard, keyboard } from "./support/keyboard.ts";
import { look, SOME_LOOKS, sound } from "./support/looks.ts";
import { until } from "./support/wait.ts";

const TELCO = "companies/telco.localhost";

/** Selects of dates and channels that are narrower than their longest option. Runs in the document. */
function narrowSelects(): string[] {
  return [...document.querySelectorAll<HTMLSelectElement>(":is(.date-select, .channels) select")].flatMap((select) => {
    const width = select.offsetWidth;
    select.style.inlineSize = "max-content";
    const wanted = select.offsetWidth;
    select.style.removeProperty("inline-size");
    return wanted > width + 1 ? [`${select.dataset.testid}: ${width} of ${wanted}`] : [];
  });
}

describe.each(BROWSERS)("open editors in %s", (name) => {
  let browser: TestBrowser;
  let site: Companies;
  let telco: Tab;

  /** A dashboard page in one language and colour. Closes after the check. */
  const on = async (route: string, see: (page: Tab, keys: Keyboard) => Promise<void>) => {
    const page = await dashboard(browser, route);
    await see(page, keyboard(page));
    await page.close();
  };
  const state = (page: Surface, testId: string, wanted: string) =>
    page.waitFor(
      (id, standing) => document.querySelector(`[data-testid="${id}"]`)?.getAttribute("data-state") === standing,
      testId,
      wanted,
    );
  const focused = (page: Surface) =>
    page.evaluate(() => document.activeElement?.getAttribute("data-testid") ?? document.activeElement?.localName);

  beforeAll(async () => {
    [browser, site] = await Promise.all([launch(name), startCompanies()]);
    telco = await browser.open(site.url("telco"));
    await allow(browser, telco, { origin: site.origin("telco") });
    const popup = await browser.popup(telco);
    await popup.click("parts-fold");
    // Switching off works at once; switching on again asks.
    await popup.click("part-terms");
    await popup.click("rate-bad");
    await popup.element("word-trapped");
    await popup.close();
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  // accessibility.e2e.ts checks the pages themselves in every language and colour.
  test.each(SOME_LOOKS)("axe finds no violation in %s, %s", async (language, theme) => {
    await look(browser, language, theme);
    await on("plans", async (page) => {
      await page.click("plan-add");
      await page.select("plan-audience", "companies");
      await page.click("plan-save");
      await page.waitFor(() => (document.querySelector('[data-testid="plan-faults"]')?.childElementCount ?? 0) > 0);
      await sound(page, language, "plan editor");
      await page.click("plan-cancel");
    });
    await on("timeline", async (page) => {
      await page.click("timeline-add");
      for (const type of ["promise", "contact"]) {
        await page.select("event-type", type);
        await sound(page, language, `event editor, ${type}`);
      }
    });
    await on(`${TELCO}/shared`, async (page) => {
      await page.click("parts-fold");
      await page.click("part-terms");
      await page.element("confirm-yes");
      await sound(page, language, "question");
      await page.click("confirm-no");
    });
    await on("preferences", async (page) => {
      await page.click("add-rule");
      await page.select("rule-want", "no");
      await page.select("rule-until", "own");
      await sound(page, language, "rule editor");
      await page.click("rule-remove");
    });
    await on(`${TELCO}/letters`, async (page) => {
      await page.select("letter-kind", "correction");
      await page.type("letter-text", `${"Long. ".repeat(20)}\n`);
      await page.element("letter-changed");
      await sound(page, language, "letter");
    });
  });

  test.each(["en", "de", "fr", "es", "nl"])(
    "a narrow window cuts no option of a date or channel off in %s",
    async (language) => {
      await look(browser, language, "light");
      await on("plans", async (page) => {
        await page.resize(400, 640);
        await page.click("plan-add");
        await page.click("plan-more");
        await page.element("plan-via-1");
        await expect.poll(() => page.evaluate(narrowSelects)).toEqual([]);
      });
      await look(browser, "en", "light");
    },
  );

  test("the keyboard alone writes, edits and pauses a plan, and never loses the focus", async () => {
    await look(browser, "en", "light");
    await on("plans", async (page, keys) => {
      await keys.press("plan-add");
      await keys.write("plan-what", "A faster line");
      await keys.choose("plan-audience", "companies");
      await keys.toggle("plan-audience-company-telco.localhost");
      await keys.date("plan-expires", `${new Date().getFullYear() + 1}`);
      await keys.press("plan-save");
      await state(page, "plan-row", "open");
      await until("the focus to be back", async () => (await focused(page)) === "plan-add");
      await keys.press("plan-edit");
      await keys.write("plan-what", "A faster line at home");
      await keys.press("plan-save", "Space");
      await page.waitFor(() => document.querySelector('[data-testid="plan-row"]')?.textContent?.includes("at home"));
      await keys.press("plan-pause");
      await state(page, "plan-row", "paused");
    });
  });

  test("the keyboard alone chooses, fills in and edits a letter, and notes it as sent and answered", async () => {
    await on(`${TELCO}/letters`, async (page, keys) => {
      await keys.choose("letter-kind", "erasure");
      await keys.choose("letter-law", "plain");
      await keys.choose("letter-language", "de");
      await keys.write("letter-name", "Ada Muster");
      await keys.write("letter-email", "privacy@telco.example");
      await page.waitFor(() =>
        document.querySelector<HTMLTextAreaElement>('[data-testid="letter-text"]')?.value.endsWith("Ada Muster"),
      );
      await keys.write("letter-subject", "In eigenen Worten");
      await keys.press("letter-anew");
      await page.waitFor(() => document.querySelector('[data-testid="letter-changed"]') === null);
      await keys.reach("letter-mail");
      await keys.press("letter-sent");
      await state(page, "letter-row", "open");
      await keys.choose("letter-state", "answered");
      await state(page, "letter-row", "answered");
    });
  });

  test("unsaved text survives another page, a reload and a closed tab", async () => {
    const holds = (page: Tab, testId: string, typed: string) =>
      page.waitFor(
        (id, text) => document.querySelector<HTMLInputElement>(`[data-testid="${id}"]`)?.value === text,
        testId,
        typed,
      );
    const typing: [route: string, begin: string | null, testId: string][] = [
      ["companies/bank.localhost/letters", null, "letter-text"],
      ["timeline", "timeline-add", "event-text"],
      ["plans", "plan-add", "plan-what"],
    ];
    for (const [route, begin, testId] of typing) {
      await on(route, async (page) => {
        if (begin !== null) await page.click(begin);
        await page.type(testId, "My own words");
        await page.click("nav-settings");
        await page.element("theme");
        await page.evaluate((hash) => {
          location.hash = hash;
        }, `#/${route}`);
        await holds(page, testId, "My own words");
        await page.reload();
        await holds(page, testId, "My own words");
      });
      await on(route, (page) => holds(page, testId, "My own words"));
    }
    await on("timeline", (page) => page.click("event-cancel"));
    await on("plans", (page) => page.click("plan-cancel"));
  });

  test("the keyboard alone answers a question: Escape means no, and the focus returns", async () => {
    await on(`${TELCO}/shared`, async (page, keys) => {
      await keys.press("parts-fold");
      await keys.press("part-terms", "Space");
      await page.element("confirm-no");
      await expect.poll(() => focused(page)).toBe("confirm-no");
      await page.press("Escape");
      await page.waitFor(() => document.querySelector('[data-testid="confirm-no"]') === null);
      await expect.poll(() => focused(page)).toBe("part-terms");
      await keys.press("part-terms", "Space");
      await keys.press("confirm-yes");
      await page.waitFor(
        () => document.querySelector('[data-testid="part-terms"]')?.getAttribute("aria-checked") === "true",
      );
    });
  });
});
