// Preferences edited on the screen: a rule for one product, a hold, and general values in place of missing own ones.
import { type ComponentChild, h, render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, describe, expect, test } from "vitest";
import type { SiteView } from "../../src/core/commands/companies.ts";
import type { Editing } from "../../src/features/preferences/edited-rule.ts";
import { decide } from "../../src/kit/site/index.ts";
import { settled } from "../support/device/settle.ts";
import { soon } from "../support/device/soon.ts";
import { bank, type Device, world } from "../support/device/world.ts";

const FILE = {
  cmr: "0.1",
  lastUpdate: "2026-11-01",
  status: "live",
  company: { name: "Northbank", sector: "bank" },
  hosts: [bank.host],
  honours: {},
  products: [{ id: "mortgage", label: { en: "Mortgage" } }],
};
const layer = `company:${bank.company}`;

afterEach(() => render(null, document.body));

const all = (testId: string) => [...document.querySelectorAll<HTMLElement>(`[data-testid="${testId}"]`)];
const text = (testId: string): string => all(testId)[0]?.textContent ?? `no ${testId}`;
const pressed = (testId: string) => all(testId)[0]?.getAttribute("aria-pressed") === "true";
const there = (testId: string) => soon(() => expect(all(testId)).not.toEqual([]));
const gone = (testId: string) => soon(() => expect(all(testId)).toEqual([]));

async function press(testId: string): Promise<void> {
  await there(testId);
  await act(() => all(testId)[0]?.click());
  await settled();
}

async function pick(testId: string, value: string): Promise<void> {
  await there(testId);
  await act(() => {
    const select = all(testId)[0] as HTMLSelectElement;
    select.value = value;
    select.dispatchEvent(new Event("change", { bubbles: true }));
  });
  await settled();
}

const optionsOf = (testId: string): string[] =>
  [...(all(testId)[0]?.querySelectorAll("option") ?? [])].map((option) => option.textContent ?? "");
const chosenIn = (testId: string): string => (all(testId)[0] as HTMLSelectElement).value;

/** A device whose windows use its own background, with a grant for the bank. */
async function living(): Promise<Device> {
  const { phone } = await world();
  const { browser } = await import("../../src/platform/browser/browser.ts");
  const sendMessage = ({ command, payload }: { command: string; payload: unknown }) => phone.send(command, payload);
  Object.assign(browser.runtime, { sendMessage });
  const { loadMessages } = await import("../../src/ui/messages.ts");
  await loadMessages("en-GB");
  await phone.allow(bank.company, bank.host);
  return phone;
}

async function show(what: ComponentChild): Promise<void> {
  const { Confirm } = await import("../../src/ui/confirm.tsx");
  await act(() => render([what, h(Confirm, {})], document.body));
}

async function lookAt(phone: Device): Promise<SiteView> {
  phone.browser.tabs = [{ id: 1, url: bank.url, active: true, listening: true }];
  phone.browser.inject = () => ({ url: bank.url, announced: true, file: { text: JSON.stringify(FILE) } });
  phone.browser.permissions.held.add("<all_urls>");
  const look = await phone.ask<SiteView>("look-at-tab", { tab: 1 });
  phone.browser.permissions.held.delete("<all_urls>");
  return look;
}

/** Opens the editor of the popup's "Add a rule". */
async function newRule(phone: Device): Promise<void> {
  const { Allowed } = await import("../../src/pages/popup/allowed.tsx");
  const { RulePanel } = await import("../../src/pages/popup/rule-panel.tsx");
  const look = await lookAt(phone);
  const edit = (editing: Editing | null) =>
    void show(
      editing === null ? h("p", { "data-testid": "closed" }) : h(RulePanel, { site: look, editing, onEditing: edit }),
    );
  await show(h(Allowed, { site: look, again: async () => null, onEdit: edit, onPreview: () => {} }));
  await press("add-rule");
  await there("rule-editor");
}

async function companyPage() {
  const { CompanyPreferences } = await import("../../src/pages/dashboard/company-preferences.tsx");
  await show(h(CompanyPreferences, { company: bank.company, name: "Northbank" }));
  await there("reset-layer");
}

const ownRow = async (phone: Device) => (await phone.rows("layers")).find(({ id }) => id === layer);

