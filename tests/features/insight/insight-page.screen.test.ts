// The pages of insight over a real record: claims for each number of visits, charts with names and tables.
import "fake-indexeddb/auto";
import { h, render } from "preact";
import { act } from "preact/test-utils";
import { beforeEach, expect, test, vi } from "vitest";
import { Companies } from "../../../src/features/companies/company-list.tsx";
import { CompanyInsight } from "../../../src/features/insight/company-insight.tsx";
import { InsightPage } from "../../../src/features/insight/insight-page.tsx";
import { FeelingsFiles } from "../../../src/features/my-data/feelings-files.tsx";
import { clock } from "../../../src/platform/clock.ts";
import { database } from "../../../src/record/database.ts";
import { recount } from "../../../src/record/recount.ts";
import type { Value } from "../../../src/signal/feeling-vocabulary.ts";
import { loadMessages } from "../../../src/ui/messages.ts";
import { dayNumber, feeling } from "../../support/data/diaries.ts";
import { stampAt } from "../../support/data/rows.ts";
import { soon } from "../../support/device/soon.ts";

const saved = vi.hoisted(() => [] as { name: string; text: string; type: string }[]);
vi.mock("webextension-polyfill", () => ({ default: { runtime: {} } }));
vi.mock("../../../src/ui/save-file.ts", () => ({
  saveFile: (name: string, text: string, type: string) => saved.push({ name, text, type }),
}));

const NOON = Date.parse("2026-03-01T12:00:00Z");
const $h = stampAt(NOON);
const SHOP = "shop.example";
const root = document.createElement("div");
const part = <E extends HTMLElement = HTMLElement>(testId: string) =>
  root.querySelector<E>(`[data-testid="${testId}"]`);
const said = (testId: string) => part(testId)?.textContent ?? "";
const links = () => [...root.querySelectorAll("a")].map((link) => link.getAttribute("href"));

beforeEach(async () => {
  clock.now = () => NOON;
  document.body.append(root);
  render(null, root);
  await loadMessages("en");
  saved.length = 0;
  for (const table of database.tables) await table.clear();
  await database.profiles.put({ id: "profile", timeZone: "Etc/UTC", $h });
});

/** One visit a day from the first of January. */
async function noted(values: readonly Value[], more: Parameters<typeof feeling>[2] = {}, from = 0): Promise<void> {
  const rows = values.map((value, index) => ({ ...feeling(dayNumber(from + index), value, more), $h }));
  await database.feelings.bulkPut(rows);
  await database.companies.put({ id: more.company ?? SHOP, name: more.company ?? "The Shop", $h });
  await recount(database);
}

async function shown(page: Parameters<typeof render>[0], testId = "insight-summary"): Promise<void> {
  await act(() => render(page, root));
  await soon(() => expect(part(testId)).not.toBeNull());
}
const showShop = () => shown(h(CompanyInsight, { company: SHOP }));

test("a company without notes shows the range and the possible actions", async () => {
  await showShop();
  expect(said("insight-summary")).toBe("Nothing noted in this period: Mar 2, 2025 to Mar 1, 2026.");
  await soon(() => expect(said("insight-told")).toBe("You have not told this company anything yet."));
  expect(links()).toContain("#/companies/shop.example/timeline");
  for (const testId of ["insight-list", "insight-bar", "insight-dots", "insight-worst", "insight-how"])
    expect(part(testId), testId).toBeNull();
});

test("two visits are a list, four are counts, five a bar with the median word, eight dots over time", async () => {
  const seen = async (values: readonly Value[]) => {
    await noted(values);
    render(null, root);
    await showShop();
    return ["insight-list", "insight-bar", "insight-median", "insight-dots"].filter((testId) => part(testId));
  };
  expect(await seen([-1, 1])).toEqual(["insight-list"]);
  expect(said("insight-summary")).toMatch(/^2 visits noted, .*Too few to sum up\.$/);
  expect(await seen([-1, 1, -2, -1])).toEqual(["insight-list"]);
  expect(said("insight-summary")).toMatch(/^1 of 4 felt good, 3 felt bad\. Mar 2, 2025 to/);
  expect(await seen([-1, 1, -2, -1, 1])).toEqual(["insight-bar", "insight-median"]);
  expect(said("insight-median")).toBe("A typical visit: Bad.");
  expect(await seen([-1, 1, -2, -1, 1, 1])).toEqual(["insight-bar", "insight-median"]);
  expect(said("insight-median")).toBe("A typical visit, between two: Bad and Good.");
  expect(await seen([-1, 1, -2, -1, 1, 1, 2, 2])).toEqual(["insight-bar", "insight-median", "insight-dots"]);
});

