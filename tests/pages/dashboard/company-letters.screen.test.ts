// Letters of one company and of all, over a real record, including a company without rows.
import "fake-indexeddb/auto";
import { h, render } from "preact";
import { beforeEach, expect, test, vi } from "vitest";
import { DEFAULT_QUIET, DEFAULT_RULES } from "../../../src/core/preferences/defaults.ts";
import { OpenLetters } from "../../../src/features/letters/open-letters.tsx";
import { CompanyLetters } from "../../../src/pages/dashboard/company-letters.tsx";
import { clock } from "../../../src/platform/clock.ts";
import { database } from "../../../src/record/database.ts";
import { loadMessages } from "../../../src/ui/messages.ts";
import { stampAt } from "../../support/data/rows.ts";
import { soon } from "../../support/device/soon.ts";

vi.mock("webextension-polyfill", () => ({ default: { runtime: {} } }));

const NOON = Date.parse("2026-11-18T12:00:00Z");
const $h = stampAt(NOON);
const root = document.createElement("div");
const all = (testId: string) => [...root.querySelectorAll<HTMLInputElement>(`[data-testid="${testId}"]`)];
const body = () => all("letter-text")[0]?.value ?? "";

const letter = (id: string, company: string, { due, state }: { due: string; state: string }) => ({
  id,
  at: "2026-10-18T12:00:00Z",
  company,
  type: "told",
  detail: { letter: "copy", law: "gdpr", due, state },
  $h,
});

beforeEach(async () => {
  clock.now = () => NOON;
  document.body.append(root);
  render(null, root);
  await loadMessages("en");
  for (const table of database.tables) await table.clear();
  await database.rules.bulkPut(DEFAULT_RULES.map((rule) => ({ ...rule, layer: "base", $h })));
  await database.layers.put({ id: "base", quiet: DEFAULT_QUIET, treatment: { languages: ["pl"] }, $h });
  await database.profiles.put({ id: "profile", timeZone: "Europe/Berlin", letterName: "Ada", $h });
});

test("the letter to a company without rows has the general rules, quiet hours and languages", async () => {
  render(h(CompanyLetters, { company: "new.example" }), root);
  await soon(() => expect(body()).toContain("- News, offers, and partners’ messages: no"));
  expect(root.querySelector("h2")?.textContent).toBe("Letters to new.example");
  expect(body()).toMatch(/- Quiet hours: every day 21:00–08:00 \(Europe\/Berlin\)/);
  expect(body()).toContain("- Languages: Polish");
  expect(body()).toMatch(/Ada$/);
  expect(all("letter-row")).toEqual([]);
});

test("a company with an internationalised domain is addressed in its own script", async () => {
  render(h(CompanyLetters, { company: "xn--bcher-kva.de" }), root);
  await soon(() => expect(root.querySelector("h2")?.textContent).toBe("Letters to bücher.de"));
  expect(body()).not.toContain("xn--");
});

test("a company with letters shows the state of each, and its own rule in the letter", async () => {
  await database.companies.put({ id: "shop.example", name: "The Shop", contactEmail: "a@shop.example", $h });
  await database.rules.put({
    id: "r",
    layer: "company:shop.example",
    kinds: ["offers"],
    want: "yes",
    via: ["post"],
    $h,
  });
  await database.events.bulkPut([
    letter("e1", "shop.example", { due: "2026-11-17", state: "open" }),
    letter("e2", "shop.example", { due: "2026-11-18", state: "open" }),
    letter("e3", "shop.example", { due: "2026-11-17", state: "refused" }),
    letter("e4", "other.example", { due: "2026-11-17", state: "open" }),
  ]);
  render(h(CompanyLetters, { company: "shop.example" }), root);
  await soon(() => expect(body()).toContain("- Offers: by post"));
  expect(all("letter-row").map((row) => row.dataset.state)).toEqual(["refused", "open", "overdue"]);
  expect(all("letter-email")[0]?.value).toBe("a@shop.example");
});

test("the page of all companies lists open letters by due day, each with its company", async () => {
  await database.companies.put({ id: "shop.example", name: "The Shop", $h });
  await database.events.bulkPut([
    letter("e1", "shop.example", { due: "2026-12-01", state: "open" }),
    letter("e2", "shop.example", { due: "2026-11-01", state: "answered" }),
    letter("e3", "other.example", { due: "2026-11-17", state: "open" }),
  ]);
  render(h(OpenLetters, null), root);
  await soon(() => expect(all("letter-row")).toHaveLength(2));
  expect(all("letter-row").map((row) => row.querySelector("a")?.textContent)).toEqual(["other.example", "The Shop"]);
  expect(root.querySelector("a")?.getAttribute("href")).toBe("#/companies/other.example/letters");
});

test("a company without a name is addressed by its domain", async () => {
  render(h(CompanyLetters, { company: "xn--bcher-kva.example" }), root);
  await soon(() => expect(root.querySelector("h2")?.textContent).toBe("Letters to bücher.example"));
  await soon(() => expect(root.querySelector(".letter-paper")?.textContent).toContain("bücher.example"));
  expect(root.textContent).not.toContain("xn--");
});
