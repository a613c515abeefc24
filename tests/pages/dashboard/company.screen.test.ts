// A company on the dashboard, over a real record: its preferences, and the targets of "why" and "ask to delete".
import "fake-indexeddb/auto";
import { h, render } from "preact";
import { beforeEach, expect, test, vi } from "vitest";
import { PreferencesPage } from "../../../src/features/preferences/preferences-page.tsx";
import { CompanyPage } from "../../../src/pages/dashboard/company.tsx";
import { database } from "../../../src/record/database.ts";
import { Confirm } from "../../../src/ui/confirm.tsx";
import { loadMessages } from "../../../src/ui/messages.ts";
import { stampAt } from "../../support/data/rows.ts";
import { soon } from "../../support/device/soon.ts";

const sent = vi.hoisted(() => [] as { command: string; payload: Record<string, unknown> }[]);
const asking = vi.hoisted(() => ({ now: false }));
vi.mock("webextension-polyfill", () => ({
  default: {
    runtime: {
      sendMessage: async (message: (typeof sent)[number]) => {
        if (message.command !== "look-at-question") sent.push(message);
        return { value: asking.now ? { asks: [] } : { id: "new", batch: null } };
      },
    },
  },
}));

const $h = stampAt(Date.parse("2026-11-18T12:00:00Z"));
const root = document.createElement("div");
const all = (testId: string) => [...root.querySelectorAll<HTMLElement>(`[data-testid="${testId}"]`)];
const href = (testId: string) => all(testId)[0]?.getAttribute("href");
const show = (company: string, section: string, letter?: string) =>
  render(h(CompanyPage, { key: `${company} ${section}`, company, section, letter }), root);
const PARTS = { contact: true, treatment: true, support: false, terms: true, plans: false, feelings: false };

beforeEach(async () => {
  sent.length = 0;
  asking.now = false;
  location.hash = "";
  document.body.append(root);
  render(null, root);
  await loadMessages("en");
  for (const table of database.tables) await table.clear();
  await database.companies.bulkPut([
    { id: "shop.example", name: "The Shop", sector: "retail", $h },
    { id: "shop-online.example", name: "Shop Online", sameAs: "shop.example", $h },
  ]);
  await database.rules.bulkPut([
    { id: "r1", layer: "base", kinds: ["service"], want: "yes", $h },
    { id: "r2", layer: "sector:retail", kinds: ["research"], want: "no", $h },
    { id: "r3", layer: "company:shop.example", kinds: ["offers"], want: "no", $h },
    { id: "r4", layer: "company:shop-online.example", kinds: ["news"], want: "yes", $h },
  ]);
  await database.profiles.put({ id: "profile", timeZone: "Europe/Berlin", $h });
});

test("a merged domain shows, edits and resets the main company's rules", async () => {
  show("shop-online.example", "preferences");
  await soon(() => expect(all("rule").map((rule) => rule.textContent)).toEqual(["Offers: noEdit"]));
  expect(all("company-merged")).toHaveLength(1);
  all("reset-layer")[0]?.click();
  expect(sent).toEqual([{ command: "reset-layer", payload: { layer: "company:shop.example" } }]);
});

test('"why" leads to the deciding rule, on any page', async () => {
  show("shop-online.example", "preferences");
  await soon(() => expect(all("sentence-2")).toHaveLength(1));
  const reasons = [0, 1, 2].map((index) => [all(`why-${index}`)[0]?.textContent, href(`why-${index}`)]);
  expect(reasons).toEqual([
    ["From your general preferences", "#/preferences?rule=r1"],
    ["From your rule for The Shop", "#/companies/shop.example/preferences?rule=r3"],
    ["From your rule for: Shops", "#/preferences/retail?rule=r2"],
  ]);
});

test("the rule that the address names gets the focus", async () => {
  location.hash = "#/preferences?rule=r1";
  render(h(PreferencesPage, { sector: undefined }), root);
  await soon(() => expect(document.activeElement?.className).toContain("pointed"));
  expect(document.activeElement?.textContent).toBe("Service: yesEdit");
});

async function answerNo(): Promise<void> {
  await soon(() => expect(all("confirm-no")).toHaveLength(1));
  all("confirm-no")[0]?.click();
}

test("a declined change of part, sector or main domain resets the control", async () => {
  HTMLDialogElement.prototype.showModal ??= () => {};
  const grant = { hosts: ["www.shop.example"], parts: PARTS, since: "2026-11-18T12:00:00Z", $h };
  await database.grants.put({ id: "shop.example", ...grant });
  await database.companies.put({ id: "other.example", name: "Other", $h });
  asking.now = true;
  const window = (section: string) =>
    render(h("div", { key: section }, h(CompanyPage, { company: "shop.example", section }), h(Confirm, null)), root);
  window("shared");
  await soon(() => expect(all("part-plans")).toHaveLength(1));
  all("part-plans")[0]?.click();
  expect((all("part-plans")[0] as HTMLInputElement).checked).toBe(true);
  await answerNo();
  await soon(() => expect((all("part-plans")[0] as HTMLInputElement).checked).toBe(false));
  window("preferences");
  await soon(() => expect(all("company-sector")).toHaveLength(1));
  for (const [testId, picked] of [
    ["company-sector", "health"],
    ["company-same-as", "other.example"],
  ] as const) {
    // Each answer renders the fields anew, as for a fast user who names a company before the suggestions have loaded.
    const field = () => all(testId)[0] as HTMLInputElement;
    field().value = picked;
    for (const kind of ["input", "change"]) field().dispatchEvent(new Event(kind, { bubbles: true }));
    await answerNo();
    await soon(() => expect(field().value).not.toBe(picked));
  }
});

test('"ask to delete" leads to the letter for it', async () => {
  const grant = { hosts: ["www.shop.example"], parts: PARTS, since: "2026-11-18T12:00:00Z", $h };
  await database.grants.put({ id: "shop.example", ...grant });
  show("shop.example", "shared");
  await soon(() => expect(href("ask-delete")).toBe("#/companies/shop.example/letters/erasure"));
  show("shop.example", "letters", "erasure");
  await soon(() => expect((all("letter-text")[0] as HTMLTextAreaElement | undefined)?.value).toContain("17(1)"));
});