test("each chart has one sentence as its name, the same numbers as a table, and no inline styles", async () => {
  await noted([-1, 1, -2, -1, 1, 1, 2, 2]);
  await showShop();
  const drawings = [...root.querySelectorAll("svg[role=img]")];
  expect(drawings.map((one) => one.getAttribute("aria-label"))).toEqual([
    "5 of 8 visits felt good, 3 felt bad.",
    "8 visits from Jan 1, 2026 to Jan 8, 2026; typical of the last five: Good.",
  ]);
  const cells = (testId: string) =>
    [...(part(testId)?.querySelectorAll("tbody tr") ?? [])].map((row) =>
      [...row.children].map((one) => one.textContent),
    );
  expect(cells("insight-bar")).toEqual([
    ["Very good", "2"],
    ["Good", "3"],
    ["Neither", "0"],
    ["Bad", "2"],
    ["Very bad", "1"],
  ]);
  expect(cells("insight-dots")).toHaveLength(8);
  expect(cells("insight-dots")[2]).toEqual(["Jan 3, 2026", "Very bad", "Bad"]);
  expect(part("insight-dots")?.querySelector("polyline")?.getAttribute("points")?.split(" ")).toHaveLength(4);
  // Squares are bad visits, circles good ones.
  expect(part("insight-dots")?.querySelectorAll("rect")).toHaveLength(3);
  expect(part("insight-dots")?.querySelectorAll("circle")).toHaveLength(5);
  expect(root.querySelectorAll("[style]")).toHaveLength(0);
});

test("a company shows the worst and the latest visit, words, tags and ways of collecting", async () => {
  await noted([1, -2, 1, 1], { words: ["ignored", "trapped"], about: ["billing", "my tariff"] });
  await noted([1], { how: "nudge", words: ["ignored"], note: "At last." }, 10);
  await showShop();
  expect(said("insight-worst")).toContain("Very bad Jan 2, 2026");
  expect(said("insight-latest")).toContain("At last.");
  expect(said("insight-words")).toBe("Ignored 5 visitsTrapped 4 visits");
  expect(said("insight-tags")).toBe("Billing 4 visitsmy tariff 4 visits");
  expect(said("insight-how")).toBe("Of 5: 4 noted by yourself and 1 after a reminder.");
});

test("a single visit shows once, without a worst visit", async () => {
  await noted([1], { note: "Quick and kind." });
  await showShop();
  expect(root.textContent?.split("Quick and kind.")).toHaveLength(2);
  for (const testId of ["insight-worst", "insight-latest", "insight-how"]) expect(part(testId), testId).toBeNull();
});

test("the worst visit shows only if it felt bad and is not also the latest", async () => {
  await noted([1, 2, 1, 1, 2]);
  await showShop();
  expect([part("insight-worst"), said("insight-latest").slice(0, 20)]).toEqual([null, "The latestVery good "]);
  await noted([1, 2, 1, 1, -2]);
  render(null, root);
  await showShop();
  expect(part("insight-worst")).toBeNull();
  expect(said("insight-latest")).toContain("Very bad");
});

test("another range shows its own counts and its name", async () => {
  await noted([1]);
  await database.feelings.put({ ...feeling("2025-06-01", -2), $h });
  await showShop();
  expect(said("insight-summary")).toMatch(/^2 visits/);
  const period = part<HTMLSelectElement>("insight-period");
  if (period === null) throw new Error("no period");
  period.value = "3";
  await act(() => void period.dispatchEvent(new Event("change", { bubbles: true })));
  await soon(() =>
    expect(said("insight-summary")).toBe("1 visit noted, Dec 2, 2025 to Mar 1, 2026. Too few to sum up."),
  );
});

