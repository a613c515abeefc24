// The preferences card on the screen: its lines, the three questions of an open line, and the source of an answer.
import { type ComponentChild, h, render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, expect, test } from "vitest";
import type { SiteView } from "../../../src/core/commands/companies.ts";
import type { Editing } from "../../../src/features/preferences/edited-rule.ts";
import { settled } from "../../support/device/settle.ts";
import { soon } from "../../support/device/soon.ts";
import { bank, type Device, world } from "../../support/device/world.ts";

const layer = `company:${bank.company}`;

afterEach(() => render(null, document.body));

const all = (testId: string) => [...document.querySelectorAll<HTMLElement>(`[data-testid="${testId}"]`)];
const text = (testId: string): string => all(testId)[0]?.textContent ?? `no ${testId}`;
const pressed = (testId: string) => all(testId)[0]?.getAttribute("aria-pressed");
const answer = (line: string) => all(`line-${line}`)[0]?.dataset.answer;
/** Delivers writes to this window. */
let lookAgain: () => Promise<unknown> = async () => {};
const shows = (check: () => void) =>
  soon(async () => {
    await act(async () => void (await lookAgain()));
    check();
  });
const there = (testId: string) => soon(() => expect(all(testId)).not.toEqual([]));

async function press(testId: string): Promise<void> {
  await there(testId);
  await act(() => all(testId)[0]?.click());
  await settled();
}

/** A device with a window on the popup's panel of the allowed bank. `answered`: the commands that have their answer. */
async function panel(): Promise<{ phone: Device; edited: Editing[]; answered: string[] }> {
  const { phone } = await world();
  const { browser } = await import("../../../src/platform/browser/browser.ts");
  const answered: string[] = [];
  const sendMessage = async ({ command, payload }: { command: string; payload: unknown }) => {
    const answer = await phone.send(command, payload);
    answered.push(command);
    return answer;
  };
  Object.assign(browser.runtime, { sendMessage });
  const { loadMessages } = await import("../../../src/ui/messages.ts");
  await loadMessages("en-GB");
  await phone.allow(bank.company, bank.host);
  phone.browser.tabs = [{ id: 1, url: bank.url, active: true, listening: true }];
  const { Allowed } = await import("../../../src/pages/popup/allowed.tsx");
  const { Confirm } = await import("../../../src/ui/confirm.tsx");
  const { Toasts } = await import("../../../src/ui/toast.tsx");
  const { useTabView } = await import("../../../src/features/companies/use-tab-view.ts");
  const edited: Editing[] = [];
  const none = async () => null;
  const Shown = (): ComponentChild => {
    const { view, again } = useTabView(1);
    lookAgain = again;
    if (view?.kind !== "site") return null;
    const site: SiteView = view;
    return h(Allowed, { site, again: none, onEdit: (one) => void edited.push(one), onPreview: () => {} });
  };
  await act(() => render([h(Shown, {}), h(Confirm, {}), h(Toasts, {})], document.body));
  await there("preferences-card");
  return { phone, edited, answered };
}

const own = async (phone: Device) =>
  (await phone.rows("rules")).filter((rule) => rule.layer === layer && rule.$del !== true);

test("five lines and the quiet hours state the general preferences", async () => {
  await panel();
  expect(["security", "service", "changes", "advice", "marketing"].map(answer)).toEqual([
    "yes",
    "yes",
    "yes",
    "ask",
    "no",
  ]);
  expect(text("line-service")).toBe("Service and supportby email or in my account’s inbox");
  expect(text("line-advice")).toBe("Advice and surveysMust ask first");
  expect(text("line-quiet")).toContain("21:00");
  expect(document.querySelectorAll(".origin")).toHaveLength(0);
});

