// The page of settings: few visible words, every explanation in a fold, and no switch for a browser's own feature.
import { h, render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, describe, expect, test, vi } from "vitest";
import { soon } from "../../support/device/soon.ts";
import { world } from "../../support/device/world.ts";

afterEach(() => {
  render(null, document.body);
  vi.unstubAllGlobals();
  Reflect.deleteProperty(navigator, "globalPrivacyControl");
});

const found = (id: string) => document.querySelector<HTMLElement>(`[data-testid="${id}"]`);

async function open(language = "en-GB"): Promise<void> {
  const { loadMessages } = await import("../../../src/ui/messages.ts");
  const { SettingsPage } = await import("../../../src/pages/dashboard/settings.tsx");
  await loadMessages(language);
  await act(() => render(h(SettingsPage, {}), document.body));
  await soon(() => expect(found("settings-sync")).not.toBeNull());
  await soon(() => expect(found("reminders")?.hasAttribute("disabled")).toBe(false));
}

/** The words that a user sees before pressing anything, with the chosen option of each select. */
function wordsInSight(): string[] {
  const page = document.body.cloneNode(true) as HTMLElement;
  for (const select of page.querySelectorAll("select"))
    for (const option of [...select.options]) if (!option.hasAttribute("selected")) option.remove();
  for (const hidden of page.querySelectorAll("details:not([open]) > :not(summary), .visually-hidden")) hidden.remove();
  for (const element of page.querySelectorAll("*")) element.append(" ");
  return (page.textContent ?? "").split(/\s+/).filter((word) => /\p{L}/u.test(word));
}

test.each(["en-GB", "de-DE", "fr-FR", "es-ES", "nl-NL"])("the page shows at most 120 words: %s", async (language) => {
  await world();
  await open(language);
  expect(wordsInSight().length).toBeGreaterThan(40);
  expect(wordsInSight().length).toBeLessThanOrEqual(120);
});

test("each automatic setting has one switch, and its explanation in a fold named after it", async () => {
  await world();
  await open();
  for (const [handle, said] of [
    ["reminders", "at least three minutes or five pages"],
    ["notice", "only for one line that a company puts there"],
    ["auto-grant", "Only which kinds of messages you want in general."],
    ["gpc", "CCPA regulations"],
    ["stored", "A copy is made here once a day"],
  ] as const) {
    const summary = found(`${handle}-how`);
    const read = [...(summary?.children ?? [])].filter((part) => part.getAttribute("aria-hidden") !== "true");
    expect(read.map((part) => part.textContent)).toEqual([expect.stringMatching(/^How it works: ./)]);
    expect(summary?.hasAttribute("aria-label")).toBe(false);
    const fold = summary?.closest("details");
    expect(fold?.hasAttribute("open")).toBe(false);
    expect(fold?.textContent).toContain(said);
    if (handle !== "stored") expect(found(handle)?.getAttribute("role")).toBe("switch");
  }
});

describe("Global Privacy Control of the browser itself", () => {
  const says = (value: unknown) =>
    Object.defineProperty(navigator, "globalPrivacyControl", { value, configurable: true });

  test("gets a sentence instead of a switch", async () => {
    await world();
    says(true);
    await open();
    expect(found("gpc-browser")?.textContent).toBe("Your browser already tells every website not to sell your data.");
    expect(found("gpc")).toBeNull();
  });

  test("keeps the extension's own switch while it is on", async () => {
    const { phone } = await world();
    await phone.ask("edit-gpc", { on: true });
    says(true);
    await open();
    await soon(() => expect(found("gpc")?.getAttribute("aria-checked")).toBe("true"));
    expect(found("gpc-browser")?.textContent).toMatch(/^Your browser already says it by itself/);
  });

  test("is ignored in a private window, and while the browser has it off", async () => {
    await world();
    says(false);
    await open();
    expect(found("gpc")).not.toBeNull();
    render(null, document.body);
    says(true);
    const { browser } = await import("../../../src/platform/browser/browser.ts");
    Object.assign(browser.extension, { inIncognitoContext: true });
    await open();
    expect(found("gpc")).not.toBeNull();
    expect(found("gpc-browser")).toBeNull();
  });
});

test("sensitive sectors and counts are on the page while reminders are on", async () => {
  const { phone } = await world();
  await phone.ask("edit-reminders", { on: true });
  await open();
  await soon(() => expect(found("reminders-sectors")).not.toBeNull());
  await act(() => found("reminders-sector-health")?.click());
  await soon(() => expect(found("reminders-sector-health")?.getAttribute("aria-checked")).toBe("true"));
  await soon(async () => expect((await phone.here.record.readReminders()).sectors).toEqual(["health"]));
});
