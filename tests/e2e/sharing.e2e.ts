// Sharing with companies, revocation and letters on the dashboard, with the data that each company's page reads.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BROWSERS } from "./support/browsers.ts";
import { type Companies, type Company, startCompanies } from "./support/companies.ts";
import { allow, dashboard, livePreferences, turnTo, untilScripted } from "./support/demo.ts";
import { launch, type Tab, type TestBrowser } from "./support/driver.ts";
import { says } from "./support/states.ts";
import { until } from "./support/wait.ts";

declare const chrome: { runtime: { sendMessage(message: object): Promise<{ value?: string }> } };

const LETTERS = [
  ["objection", "Objection to direct marketing (Article 21 GDPR)"],
  ["copy", "Copy of my personal data (Articles 15 and 20 GDPR)"],
  ["erasure", "Erasure of my personal data (Article 17 GDPR)"],
  ["correction", "Correction of my personal data (Article 16 GDPR)"],
  ["contact", "How you may contact me"],
] as const;

const REFUSED = "- News, offers, and partners’ messages: no";

/** The same day of the next month, or its last one, formatted like the list of letters. */
function monthOn(): string {
  const now = new Date();
  const last = new Date(now.getFullYear(), now.getMonth() + 2, 0).getDate();
  const due = new Date(now.getFullYear(), now.getMonth() + 1, Math.min(now.getDate(), last));
  return new Intl.DateTimeFormat("en-US", { year: "numeric", month: "short", day: "numeric" }).format(due);
}