test("a line edits the answer of this company alone", async () => {
  const { phone, answered } = await panel();
  await press("line-changes");
  await there("line-editor");
  expect(text("line-changes-general")).toBe("As in general: by email or by post");
  expect([pressed("line-changes-general"), pressed("line-changes-yes")]).toEqual(["true", "false"]);
  await press("line-via-post");
  await press("line-via-call");
  await soon(async () =>
    expect(await own(phone)).toMatchObject([{ kinds: ["changes"], want: "yes", via: ["email", "call"] }]),
  );
  await shows(() => expect(pressed("line-changes-general")).toBe("false"));
  expect(document.querySelector(".origin")?.textContent).toBe("From your rule for bank.example");
  // The row is written before its command answers; until then the message offers Undo of the previous answer.
  await soon(() => expect(answered.filter((command) => command === "answer-kinds")).toHaveLength(2));
  await act(settled);
  expect(text("status")).toContain("New prices and terms: saved on this device.");
  await press("undo");
  await soon(async () => expect(await own(phone)).toMatchObject([{ via: ["email"] }]));
});

test("allowing a refused line asks first, and a no shows the stored answer again", async () => {
  const { phone } = await panel();
  await press("line-marketing");
  await press("line-marketing-yes");
  await there("confirm-no");
  expect(text("line-also")).toBe("This also allows what you refuse otherwise: news, offers and partners’ messages");
  await press("confirm-no");
  await soon(() => expect(all("line-also")).toEqual([]));
  expect(await own(phone)).toEqual([]);
  await press("line-marketing-yes");
  await press("confirm-yes");
  await shows(() => expect(answer("marketing")).toBe("yes"));
});

test('"As in general" removes the own answer, after a question if the company would read more', async () => {
  const { phone } = await panel();
  await press("line-security");
  await press("line-security-no");
  await shows(() => expect(answer("security")).toBe("no"));
  await press("line-security-general");
  await press("confirm-yes");
  await shows(() => expect(answer("security")).toBe("yes"));
  expect(await own(phone)).toEqual([]);
});

test('"More" opens the whole rule: an own one by its id, a general one as a draft', async () => {
  const { phone, edited } = await panel();
  await press("line-service");
  await press("line-more");
  expect(edited).toEqual([{ rule: { kinds: ["service", "support"], want: "yes", via: ["email", "inbox"] } }]);
  await press("line-service-ask");
  await soon(async () => expect(await own(phone)).toHaveLength(1));
  await shows(() => expect(answer("service")).toBe("ask"));
  await press("line-more");
  expect(edited[1]).toMatchObject({ id: (await own(phone))[0]?.id, rule: { want: "ask" } });
});

test('"More" opens the rule of the last answer, even before the window has read that answer', async () => {
  const { phone, edited } = await panel();
  await press("line-service");
  await press("line-service-ask");
  await press("line-more");
  await shows(() => expect(edited).toHaveLength(1));
  expect(edited[0]).toMatchObject({ id: (await own(phone))[0]?.id, rule: { want: "ask" } });
});

test("the quiet hours are edited for this company too", async () => {
  const { phone } = await panel();
  await press("line-quiet");
  await there("quiet");
  const select = all("quiet")[0] as HTMLSelectElement;
  expect(select.value).toBe("");
  await act(() => {
    select.value = "1";
    select.dispatchEvent(new Event("change", { bubbles: true }));
  });
  await soon(async () =>
    expect((await phone.rows("layers")).find(({ id }) => id === layer)).toMatchObject({ quiet: [{ from: "20:00" }] }),
  );
});

test("a line under a hold names the hold, and offers no answer", async () => {
  const { phone } = await panel();
  await phone.ask("edit-layer", { layer, fields: { hold: { until: "2026-12-28", except: ["security"] } } });
  await shows(() => expect(text("line-service")).toContain("No, until 28 Dec 2026"));
  await press("line-service");
  await soon(() => expect(document.body.textContent).toContain("Because you want no contact until 28 Dec 2026"));
  expect(all("line-service-yes")).toEqual([]);
});