test("the comparison before and after is one sentence without statistical terms, with an explanation", async () => {
  await noted([-1, -2, -1, -2, -1, -2, -1, -2, -1]);
  await noted([1, 2, 1, 2, 1, 2], {}, 10);
  await noted([0, 1, 0, -1, 0, 1, 0, -1, 0, 1, 0, 1, 0, -1, 0, 1, 0], { company: "other.example" });
  const detail = { granted: { contact: true } };
  await database.events.put({ id: "e", at: `${dayNumber(9)}T12:00:00Z`, company: SHOP, type: "told", detail, $h });
  await showShop();
  await soon(() =>
    expect(said("insight-told")).toBe(
      "Since you told them in January 2026, visits usually feel better than before (36 of 36 comparisons). Other companies you rate did not change like this. We cannot know it was because of what you said.",
    ),
  );
  const why = part("insight-told-why")?.closest("details")?.textContent ?? "";
  expect(why).toContain("Those were 36 comparisons: 36 better, 0 the same, 0 worse.");
  expect(why).toContain("1 other company you never told was looked at on the same dates.");
  expect(why).toContain("With fewer than three of them, the lead over them must be at least 25 of 100 comparisons.");
  for (const language of ["en", "de"]) {
    await loadMessages(language);
    render(null, root);
    await showShop();
    await soon(() => expect(part("insight-told-why")).not.toBeNull());
    expect(root.textContent).not.toMatch(
      /signific|signifik|\bp\b|median|percent|prozent|%|permut|average|durchschnitt/i,
    );
  }
});

test("a change that other companies share is only a maybe", async () => {
  for (const company of [SHOP, "a.example", "b.example", "c.example"]) {
    await noted([-1, -2, -1, -2, -1, -2, -1, -2, -1], { company });
    await noted([1, 2, 1, 2, 1, 2], { company }, 10);
  }
  const detail = { granted: { contact: true } };
  await database.events.put({ id: "e", at: `${dayNumber(9)}T12:00:00Z`, company: SHOP, type: "told", detail, $h });
  await showShop();
  await soon(() =>
    expect(said("insight-told")).toBe(
      "It looks better so far, but not clearly more so than at other companies you never told.",
    ),
  );
  const why = part("insight-told-why")?.closest("details")?.textContent ?? "";
  expect(why).toContain("3 other companies you never told were looked at on the same dates.");
  expect(why).toContain("Their visits are shuffled as well.");
});

const rows = (testId: string) => [...(part(testId)?.querySelectorAll("li") ?? [])].map((one) => one.textContent);

test("over all companies: one order with a mark for each visit, words, and links to each company's page", async () => {
  await noted([1, 1, -1, 1, 1, 1, 1, 1, 1, 1], { about: ["price"] });
  await noted([2, 2, 2], { company: "three.example", words: ["relieved"] });
  await noted([-1], { company: "one.example", about: ["staff"] });
  await shown(h(InsightPage, null), "insight-companies");
  expect(rows("insight-companies")).toEqual(["The Shop9 of 10 good, 1 bad", "three.example3 of 3 good, 0 bad"]);
  expect(part("insight-companies")?.querySelectorAll(".visit-dot")).toHaveLength(13);
  await soon(() => expect(said("insight-words")).toBe("Relieved 3 visits"));
  expect(rows("insight-tags")).toEqual(["Price9 of 10 good, 1 bad", "Staff1 visit"]);
  await soon(() => expect(said("insight-pooled")).toMatch(/at least three companies/));
  expect(links()).toContain("#/companies/shop.example/insight");
});

test("without a note, the page only explains how insight begins", async () => {
  await shown(h(InsightPage, null), "insight-empty");
  for (const testId of ["insight-companies", "insight-order", "insight-summary", "insight-pooled", "insight-months"])
    expect(part(testId), testId).toBeNull();
});