describe.each(BROWSERS)("sharing, in %s", (name) => {
  let browser: TestBrowser;
  let site: Companies;
  let page: Tab;
  const tabs = {} as Record<Company, Tab>;

  const textOf = (company: Company) => tabs[company].text("live-preferences");
  const reads = (company: Company, text: string) =>
    until(`${company} to read ${text}`, async () => (await textOf(company)).includes(text));
  const readsNot = (company: Company, text: string) =>
    until(`${company} not to read ${text}`, async () => !(await textOf(company)).includes(text));
  const value = (testId: string) =>
    page.evaluate((id) => document.querySelector<HTMLInputElement>(`[data-testid="${id}"]`)?.value ?? "", testId);
  const shows = (testId: string, text: string) => says(page, testId, text);
  const is = (testId: string, checked: boolean) =>
    page.waitFor(
      (id, wanted) => document.querySelector<HTMLInputElement>(`[data-testid="${id}"]`)?.checked === wanted,
      testId,
      checked,
    );
  const state = (testId: string, wanted: string) =>
    page.waitFor(
      (id, standing) => document.querySelector(`[data-testid="${id}"]`)?.getAttribute("data-state") === standing,
      testId,
      wanted,
    );
  const counts = (testId: string, wanted: number) =>
    page.waitFor((id, count) => document.querySelectorAll(`[data-testid="${id}"]`).length === count, testId, wanted);
  /** Opens another dashboard route and waits for its render. */
  const go = async (route: string, testId: string) => {
    await turnTo(browser, page, route);
    await page.reload();
    await page.element(testId);
  };
  const record = () =>
    browser.extension.evaluate(
      async () => (await chrome.runtime.sendMessage({ command: "export-record", payload: {} })).value ?? "",
    );
  const header = async (company: Company) => {
    await tabs[company].reload();
    return site.lastHeader(company);
  };

  beforeAll(async () => {
    [browser, site] = await Promise.all([launch(name), startCompanies()]);
    for (const company of ["telco", "water"] as const) {
      tabs[company] = await browser.open(site.url(company));
      await allow(browser, tabs[company], { origin: site.origin(company) });
      await tabs[company].reload();
      await reads(company, '"contact"');
    }
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  test("a letter to a company that does not take part is written from the popup, noted as sent, and answered", async () => {
    const plain = await browser.open(site.url("plain"));
    const popup = await browser.popup(plain);
    await popup.click("tell-anyway");
    page = await browser.openedTab("plain.localhost/letters");
    await page.element("letter-text");
    for (const [kind, subject] of LETTERS) {
      await page.select("letter-kind", kind);
      await page.waitFor(
        (wanted) => document.querySelector<HTMLInputElement>('[data-testid="letter-subject"]')?.value === wanted,
        subject,
      );
    }
    await expect.poll(() => value("letter-text")).toContain(REFUSED);
    await page.select("letter-language", "de");
    await page.waitFor(() =>
      document.querySelector<HTMLTextAreaElement>('[data-testid="letter-text"]')?.value.includes("Angebote"),
    );
    await page.select("letter-language", "en");
    await page.type("letter-name", "Ada Muster");
    await page.type("letter-email", "privacy@plain.example");
    await page.waitFor(() =>
      document.querySelector<HTMLTextAreaElement>('[data-testid="letter-text"]')?.value.endsWith("Ada Muster"),
    );
    const written = await value("letter-text");
    expect(written).toContain(REFUSED);
    const mail = () =>
      page.evaluate(() => {
        const link = document.querySelector<HTMLAnchorElement>('[data-testid="letter-mail"]');
        const { protocol, pathname, searchParams } = new URL(link?.getAttribute("href") ?? "");
        return { protocol, pathname, ...Object.fromEntries(searchParams) };
      });
    await expect.poll(mail).toEqual({
      protocol: "mailto:",
      pathname: "privacy@plain.example",
      subject: "How you may contact me",
      body: written.replaceAll("\n", "\r\n"),
    });
    await page.click("letter-copy");
    await shows("status", "Copied.");
    // Pastes into the letter itself, because a test can read the text there.
    await page.type("letter-text", "");
    await page.press("Control+v");
    await page.waitFor(
      (text) => document.querySelector<HTMLTextAreaElement>('[data-testid="letter-text"]')?.value === text,
      written,
    );
    await page.click("letter-sent");
    await state("letter-row", "open");
    await shows("letter-row", monthOn());
    await page.click("tab-diary");
    await shows("timeline-event", `answer due by ${monthOn()}`);
    await page.click("tab-letters");
    await page.click("section-letters");
    await page.select("letter-state", "answered");
    await state("letter-row", "answered");
    await page.close();
    await plain.close();
  });

  test("a company reads a plan only once it is allowed, and not while the plan is paused", async () => {
    page = await dashboard(browser, "plans");
    await page.click("plan-add");
    await page.type("plan-what", "A faster line");
    await page.select("plan-expires-year", String(new Date().getFullYear() + 1));
    await page.select("plan-audience", "companies");
    await page.click("plan-audience-company-telco.localhost");
    await shows("plan-preview", "No company can read it on its website now.");
    await shows("plan-preview", "Could see it if you showed them your plans: Telco.");
    await page.click("plan-save");
    await state("plan-row", "open");
    await go("companies/telco.localhost/shared", "parts-fold");
    await expect.poll(() => textOf("telco")).not.toContain("A faster line");
    await page.click("parts-fold");
    await page.click("part-plans");
    await page.element("confirm");
    await page.click("confirm-no");
    await is("part-plans", false);
    await expect.poll(() => textOf("telco")).not.toContain("A faster line");
    await page.click("part-plans");
    await page.click("confirm-yes");
    await reads("telco", "A faster line");
    await expect.poll(() => textOf("water")).not.toContain("A faster line");
    await go("plans", "plan-pause");
    await shows("plan-row", "Seen now by Telco.");
    await page.click("plan-pause");
    await readsNot("telco", "A faster line");
    await page.click("plan-resume");
    await page.click("confirm-yes");
    await reads("telco", "A faster line");
    await page.click("plans-export");
    const demands = JSON.stringify(JSON.parse(await browser.savedFile(/^regards-plans-.*\.jsonld$/)));
    expect(demands).toContain('"@type":"Demand"');
    expect(demands).toContain("A faster line");
    await page.close();
  });

  test("a general preference that discloses more asks first, and a no changes nothing", async () => {
    page = await dashboard(browser, "preferences");
    const [before, sent] = [await textOf("telco"), await header("telco")];
    const marketing = await until("the rule about marketing", () =>
      page.evaluate(() => {
        const rules = [...document.querySelectorAll<HTMLElement>("[data-testid^=edit-rule-]")];
        return rules.find(({ textContent }) => textContent?.startsWith("News, offers"))?.dataset.testid ?? null;
      }),
    );
    const sentence = await page.text(marketing);
    await page.click("rules-fold");
    await page.click(marketing);
    await page.select("rule-want", "yes");
    await shows("confirm", "Telco");
    await shows("confirm", "Water");
    await page.click("confirm-no");
    await page.waitFor(() => document.querySelector<HTMLSelectElement>('[data-testid="rule-want"]')?.value === "no");
    await page.click("rule-done");
    await go("preferences", "preferences-card");
    await expect.poll(() => page.text(marketing)).toBe(sentence);
    expect(await header("telco")).toBe(sent);
    await reads("telco", '"contact"');
    await expect.poll(() => textOf("telco")).toBe(before);
  });

  test('a company\'s own rule: "why" leads to it, and a merged domain reads it', async () => {
    await go("companies/telco.localhost/preferences", "add-rule");
    await page.click("add-rule");
    await page.select("rule-want", "no");
    await page.click("rule-kind-all");
    await page.click("rule-kind-offers");
    await page.type("rule-note", "Only in writing");
    await page.press("Tab");
    await reads("telco", "Only in writing");
    await page.click("rule-done");
    await page.click("in-words");
    await page.click("why-0");
    await page.element("page-preferences");
    await page.waitFor(() => document.activeElement?.classList.contains("pointed"));
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toContain("Security");

    await go("companies/water.localhost/preferences", "company-same-as");
    await page.type("company-same-as", "telco.localhost");
    await page.press("Tab");
    await shows("confirm", "Water");
    await page.click("confirm-no");
    await page.waitFor(() => document.querySelector<HTMLInputElement>('[data-testid="company-same-as"]')?.value === "");
    await expect.poll(() => textOf("water")).not.toContain("Only in writing");
    await page.type("company-same-as", "telco.localhost");
    await page.press("Tab");
    await page.click("confirm-yes");
    await page.element("company-merged");
    await reads("water", "Only in writing");
    await counts("rule", 1);
    await page.click("company-split");
    await page.element("company-same-as");
    await readsNot("water", "Only in writing");
    await reads("telco", "Only in writing");
  });

  test("a company is muted, paused, and reset to the general preferences", async () => {
    await go("companies/telco.localhost/preferences", "company-mute");
    const read = await textOf("telco");
    await page.click("company-mute");
    await is("company-mute", true);
    await go("companies/telco.localhost/preferences", "company-mute");
    await is("company-mute", true);
    await expect.poll(() => textOf("telco")).toBe(read);
    await page.click("reset-layer");
    await readsNot("telco", "Only in writing");
    await counts("rule", 0);
    await page.click("undo");
    await reads("telco", "Only in writing");
    await page.click("reset-layer");
    await readsNot("telco", "Only in writing");

    const sent = await header("telco");
    await go("companies/telco.localhost/shared", "pause");
    await page.click("pause");
    await until("no header", async () => (await header("telco")) === null);
    await expect.poll(() => livePreferences(tabs.telco)).toBeNull();
    expect(await header("water")).not.toBeNull();
    await page.click("pause");
    await untilScripted(browser, "telco.localhost");
    await until("the header again", async () => (await header("telco")) === sent);
    await reads("telco", '"contact"');
  });

  test("the page Shared searches and filters, and narrows, ends and revokes a permission", async () => {
    await go("shared", "grant");
    await expect.poll(() => page.count("grant")).toBe(2);
    await page.type("shared-search", "water");
    await counts("grant", 1);
    await page.waitFor(() =>
      [...document.querySelectorAll('[data-testid="receipt-row"]')].every(({ textContent }) =>
        textContent?.includes("Water"),
      ),
    );
    await page.select("shared-filter", "acknowledged");
    await counts("receipt-row", 0);
    await page.select("shared-filter", "shared");
    await page.element("receipt-row");

    await reads("water", '"terms"');
    await page.click("parts-fold");
    await page.click("part-terms");
    await readsNot("water", '"terms"');
    await expect.poll(() => page.count("confirm-yes")).toBe(0);
    const month = await until("the ends on offer", () =>
      page.evaluate(
        () => document.querySelector<HTMLSelectElement>('[data-testid="grant-until"]')?.options[1]?.value ?? null,
      ),
    );
    await page.select("grant-until", month);
    await until("the end to be stored", async () => (await record()).includes(`"until":"${month}"`));
    await go("companies/water.localhost/shared", "grant-until");
    await page.waitFor(
      (end) => document.querySelector<HTMLSelectElement>('[data-testid="grant-until"]')?.value === end,
      month,
    );

    await page.click("ask-delete");
    await page.element("letter-text");
    await expect.poll(() => value("letter-kind")).toBe("erasure");
    await expect.poll(() => value("letter-text")).toContain("Article 17");

    await go("companies/water.localhost/shared", "revoke");
    await page.click("revoke");
    await page.element("sees-nothing");
    await until("no header", async () => (await header("water")) === null);
    expect(await header("telco")).not.toBeNull();
    await expect.poll(() => browser.hosts()).toEqual([site.origin("telco")]);
    await go("shared", "grant");
    await expect.poll(() => page.count("grant")).toBe(1);
    await page.select("shared-filter", "withdrawn");
    await page.type("shared-search", "water");
    await page.element("receipt-row");
    await page.close();
  });
});
