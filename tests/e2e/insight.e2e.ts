// Conclusions from a diary, for one company and over all, only with enough visits; and the exported files.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Value } from "../../src/signal/feeling-vocabulary.ts";
import { readCsv } from "../support/data/csv.ts";
import { feeling } from "../support/data/diaries.ts";
import { emotionMlFaults } from "../support/data/emotion-ml-rules.ts";
import { recordFile } from "../support/data/rows.ts";
import { BROWSERS } from "./support/browsers.ts";
import { dashboard, turnTo } from "./support/demo.ts";
import { launch, type Tab, type TestBrowser } from "./support/driver.ts";
import { chooseFile, tell, today } from "./support/record.ts";
import { many, says } from "./support/states.ts";

const DAY = 86_400_000;
const FORMULA = '=HYPERLINK("https://evil.example","Win")';
/** A text that a spreadsheet would execute. */
const RUNS = /^\s*[=+\-@]|^[\t\r\n]/;

const dayBefore = (days: number): string => new Date(Date.now() - days * DAY).toISOString().slice(0, 10);

/** A visit every two weeks, the last one yesterday. */
const visits = (company: string, ...values: Value[]) =>
  values.map((value, index) => feeling(dayBefore(1 + 14 * (values.length - 1 - index)), value, { company }));

const SHOP = visits("shop.example", -2, -2, -1, -1, 0, 1, 1, 1, 2, 1);
const DIARY = [
  ...SHOP.map((one, index) => ({
    ...one,
    words: [index < 5 ? "trapped" : "relieved"],
    about: index === 0 ? ["price", "Parking"] : ["price"],
    ...(index === 0 ? { note: FORMULA, wanted: "-1 each" } : {}),
    how: index === 9 ? "import" : index > 6 ? "nudge" : "self",
  })),
  ...visits("inn.example", 2, 2, 1, 2, 2, 1),
  ...visits("four.example", -1, 0, -2, -1),
  ...visits("few.example", 2, 2),
];
const NAMES = { "shop.example": "The Shop", "inn.example": "The Inn", "four.example": "Four", "few.example": "Few" };
const RECORD = recordFile(
  {
    companies: Object.entries(NAMES).map(([id, name]) => ({ id, name })),
    feelings: DIARY,
    events: [{ at: `${dayBefore(64)}T12:00:00Z`, company: "shop.example", type: "told", detail: { granted: {} } }],
  },
  Date.now() - DAY,
);

