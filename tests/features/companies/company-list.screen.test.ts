// The company list on the screen: whole rows as links, the last visits, and changes of several companies with one Undo.
import "fake-indexeddb/auto";
import { h, render } from "preact";
import { act } from "preact/test-utils";
import { beforeEach, expect, test, vi } from "vitest";
import { Companies } from "../../../src/features/companies/company-list.tsx";
import { database } from "../../../src/record/database.ts";
import { recount } from "../../../src/record/recount.ts";
import { ActionBar } from "../../../src/ui/action-bar.tsx";
import { Confirm } from "../../../src/ui/confirm.tsx";
import { loadMessages } from "../../../src/ui/messages.ts";
import { Toasts } from "../../../src/ui/toast.tsx";
import { feeling } from "../../support/data/diaries.ts";
import { stampAt } from "../../support/data/rows.ts";
import { soon } from "../../support/device/soon.ts";

const sent = vi.hoisted(() => [] as { command: string; payload: Record<string, unknown> }[]);
vi.mock("webextension-polyfill", () => ({
  default: {
    runtime: {
      sendMessage: async (message: (typeof sent)[number]) => {
        sent.push(message);
        return { value: { batch: `${message.command} ${message.payload.company}` } };
      },
    },
  },
}));

const $h = stampAt(Date.parse("2026-03-01T12:00:00Z"));
const root = document.createElement("div");
const all = (testId: string) => [...root.querySelectorAll<HTMLElement>(`[data-testid="${testId}"]`)];
const press = (testId: string, at = 0) => act(async () => all(testId)[at]?.click());

beforeEach(async () => {
  document.body.append(root);
  render(null, root);
  await loadMessages("en-GB");
  sent.length = 0;
  for (const table of database.tables) await table.clear();
  await database.companies.bulkPut([
    { id: "bank.example", name: "Bank", sector: "bank", $h },
    { id: "shop.example", name: "Shop", $h },
    { id: "shop-online.example", name: "Shop", sameAs: "shop.example", $h },
    { id: "telco.example", name: "Telco", $h },
  ]);
  await database.feelings.bulkPut([
    { ...feeling("2026-02-03", 2, { company: "shop.example" }), $h },
    { ...feeling("2026-02-02", -1, { company: "shop-online.example" }), $h },
    { ...feeling("2026-02-01", 1, { company: "bank.example" }), $h },
  ]);
  await database.grants.put({
    id: "bank.example",
    hosts: ["bank.example"],
    parts: {},
    since: "2026-01-01T00:00:00Z",
    $h,
  });
  await recount(database);
  await act(() => render([h(Companies, {}), h(ActionBar, {}), h(Toasts, {}), h(Confirm, {})], root));
  await soon(() => expect(all("company-row")).toHaveLength(3));
});

const choose = async (...companies: string[]) => {
  for (const company of companies) {
    const row = all("company-row").find(({ dataset }) => dataset.company === company);
    await act(async () => row?.querySelector("input")?.click());
  }
};

test("a row is one link with the name, the kind, the last visits and the state", async () => {
  const row = all("company-bank.example")[0];
  expect(row?.tagName).toBe("A");
  expect(row?.textContent).toContain("Bank");
  expect(row?.textContent).toContain("Allowed");
  await soon(() =>
    expect(all("company-shop.example")[0]?.querySelector(".strip")?.getAttribute("aria-label")).toContain(
      "Bad and Very good",
    ),
  );
  expect(all("chosen")).toEqual([]);
});

test("several companies change together, with one Undo", async () => {
  await choose("bank.example", "telco.example");
  await soon(() => expect(all("chosen")[0]?.dataset.count).toBe("2"));
  await press("chosen-mute");
  await soon(() => expect(all("chosen")).toEqual([]));
  expect(sent.map(({ payload }) => [payload.company, payload.muted])).toEqual([
    ["bank.example", true],
    ["telco.example", true],
  ]);
  sent.length = 0;
  await soon(() => expect(all("undo")).toHaveLength(1));
  await press("undo");
  await soon(() =>
    expect(sent.map(({ payload }) => payload.batch)).toEqual([
      "edit-company telco.example",
      "edit-company bank.example",
    ]),
  );
});

test("several become one company after a question, and the one with most notes keeps its name", async () => {
  await choose("telco.example", "shop.example");
  await soon(() => expect(all("chosen-merge")).toHaveLength(1));
  await press("chosen-merge");
  await soon(() => expect(root.textContent).toContain("Telco becomes another web address of Shop"));
  await press("confirm-yes");
  await soon(() =>
    expect(sent.map(({ payload }) => [payload.company, payload.sameAs])).toEqual([["telco.example", "shop.example"]]),
  );
});

test("revoking ends only the permissions that exist", async () => {
  await choose("telco.example");
  await soon(() => expect(all("chosen")).toHaveLength(1));
  expect([all("chosen-revoke"), all("chosen-merge")]).toEqual([[], []]);
  await choose("bank.example");
  await soon(() => expect(all("chosen-revoke")).toHaveLength(1));
  await press("chosen-revoke");
  await soon(() =>
    expect(sent.map(({ command, payload }) => [command, payload.company])).toEqual([
      ["revoke-company", "bank.example"],
    ]),
  );
});

test("several are deleted by one command after a question, with one Undo", async () => {
  await choose("bank.example", "telco.example");
  await press("chosen-remove");
  await soon(() => expect(root.textContent).toContain("Delete 2 companies?"));
  expect(root.textContent).toContain("They read nothing more from now on.");
  expect(sent).toEqual([]);
  await press("confirm-yes");
  await soon(() => expect(all("chosen")).toEqual([]));
  expect(sent.map(({ command, payload }) => [command, payload.companies])).toEqual([
    ["remove-companies", ["bank.example", "telco.example"]],
  ]);
  await soon(() => expect(all("undo")).toHaveLength(1));
});

test("a declined deletion keeps the choice; the question mentions no reading if no company reads", async () => {
  await choose("telco.example");
  await press("chosen-remove");
  await soon(() => expect(root.textContent).toContain("Delete 1 company?"));
  expect(root.textContent).not.toContain("They read nothing more from now on.");
  await press("confirm-no");
  await soon(() => expect(root.textContent).not.toContain("Delete 1 company?"));
  expect([all("chosen").length, sent]).toEqual([1, []]);
});

test("the keyboard leads from a chosen row to the bar, and Escape back to the page", async () => {
  expect(all("company-to-bar")).toEqual([]);
  await choose("telco.example");
  await soon(() => expect(all("company-to-bar")).toHaveLength(1));
  await press("company-to-bar");
  expect(document.activeElement).toBe(all("chosen")[0]);
  await act(async () => {
    all("chosen-mute")[0]?.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
  });
  await soon(() => expect(all("chosen")).toEqual([]));
  expect(document.activeElement).toBe(root.querySelector("h1"));
});

test("one press chooses all shown companies, and none that the search hides", async () => {
  const field = root.querySelector<HTMLInputElement>('[data-testid="search"]');
  await act(async () => {
    if (field === null) throw new Error("no search field");
    field.value = "e";
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  await choose("telco.example");
  await soon(() => expect(all("chosen-all")).toHaveLength(1));
  await press("chosen-all");
  await soon(() => expect(all("chosen")[0]?.dataset.count).toBe(String(all("company-row").length)));
  expect(all("chosen-all")).toEqual([]);
});
