// The form that merges two companies finds the other company by its name.
import "fake-indexeddb/auto";
import { h, render } from "preact";
import { expect, test, vi } from "vitest";
import { type CompanyEdit, MergeCompany } from "../../../src/features/companies/merge-company.tsx";
import { database } from "../../../src/record/database.ts";
import { loadMessages } from "../../../src/ui/messages.ts";
import { stampAt } from "../../support/data/rows.ts";
import { soon } from "../../support/device/soon.ts";

vi.mock("webextension-polyfill", () => ({ default: {} }));

test("a typed name finds the company even before the suggestions have loaded", async () => {
  await loadMessages("en");
  const $h = stampAt(Date.parse("2026-11-18T12:00:00Z"));
  await database.companies.clear();
  await database.companies.bulkPut([
    { id: "shop.example", name: "The Shop", $h },
    { id: "other.example", name: "Other", $h },
  ]);
  const edits: CompanyEdit[] = [];
  const root = document.createElement("div");
  render(h(MergeCompany, { company: "shop.example", onEdit: (edit) => void edits.push(edit) }), root);
  const field = root.querySelector<HTMLInputElement>("[data-testid=company-same-as]");
  if (field === null) throw new Error("the field is not shown");
  field.value = "Other";
  field.dispatchEvent(new Event("change", { bubbles: true }));
  await soon(() => expect(edits).toEqual([{ sameAs: "other.example" }]));
});
