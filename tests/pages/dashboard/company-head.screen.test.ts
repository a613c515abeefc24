// Head and tabs of a company's page: its permission, the visits, the next date, and each section in its tab.
import "fake-indexeddb/auto";
import { h, render } from "preact";
import { act } from "preact/test-utils";
import { beforeEach, expect, test, vi } from "vitest";
import { CompanyPage } from "../../../src/pages/dashboard/company.tsx";
import { clock } from "../../../src/platform/clock.ts";
import { database } from "../../../src/record/database.ts";
import { recount } from "../../../src/record/recount.ts";
import { loadMessages } from "../../../src/ui/messages.ts";
import { feeling } from "../../support/data/diaries.ts";
import { stampAt } from "../../support/data/rows.ts";
import { soon } from "../../support/device/soon.ts";

vi.mock("webextension-polyfill", () => ({
  default: {
    runtime: { sendMessage: async () => ({ value: { batch: "b" } }) },
    storage: { session: { get: async () => ({}), set: async () => {}, remove: async () => {} } },
    permissions: { contains: async () => false, onAdded: { addListener() {} }, onRemoved: { addListener() {} } },
  },
}));

const BANK = "bank.example";
const $h = stampAt(Date.parse("2026-03-01T12:00:00Z"));
const root = document.createElement("div");
const all = (testId: string) => [...root.querySelectorAll<HTMLElement>(`[data-testid="${testId}"]`)];
const said = (testId: string): string => all(testId)[0]?.textContent?.trim() ?? `no ${testId}`;

beforeEach(async () => {
  document.body.append(root);
  render(null, root);
  await loadMessages("en-GB");
  clock.now = () => Date.parse("2026-03-10T12:00:00Z");
  for (const table of database.tables) await table.clear();
  await database.companies.put({ id: BANK, name: "Bank", sector: "bank", $h });
});

async function show(section: string): Promise<void> {
  await act(() => render(h(CompanyPage, { company: BANK, section }), root));
  await soon(() => expect(said("company-title")).toBe("Bank"));
}

test("a company without a note shows that in each fact", async () => {
  await show("timeline");
  await soon(() => expect(said("company-reads")).toBe("Sees nothing"));
  expect(said("company-visits")).toBe("Nothing noted");
  expect(said("company-next")).toBe("No date");
  expect(all("tally")).toEqual([]);
});

test("the facts come from the record, and fewer than three visits draw no count", async () => {
  await database.feelings.bulkPut([
    { ...feeling("2026-03-01", 1, { company: BANK }), $h },
    { ...feeling("2026-03-02", -2, { company: BANK }), $h },
  ]);
  await database.grants.put({
    id: BANK,
    hosts: [BANK],
    parts: { contact: true },
    since: "2026-03-01T00:00:00Z",
    $h,
  });
  const detail = { due: "2026-03-20", by: "user" };
  await database.events.put({ id: "p", at: "2026-03-02T12:00:00Z", company: BANK, type: "promise", detail, $h });
  await recount(database);
  await show("timeline");
  await soon(() => expect(said("company-reads")).toBe("Allowed since 1 Mar 2026"));
  expect(said("company-visits")).toBe("2 visits");
  expect(root.querySelector(".strip")?.getAttribute("aria-label")).toContain("Good and Very bad");
  expect(said("company-next")).toBe("Promise due by 20 Mar 2026");
  await database.feelings.put({ ...feeling("2026-03-03", 2, { company: BANK }), $h });
  await soon(() => expect(said("company-visits")).toBe("2 of 3 good"));
  await soon(() => expect(all("tally")[0]?.dataset.count).toBe("3"));
});

test.each([
  ["timeline", "diary"],
  ["insight", "diary"],
  ["shared", "sees"],
  ["compliance", "letters"],
  ["letters", "letters"],
])("the section %s is in the tab %s", async (section, tab) => {
  await show(section);
  const open = ["diary", "sees", "letters"].filter((one) => all(`tab-${one}`)[0]?.hasAttribute("aria-current"));
  expect(open).toEqual([tab]);
  expect(all(`section-${section}`)[0]?.getAttribute("aria-current")).toBe("page");
});

test("a promise is settled in its tab", async () => {
  const detail = { due: "2026-03-20", text: "A refund", by: "user" };
  await database.events.put({ id: "p", at: "2026-03-02T12:00:00Z", company: BANK, type: "promise", detail, $h });
  await show("compliance");
  await soon(() => expect(said("company-promises")).toContain("A refund"));
  expect(all("promise-kept")).toHaveLength(1);
});