describe("a rule about the mortgage", () => {
  test("lets neither offers nor partners call, in document, header and compliance", async () => {
    const phone = await living();
    await newRule(phone);
    expect(chosenIn("rule-about")).toBe("product mortgage");
    for (const kind of ["news", "offers", "partners"]) expect(pressed(`rule-kind-${kind}`)).toBe(false);
    for (const kind of ["security", "service", "advice"]) expect(pressed(`rule-kind-${kind}`)).toBe(true);
    await pick("rule-via-1", "call");
    expect(text("rule-sentence")).toBe("Mortgage (everything but news, offers and partners’ messages): by phone");
    await press("rule-done");
    await there("closed");
    const document = (await phone.request(bank.url)).value as Parameters<typeof decide>[0];
    const may = (kind: "service" | "offers" | "partners") =>
      decide(document, { kind, product: "mortgage", channel: "call", at: "2026-11-18T12:00:00Z" }).reason;
    expect([may("service"), may("offers"), may("partners")]).toEqual(["wanted", "not-wanted", "not-wanted"]);
    const { contact } = await phone.ask<{ contact: object }>("record-contact", {
      company: bank.company,
      kind: "partners",
      channel: "call",
      product: "mortgage",
    });
    expect(contact).toMatchObject({ verdict: "broke", reason: "not-wanted", rule: { id: "default-marketing" } });
  });

  test("is saved by Done without a change", async () => {
    const phone = await living();
    await newRule(phone);
    await press("rule-done");
    await there("closed");
    const own = (await phone.rows("rules")).find((rule) => rule.layer === layer);
    expect(own).toMatchObject({ want: "yes", about: { product: "mortgage" } });
    expect(own?.kinds).not.toContain("partners");
  });

  test("asks if a refused kind is ticked; a no keeps the stored state", async () => {
    const phone = await living();
    await newRule(phone);
    await pick("rule-via-1", "call");
    await press("rule-kind-offers");
    await there("confirm-no");
    expect(text("rule-also")).toBe("This also allows what you refuse otherwise: offers");
    expect(text("confirm")).toContain("may contact you more freely (offers)");
    await press("confirm-no");
    await gone("rule-also");
    expect(pressed("rule-kind-offers")).toBe(false);
    await press("rule-kind-offers");
    await press("confirm-yes");
    await press("rule-done");
    await there("closed");
    const own = (await phone.rows("rules")).find((rule) => rule.layer === layer);
    expect(own?.kinds).toContain("offers");
  });
});

describe("a hold", () => {
  test("starts with one choice, shows here and on Home, and asks when it ends early", async () => {
    const phone = await living();
    await companyPage();
    expect(all("hold-said")).toEqual([]);
    await pick("hold", "2026-12-18");
    await pick("hold", "2026-11-25");
    expect(await ownRow(phone)).toBeUndefined();
    await press("hold-begin");
    await there("hold-said");
    expect(text("hold-said")).toBe("No contact until 25 Nov 2026, except: security alerts.");
    expect(await ownRow(phone)).toMatchObject({ hold: { until: "2026-11-25", except: ["security"] } });
    await soon(() => expect(text("sees")).toContain("Because you want no contact until 25 Nov 2026"));
    const { contact } = await phone.ask<{ contact: object }>("record-contact", {
      company: bank.company,
      kind: "service",
      channel: "email",
    });
    const { verdictText } = await import("../../src/features/compliance/contact-verdict.tsx");
    expect(verdictText(contact as never, () => "")).toBe(
      "You did not want this. You wanted no contact until 25 Nov 2026.",
    );

    const { HoldsNow } = await import("../../src/features/preferences/holds-now.tsx");
    await show(h(HoldsNow, {}));
    await there("home-hold");
    expect(text("home-hold")).toContain("bank.example: No contact until 25 Nov 2026, except: security alerts.");
    await press("hold-end");
    await there("confirm-yes");
    expect(text("confirm")).toContain("(service, ");
    expect(text("confirm")).not.toContain("offers");
    await press("confirm-no");
    expect(await ownRow(phone)).toMatchObject({ hold: { until: "2026-11-25" } });
    await press("hold-end");
    await press("confirm-yes");
    await gone("home-hold");
    expect((await ownRow(phone))?.hold).toBe(null);
  });

  test("for all companies shows here as general, and nowhere after its end", async () => {
    const phone = await living();
    const hold = (until: string) => phone.ask("edit-layer", { layer: "base", fields: { hold: { until, except: [] } } });
    await hold("2026-11-30");
    await companyPage();
    expect(text("hold-general")).toBe("As in general: No contact until 30 Nov 2026.");
    render(null, document.body);
    phone.time += 13 * 86_400_000;
    await companyPage();
    expect(all("hold-general")).toEqual([]);
    const { HoldsNow } = await import("../../src/features/preferences/holds-now.tsx");
    await show(h(HoldsNow, {}));
    await settled();
    expect(all("home-hold")).toEqual([]);
  });
});

