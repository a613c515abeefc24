// Settings of a company while its live query lags behind what was picked.
import "fake-indexeddb/auto";
import { h, render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, expect, test, vi } from "vitest";
import type { Company } from "../../../src/core/record/tables.ts";
import { CompanySettings } from "../../../src/features/companies/company-settings.tsx";
import { loadMessages } from "../../../src/ui/messages.ts";

const sent: unknown[] = [];
vi.mock("webextension-polyfill", () => ({
  default: {
    runtime: {
      sendMessage: async ({ payload }: { payload: unknown }) => {
        sent.push(payload);
        return { value: { batch: null } };
      },
    },
  },
}));

afterEach(() => render(null, document.body));

const list = () => document.querySelector<HTMLSelectElement>("[data-testid=company-sector]");
const show = (row: Company) =>
  act(() => render(h(CompanySettings, { company: row.id, name: row.name, row }), document.body));
const pick = (sector: string) =>
  act(async () => {
    const select = list();
    if (select === null) throw new Error("the list is not shown");
    select.value = sector;
    select.dispatchEvent(new Event("change", { bubbles: true }));
  });

test("a list of kinds stays at the last picked one when an earlier one is delivered", async () => {
  await loadMessages("en");
  const row: Company = { id: "shop.example", name: "Shop" };
  await show(row);
  await pick("bank");
  await pick("insurance");
  await show({ ...row, sector: "bank" });
  expect(list()?.value).toBe("insurance");
  await show({ ...row, sector: "insurance" });
  await show({ ...row, sector: "retail" });
  expect(list()?.value).toBe("retail");
  expect(sent).toMatchObject([{ sector: "bank" }, { sector: "insurance" }]);
});
