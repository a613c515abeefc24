// Compliance on the screen: the popup's button, the counts and complaint of a company, and the due promise on Home.
import { Dexie } from "dexie";
import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { type ComponentChild, h, render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { SiteView } from "../../../src/core/commands/companies.ts";
import { answerCommands } from "../../support/browser/answered.ts";
import { settled } from "../../support/device/settle.ts";
import { soon } from "../../support/device/soon.ts";
import { forgetModules } from "../../support/device/start-anew.ts";

const company = "shop.example";
const rule = { id: "r", kinds: ["offers"], want: "yes", via: ["post"] };
const broke = { kind: "offers", channel: "email", verdict: "broke", reason: "other-channel", rule, readable: true };
const kept = { kind: "offers", channel: "post", verdict: "kept", reason: "wanted", rule, readable: true };
let sent: { command: string; payload: unknown }[] = [];

beforeEach(async () => {
  sent = [];
  forgetModules();
  Dexie.dependencies.indexedDB = new IDBFactory();
  Dexie.dependencies.IDBKeyRange = IDBKeyRange;
  const contact = { id: "c", at: "2026-11-18T12:00:00Z", company, ...broke };
  answerCommands((message: (typeof sent)[number]) => {
    if (message.command !== "look-at-question") sent.push(message);
    return { value: { id: "e", batch: "b", contact } };
  });
  const { clock } = await import("../../../src/platform/clock.ts");
  clock.now = () => Date.parse("2026-11-18T12:00:00Z");
  const { loadMessages } = await import("../../../src/ui/messages.ts");
  await loadMessages("en-GB");
});

afterEach(() => render(null, document.body));

const all = (testId: string) => [...document.querySelectorAll<HTMLElement>(`[data-testid="${testId}"]`)];
const text = (testId: string): string => all(testId)[0]?.textContent ?? `no ${testId}`;

async function show(what: ComponentChild, testId: string): Promise<void> {
  await act(() => render(what, document.body));
  for (let left = 50; left > 0 && all(testId).length === 0; left--) await rest();
}

const rest = (): Promise<void> =>
  act(async () => {
    await new Promise((done) => setTimeout(done, 20));
    await settled();
  });

async function press(testId: string): Promise<void> {
  await act(() => all(testId)[0]?.click());
  await rest();
}

async function events(...rows: [type: string, detail: object][]): Promise<void> {
  const { database } = await import("../../../src/record/database.ts");
  const stored = rows.map(([type, detail], index) => ({
    id: `e${index}`,
    at: `2026-11-1${index}T10:00:00Z`,
    company,
    type,
    detail: { ...detail, by: "user" },
    $h: "s",
  }));
  await database.events.bulkPut(stored);
}

test("the popup notes a contact with two selects, shows the verdict, its rule and the next step, and Undo removes it", async () => {
  const { Contacted } = await import("../../../src/pages/popup/contacted.tsx");
  const products = [{ id: "shoes", label: { en: "Shoes", de: "Schuhe" } }];
  const look = { company, name: "The Shop", products } as unknown as SiteView;
  await show(h(Contacted, { site: look }), "they-contacted");
  await press("they-contacted");
  await soon(() => expect(all("contact-product")).toHaveLength(1));
  await act(() => {
    const select = all("contact-product")[0] as HTMLSelectElement;
    select.value = "shoes";
    select.dispatchEvent(new Event("change", { bubbles: true }));
  });
  await press("contact-save");
  expect(sent).toEqual([
    { command: "record-contact", payload: { company, kind: "offers", channel: "email", product: "shoes" } },
  ]);
  expect(all("contact-verdict")[0]?.dataset).toMatchObject({ verdict: "broke", readable: "true" });
  expect(text("contact-verdict")).toBe("You wanted this another way. Your rule: Offers: by post");
  expect(all("contact-next")[0]?.getAttribute("href")).toContain(`#/companies/${company}/compliance`);
  const { Toasts } = await import("../../../src/ui/toast.tsx");
  await show([h(Contacted, { site: look }), h(Toasts, {})], "undo");
  await press("undo");
  expect(sent.at(-1)).toEqual({ command: "undo", payload: { batch: "b" } });
});

test("a company's page shows both counts, each contact with its rule, and the complaint about violations", async () => {
  await events(["contact", kept], ["contact", broke], ["contact", { ...broke, readable: false }]);
  const { CompanyCompliance } = await import("../../../src/pages/dashboard/company-compliance.tsx");
  await show(h(CompanyCompliance, { company, name: "The Shop" }), "compliance-row");
  expect([text("compliance-kept"), text("compliance-broke")]).toEqual(["1 contact was as you wanted.", "2 were not."]);
  expect(all("compliance-unclear")).toEqual([]);
  expect(all("compliance-row").map(({ dataset }) => dataset.verdict)).toEqual(["broke", "broke", "kept"]);
  expect(all("compliance-row")[0]?.textContent).toContain("The Shop could not read this at that moment.");
  expect(all("compliance-row")[1]?.textContent).toContain("The Shop could read this at that moment.");
  expect(text("complaint-text")).toContain("2. 12 Nov 2026");
  expect(text("complaint-text")).not.toContain("3. ");
  expect(all("compliance-objection")[0]?.getAttribute("href")).toBe(`#/companies/${company}/letters/objection`);
});

test("a company without contacts offers no complaint", async () => {
  const { CompanyCompliance } = await import("../../../src/pages/dashboard/company-compliance.tsx");
  await show(h(CompanyCompliance, { company, name: "The Shop" }), "none");
  expect(document.body.textContent).toContain("You have not noted any contact yet.");
  expect(all("complaint")).toEqual([]);
});

test("Home settles a due promise", async () => {
  await events(["promise", { text: "A refund", due: "2026-11-18" }], ["promise", { due: "2026-11-19" }]);
  const { Home } = await import("../../../src/pages/dashboard/home.tsx");
  await show(h(Home, {}), "home-promise");
  expect(all("home-promise").map((one) => one.textContent)).toEqual([
    expect.stringContaining("shop.example promised, by 18 Nov 2026: A refund"),
  ]);
  await press("promise-kept");
  expect(sent).toEqual([
    {
      command: "edit-event",
      payload: { company, type: "resolved", at: "2026-11-18T12:00:00Z", detail: { promise: "e0" } },
    },
  ]);
});