test("a rule without effect shows the reason beside it", async () => {
  const phone = await living();
  const rule = { kinds: ["service"], want: "yes" };
  const add = (more: object) => phone.ask("edit-preference", { layer, rule: { ...rule, ...more } });
  await add({ kinds: ["news"], until: "2026-10", want: "no" });
  await add({ kinds: ["support"], from: "2027-06", until: "2027-05" });
  await add({ kinds: "*", about: { label: "Tea" } });
  await phone.ask("edit-layer", { layer, fields: { hold: { until: "2026-12-28", except: ["changes"] } } });
  await add({ kinds: ["changes"] });
  await companyPage();
  const idle = () => [...document.querySelectorAll<HTMLElement>("[data-why]")].map(({ dataset }) => dataset.why);
  await soon(() => expect(idle().sort()).toEqual(["backwards", "over"]));
  await phone.ask("edit-preference", { layer: "base", rule: { kinds: "*", want: "no" }, confirmed: true });
  await phone.ask("edit-layer", { layer, fields: { hold: { until: "2026-12-28", except: [] } } });
  await soon(() => expect(idle().sort()).toEqual(["backwards", "held", "held", "over"]));
  expect(document.body.textContent).toContain(
    "You want no contact until 28 Dec 2026. This rule counts again after that.",
  );
});

describe('"As in general"', () => {
  test('is the first choice of every field and selected without own values; "none" is a value of its own', async () => {
    const phone = await living();
    const treatment = { languages: ["en", "de"], style: ["short"], addressAs: "Ms Weber", formats: ["braille"] };
    await phone.ask("edit-layer", { layer: "base", fields: { treatment }, confirmed: true });
    await companyPage();
    await there("quiet");
    const selects = {
      quiet: "As in general: every day 21:00–08:00",
      agreement: "As in general: only to provide the service, with a copy for me whenever I ask",
      alternative: "As in general: only to give me the service",
      "keep-feedback": "As in general: 12 months",
      "purpose-ads": "As in general: No",
    };
    for (const [testId, first] of Object.entries(selects)) {
      expect(optionsOf(testId)[0], testId).toBe(first);
      expect(chosenIn(testId), testId).toBe("");
    }
    const chips = {
      languages: "As in general: English and German",
      style: "As in general: keep it short",
      "address-as": "As in general: Ms Weber",
      format: "As in general: Braille",
      support: "As in general: nothing said",
      contribute: "As in general: nothing said",
    };
    for (const [testId, first] of Object.entries(chips)) {
      expect(text(`${testId}-general`).toLowerCase(), testId).toBe(first.toLowerCase());
      expect(pressed(`${testId}-general`), testId).toBe(true);
      expect(pressed(`${testId}-none`), testId).toBe(false);
    }
    for (const testId of ["quiet", "agreement", "alternative", "keep-feedback"]) await pick(testId, "none");
    for (const testId of ["languages", "style", "address-as", "contribute"]) await press(`${testId}-none`);
    await soon(async () =>
      expect(await ownRow(phone)).toMatchObject({
        quiet: [],
        treatment: { languages: [], style: [], addressAs: "" },
        terms: { agreement: "none", alternative: "none", keepFeedback: "none", contribute: [] },
      }),
    );
    for (const testId of ["quiet", "agreement", "alternative", "keep-feedback"]) expect(chosenIn(testId)).toBe("none");
    const { header, view } = (await phone.ask<SiteView["seen"]>("preview-company", {
      company: bank.company,
      host: bank.host,
      parts: { contact: true, treatment: true, support: true, terms: true, plans: true, feelings: true },
    })) as SiteView["seen"];
    expect(header).not.toContain("terms=");
    expect(JSON.stringify(view)).not.toContain('"none"');
  });

  test("stays the value of other members; resetting a member to it asks if that discloses more", async () => {
    const phone = await living();
    const general = { languages: ["en", "de"], style: ["short", "formal"] };
    await phone.ask("edit-layer", { layer: "base", fields: { treatment: general }, confirmed: true });
    await companyPage();
    await press("style-no-upsell");
    await soon(async () => expect(await ownRow(phone)).toMatchObject({ treatment: { style: ["no-upsell"] } }));
    expect(Object.keys((await ownRow(phone))?.treatment as object)).toEqual(["style"]);
    expect(pressed("style-general")).toBe(false);
    await press("style-general");
    await press("confirm-no");
    await soon(() => expect(pressed("style-no-upsell")).toBe(true));
    await press("style-general");
    await press("confirm-yes");
    await soon(async () => expect((await ownRow(phone))?.treatment).toEqual({}));
    await soon(() => expect(pressed("style-general")).toBe(true));
    await pick("purpose-ads", "yes");
    await pick("purpose-sell", "no");
    await soon(async () => expect((await ownRow(phone))?.terms).toEqual({ purposes: { ads: "yes", sell: "no" } }));
    await pick("purpose-ads", "");
    await soon(async () => expect((await ownRow(phone))?.terms).toEqual({ purposes: { sell: "no" } }));
    await pick("quiet", "1");
    await soon(async () => expect((await ownRow(phone))?.quiet).toHaveLength(1));
    await pick("quiet", "");
    await press("confirm-yes");
    await soon(async () => expect((await ownRow(phone))?.quiet).toBe(null));
  });
});