test("one visit over all companies is shown once, without a summary", async () => {
  await noted([1], { note: "Quick and kind." });
  await shown(h(InsightPage, null));
  expect(rows("insight-list")).toHaveLength(1);
  expect(rows("insight-list")[0]).toContain("The Shop");
  expect(root.textContent?.split("Quick and kind.")).toHaveLength(2);
  expect(said("insight-order")).toBe("A company takes its place here from three visits.");
  expect(part("insight-months")).toBeNull();
});

test("200 companies with one visit each show counts of all visits, and one sentence on the missing order", async () => {
  const row = (index: number) => ({
    ...feeling(dayNumber(index % 40), index % 4 === 0 ? -1 : 1, { company: `c${index}.example` }),
    id: `f${index}`,
    $h,
  });
  await database.feelings.bulkPut(Array.from({ length: 200 }, (_, index) => row(index)));
  await recount(database);
  await shown(h(InsightPage, null));
  expect(said("insight-summary")).toMatch(/^150 of 200 felt good, 50 felt bad\./);
  expect(root.querySelectorAll(".tally li")).toHaveLength(5);
  expect(root.textContent?.match(/from three visits/g)).toHaveLength(1);
  expect(part("insight-list")).toBeNull();
});

test("months begin with the first visit, and are a table too", async () => {
  await noted([1, -2, 0, 1]);
  await noted([2], {}, 45);
  await shown(h(InsightPage, null), "insight-months");
  expect(part("insight-months")?.dataset.count).toBe("3");
  expect(part("insight-months")?.querySelectorAll(".weeks .visit-dot")).toHaveLength(5);
  const cells = [...(part("insight-months")?.querySelectorAll("tbody tr") ?? [])].map((one) => one.textContent);
  expect(cells).toEqual(["January 202602101", "February 202610000", "March 202600000"]);
});

test("the list of companies is ordered by the lower bound of their ratings", async () => {
  await noted([2, 2], { company: "two.example" });
  await noted([1, 1, 1, 1, -1, 1, 1, 1, 1, 1], { company: "nine.example" });
  await noted([-1, -1, -1], { company: "bad.example" });
  await database.companies.put({ id: "none.example", name: "None", $h });
  await shown(h(Companies, null), "company-row");
  const names = () => [...root.querySelectorAll('[data-testid="company-row"] a bdi')].map((one) => one.textContent);
  const pick = async (order: string) => {
    const sort = part<HTMLSelectElement>("sort");
    if (sort === null) throw new Error("no sort");
    sort.value = order;
    await act(() => void sort.dispatchEvent(new Event("change", { bubbles: true })));
    return names();
  };
  // The latest companies come first by default.
  await soon(() => expect(names()).toEqual(["nine.example", "bad.example", "two.example", "None"]));
  expect(await pick("good")).toEqual(["nine.example", "two.example", "bad.example", "None"]);
  expect(await pick("bad")).toEqual(["bad.example", "nine.example", "None", "two.example"]);
  expect(await pick("name")).toEqual(["bad.example", "nine.example", "None", "two.example"]);
});

test("the buttons save the diary as EmotionML and as a table", async () => {
  await noted([1, -1]);
  await shown(h(FeelingsFiles, null), "export-csv");
  for (const format of ["emotionml", "csv"]) {
    await act(() => part(`export-${format}`)?.click());
    await soon(() => expect(saved.at(-1)?.text).toContain(format === "csv" ? '"at"' : "<emotionml"));
  }
  expect(saved.map(({ name, type }) => [name, type])).toEqual([
    ["regards-feelings-2026-03-01.xml", "application/emotionml+xml"],
    ["regards-feelings-2026-03-01.csv", "text/csv;charset=utf-8"],
  ]);
});

test("the table has semicolons in regions that expect them, and the other separator is selectable", async () => {
  await loadMessages("de-AT");
  await noted([1]);
  await shown(h(FeelingsFiles, null), "export-csv");
  const save = async (header: string) => {
    await act(() => part("export-csv")?.click());
    await soon(() => expect(saved.at(-1)?.text.slice(1)).toMatch(header));
  };
  await save('"at";"company";"value"');
  const select = part<HTMLSelectElement>("csv-separator");
  if (select !== null) select.value = ",";
  await act(() => void select?.dispatchEvent(new Event("change", { bubbles: true })));
  await save('"at","company","value"');
});