describe.each(BROWSERS)("conclusions from a diary, in %s", (name) => {
  let browser: TestBrowser;
  let page: Tab;

  beforeAll(async () => {
    browser = await launch(name);
    page = await dashboard(browser, "my-data");
    await page.element("export");
    await chooseFile(page, RECORD);
    await says(page, "status", "imported");
  });
  afterAll(() => browser?.close());

  const go = (route: string) => turnTo(browser, page, route);
  const insightOf = (company: string) => go(`companies/${company}/insight`);
  const cells = (testId: string) =>
    page.evaluate(
      (id) =>
        [
          ...(document.querySelector(`[data-testid="${id}"]`)?.closest("figure")?.querySelectorAll("tbody tr") ?? []),
        ].map((row) => [...row.children].map((cell) => cell.textContent ?? "")),
      testId,
    );
  const counts = (...testIds: string[]) => Promise.all(testIds.map((id) => page.count(id)));
  const marks = (chart: string, kind: string) =>
    page.evaluate((id, tag) => document.querySelectorAll(`[data-testid="${id}"] ${tag}`).length, chart, kind);

  test("ten visits have counts, the median, a bar and dots over time, each with its table and source", async () => {
    await insightOf("shop.example");
    await says(page, "insight-summary", "5 of 10 felt good, 4 felt bad.");
    await says(page, "insight-median", "A typical visit, between two: Neither and Good.");
    await page.click("insight-bar-table");
    await expect
      .poll(() => cells("insight-bar-table"))
      .toEqual([
        ["Very good", "1"],
        ["Good", "4"],
        ["Neither", "1"],
        ["Bad", "2"],
        ["Very bad", "2"],
      ]);
    await expect.poll(() => marks("insight-bar", "svg rect")).toBe(5);
    await page.click("insight-dots-table");
    const dots = async (column: number) => (await cells("insight-dots-table")).map((row) => row[column]);
    await expect
      .poll(() => dots(1))
      .toEqual(SHOP.map(({ value }) => ["Very bad", "Bad", "Neither", "Good", "Very good"][value + 2]));
    await expect.poll(() => dots(2)).toEqual(["–", "–", "Bad", "Bad", "Neither", "Good", "Good", "Good", "–", "–"]);
    await expect.poll(() => marks("insight-dots", "svg rect")).toBe(4);
    await expect.poll(() => marks("insight-dots", "svg circle")).toBe(6);
    await says(page, "insight-words", "Trapped 5 visits", "Relieved 5 visits");
    await says(page, "insight-tags", "Price 10 visits", "Parking 1 visit");
    await says(page, "insight-how", "Of 10: 7 noted by yourself, 2 after a reminder, and 1 from a file.");
    await says(page, "insight-told", "Before you told them: 0 of 5 visits felt good. Since then: 5 of 5. Too early");
    await expect.poll(() => page.count("insight-list")).toBe(0);
    await expect.poll(() => page.text("insight")).not.toMatch(/%|average|mean/i);
  });

  test("a shorter period supports less: seven visits have no dots", async () => {
    await page.select("insight-period", "3");
    await says(page, "insight-summary", "5 of 7 felt good, 1 felt bad.");
    await many(page, "insight-dots", 0);
    await expect.poll(() => page.count("insight-bar")).toBe(1);
    await page.select("insight-period", "all");
    await many(page, "insight-dots", 1);
  });

  test("six visits have a bar, four only counts, two only their list", async () => {
    await insightOf("inn.example");
    await says(page, "insight-summary", "6 of 6 felt good, 0 felt bad.");
    await expect.poll(() => counts("insight-bar", "insight-dots")).toEqual([1, 0]);
    await insightOf("four.example");
    await says(page, "insight-summary", "0 of 4 felt good, 3 felt bad.");
    await expect.poll(() => counts("insight-bar", "insight-list")).toEqual([0, 1]);
    await insightOf("few.example");
    await says(page, "insight-summary", "2 visits noted", "Too few to sum up.");
    await expect.poll(() => counts("insight-bar", "insight-median", "insight-dots")).toEqual([0, 0, 0]);
    await expect.poll(() => page.text("insight-list")).toContain("Very good");
  });

  test("the page over all companies ranks those with enough visits, shows words and tags, and gives no unsupported answer", async () => {
    await go("insight");
    await says(page, "insight-companies", "The Inn6 of 6 good, 0 bad", "The Shop5 of 10 good, 4 bad");
    await says(page, "insight-companies", "Four0 of 4 good, 3 bad");
    // The text is complete, so its order is that of the rows.
    const rows = await page.text("insight-companies");
    expect(rows).not.toContain("Few");
    expect(["The Inn", "The Shop", "Four"].map((name) => rows.indexOf(name))).toEqual(
      ["The Inn", "The Shop", "Four"].map((name) => rows.indexOf(name)).toSorted((one, other) => one - other),
    );
    await says(page, "insight-tags", "Price", "Parking");
    await says(page, "insight-pooled", "at least three companies are needed");
  });

  test("exports the diary as EmotionML, without free text", async () => {
    await go("my-data");
    await page.click("export-emotionml");
    await says(page, "status", "The file is among your downloads.");
    const text = await browser.savedFile(/^regards-feelings-.*\.xml$/);
    expect(emotionMlFaults(text)).toEqual([]);
    expect(text.match(/<emotion /g)).toHaveLength(DIARY.length);
    expect(text).not.toContain("evil.example");
  });

  test("exports a table without formulas for spreadsheets", async () => {
    await page.click("export-csv");
    const text = await browser.savedFile(new RegExp(`^regards-feelings-${today()}\\.csv$`));
    expect(text.startsWith("\ufeff")).toBe(true);
    const [header = [], ...rows] = readCsv(text.slice(1));
    expect(rows).toHaveLength(DIARY.length);
    const noted = rows.find((row) => row.some((cell) => cell.text.includes("evil.example"))) ?? [];
    const cell = (column: string) => noted[header.findIndex((one) => one.text === column)]?.text;
    expect([cell("company"), cell("value"), cell("words"), cell("about")]).toEqual([
      "shop.example",
      "-2",
      "trapped",
      "price; Parking",
    ]);
    expect([cell("note"), cell("wanted")]).toEqual([`'${FORMULA}`, "'-1 each"]);
    expect(rows.flat().filter((one) => one.quoted && RUNS.test(one.text))).toEqual([]);
  });

  test("exports everything as one file, and importing it again changes nothing", async () => {
    await page.click("export");
    const text = await browser.savedFile(/^regards-\d.*\.json$/);
    const { tables } = JSON.parse(text) as { tables: { feelings: object[] } };
    expect(tables.feelings).toHaveLength(DIARY.length);
    expect(JSON.parse((await tell(browser.extension, "export-record")).value as string).tables).toEqual(tables);
    await chooseFile(page, text);
    await says(page, "status", "already here");
  });
});
