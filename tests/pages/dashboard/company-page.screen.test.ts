// A merged company on the screen, opened at either of its domains: heading, contents, and the split.
import "fake-indexeddb/auto";
import { type ComponentChild, h, render } from "preact";
import { act } from "preact/test-utils";
import { beforeEach, expect, test, vi } from "vitest";
import { Companies } from "../../../src/features/companies/company-list.tsx";
import { CompanyPage } from "../../../src/pages/dashboard/company.tsx";
import { Home } from "../../../src/pages/dashboard/home.tsx";
import { TimelinePage } from "../../../src/pages/dashboard/timeline.tsx";
import { database } from "../../../src/record/database.ts";
import { recount } from "../../../src/record/recount.ts";
import { loadMessages } from "../../../src/ui/messages.ts";
import { feeling } from "../../support/data/diaries.ts";
import { stampAt } from "../../support/data/rows.ts";
import { soon } from "../../support/device/soon.ts";

const sent = vi.hoisted(() => [] as { command: string; payload: unknown }[]);
vi.mock("webextension-polyfill", () => ({
  default: {
    runtime: {
      sendMessage: async (message: (typeof sent)[number]) => {
        sent.push(message);
        return { value: { batch: "b" } };
      },
    },
    permissions: { contains: async () => false, onAdded: { addListener() {} }, onRemoved: { addListener() {} } },
  },
}));

const [SHOP, OTHER] = ["shop.example", "shop-online.example"];
const $h = stampAt(Date.parse("2026-03-01T12:00:00Z"));
const root = document.createElement("div");
const all = (testId: string) => [...root.querySelectorAll<HTMLElement>(`[data-testid="${testId}"]`)];
const said = (testId: string) => all(testId).map((one) => one.textContent);

beforeEach(async () => {
  document.body.append(root);
  render(null, root);
  await loadMessages("en");
  sent.length = 0;
  for (const table of database.tables) await table.clear();
  await database.companies.bulkPut([
    { id: SHOP, name: "The Shop", $h },
    { id: OTHER, name: OTHER, sameAs: SHOP, $h },
    { id: "bank.example", name: "Bank", $h },
  ]);
  await database.feelings.bulkPut([
    { ...feeling("2026-01-01", 1, { company: SHOP }), $h },
    { ...feeling("2026-01-02", -2, { company: OTHER, note: "Out of stock" }), $h },
  ]);
  await database.grants.bulkPut(
    [SHOP, OTHER].map((id) => ({
      id,
      hosts: [`www.${id}`],
      parts: { contact: true },
      since: "2026-01-01T00:00:00Z",
      $h,
    })),
  );
  await database.receipts.bulkPut(
    [OTHER, SHOP, OTHER].map((company, index) => {
      const at = `2026-01-0${index + 3}T12:00:00Z`;
      return { id: `r${index}`, at, company, direction: "shared", payload: "", payloadHash: "", purposes: [], $h };
    }),
  );
  await recount(database);
});

async function show(page: ComponentChild, testId: string): Promise<void> {
  await act(() => render(page, root));
  // A page loads when it is opened.
  await soon(() => expect(all(testId)).not.toEqual([]));
}

test("either address shows the entries of both domains, each with its domain", async () => {
  await show(h(CompanyPage, { company: SHOP, section: "timeline" }), "timeline-feeling");
  const [title, domains, feelings] = [said("company-title"), said("company-domains"), said("timeline-feeling")];
  expect([title, domains]).toEqual([["The Shop"], [`${SHOP} · ${OTHER}`]]);
  expect(feelings).toEqual([expect.stringContaining(` · ${OTHER}`), expect.not.stringContaining(" · ")]);
  expect(all("company-merged")).toEqual([]);
  render(null, root);
  await show(h(CompanyPage, { company: OTHER, section: "timeline" }), "timeline-feeling");
  expect([said("company-title"), said("company-domains"), said("timeline-feeling")]).toEqual([
    title,
    domains,
    feelings,
  ]);
  expect(said("company-merged")[0]).toContain(`${OTHER} is treated as part of The Shop.`);
  expect(all("section-feelings")[0]?.getAttribute("href")).toBe(`#/companies/${SHOP}/feelings`);
  await act(() => all("company-split")[0]?.click());
  expect(sent.filter(({ command }) => command !== "look-at-question")).toEqual([
    { command: "edit-company", payload: { company: OTHER, sameAs: null, confirmed: false } },
  ]);
});

test("after a split, the same address shows its own entries at once", async () => {
  await show(h(CompanyPage, { company: OTHER, section: "feelings" }), "feeling-row");
  expect(all("feeling-row")).toHaveLength(2);
  await act(async () => void (await database.companies.put({ id: OTHER, name: OTHER, sameAs: null, $h })));
  await soon(() => expect([said("company-title"), all("company-merged")]).toEqual([[OTHER], []]));
  await soon(() => expect(said("feeling-row")).toEqual([expect.stringContaining("Out of stock")]));
});

test("each domain has its own grant, and the page shows the receipts of both", async () => {
  await show(h(CompanyPage, { company: OTHER, section: "shared" }), "receipt-row");
  await soon(() => expect(all("grant").map(({ dataset }) => dataset.company)).toEqual([SHOP, OTHER]));
  expect(said("receipt-row").map((text) => text?.startsWith("The Shop"))).toEqual([false, true, false]);
});

test("insight counts both, and every list shows it once", async () => {
  await show(h(CompanyPage, { company: OTHER, section: "insight" }), "insight-period");
  await act(() => {
    const period = all("insight-period")[0] as HTMLSelectElement;
    period.value = "all";
    period.dispatchEvent(new Event("change", { bubbles: true }));
  });
  await soon(() => expect(said("insight-summary")[0]).toMatch(/^2 visits noted/));
  render(null, root);
  await show(h(Companies, null), "company-row");
  await soon(() =>
    expect(said("company-row")).toEqual([expect.stringContaining("The Shop"), expect.stringContaining("Bank")]),
  );
  expect(said("company-row")[0]).toContain("Allowed");
  render(null, root);
  await show(h(Home, null), "feeling-row");
  expect(said("home-summary")[0]).toContain("2 companies");
  expect(said("feeling-row").every((text) => text?.includes("The Shop"))).toBe(true);
  render(null, root);
  await show(h(TimelinePage, null), "timeline-feeling");
  expect(said("timeline-feeling").every((text) => text?.startsWith("The Shop"))).toBe(true);
});

test("the settings list the merged domains, and suggest only main domains", async () => {
  await show(h(CompanyPage, { company: OTHER, section: "preferences" }), `company-split-${OTHER}`);
  const options = [...root.querySelectorAll("datalist option")].map((one) => one.getAttribute("value"));
  expect(options).toContain("bank.example");
  expect(options).not.toContain(OTHER);
});
