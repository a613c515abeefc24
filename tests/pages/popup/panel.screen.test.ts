// The side panel: it starts anew for each active page, and sends nothing about one page for another.
import { h, render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { LOOK } from "../../support/data/site-view.ts";
import { settled } from "../../support/device/settle.ts";
import { soon } from "../../support/device/soon.ts";
import { forgetModules } from "../../support/device/start-anew.ts";

type Listener = (...args: unknown[]) => void;
const event = () => {
  const listeners = new Set<Listener>();
  const fire = (...args: unknown[]) => {
    for (const listener of listeners) listener(...args);
  };
  const face = {
    addListener: (listener: Listener) => void listeners.add(listener),
    removeListener: (listener: Listener) => void listeners.delete(listener),
  };
  return { listeners, fire, face };
};

interface Sent {
  command: string;
  payload: Record<string, unknown>;
}

const ANSWERS: Record<string, object> = {
  "look-at-tab": { kind: "no-page" },
  "look-at-recent": [],
  "look-at-reminder": { due: null, offer: false },
  "look-at-question": { open: null, answered: null },
  "look-at-entries": [],
  "look-at-sync": { state: "off", allowElsewhere: [] },
};

let sent: Sent[] = [];
let stored: string[] = [];
let front = { id: 1, url: "https://www.shop.example/" as string | undefined };
let activated = event();
let updated = event();

beforeEach(() => {
  forgetModules();
  [sent, stored] = [[], []];
  front = { id: 1, url: "https://www.shop.example/" };
  [activated, updated] = [event(), event()];
  vi.doMock("webextension-polyfill", () => ({
    default: {
      runtime: {
        getURL: (path: string) => `chrome-extension://x/${path}`,
        sendMessage: async (message: Sent) => {
          sent.push(message);
          return { value: ANSWERS[message.command] ?? {} };
        },
      },
      storage: { session: { set: async (items: object) => void stored.push(...Object.keys(items)) } },
      tabs: { query: async () => [front], onActivated: activated.face, onUpdated: updated.face },
    },
  }));
});

afterEach(() => render(null, document.body));

const rest = () =>
  act(async () => {
    await new Promise((done) => setTimeout(done, 20));
    await settled();
  });
const looks = () => sent.filter(({ command }) => command === "look-at-tab").map(({ payload }) => payload.tab);
const popup = () => document.querySelector('[data-testid="popup"]');

async function open(): Promise<void> {
  const { loadMessages } = await import("../../../src/ui/messages.ts");
  await loadMessages("en-GB");
  const { findFront } = await import("../../../src/features/feelings/tap-face.ts");
  findFront(null);
  const { Panel } = await import("../../../src/pages/popup/panel.tsx");
  await act(() => render(h(Panel, { tab: null }), document.body));
  await rest();
}

async function show(tab: typeof front): Promise<void> {
  front = tab;
  await act(() => activated.fire({ tabId: tab.id }));
  await rest();
}

test("another active page starts the panel anew, and saves unsaved text as when a popup closes", async () => {
  await open();
  const before = popup();
  await soon(() => expect(looks()).toEqual([1]));
  expect(stored).toEqual([]);
  await show({ id: 2, url: "https://www.bank.example/" });
  await soon(() => expect(looks()).toEqual([1, 2]));
  expect(popup()).not.toBe(before);
  expect(stored).toEqual(["typing over"]);
});

test("a tap before the background has named the page is about the active page", async () => {
  await open();
  await show({ id: 2, url: "https://www.bank.example/" });
  const { tapFace } = await import("../../../src/features/feelings/tap-face.ts");
  await tapFace(null, 2);
  expect(sent.at(-1)).toMatchObject({ command: "save-tap", payload: { host: "www.bank.example" } });
});

test("a tap on a page without an address is refused, not saved for the previous page", async () => {
  await open();
  await show({ id: 2, url: undefined });
  const { tapFace } = await import("../../../src/features/feelings/tap-face.ts");
  await expect(tapFace(null, 2)).rejects.toThrow("not-a-company");
});

test("the active page is read again after loading and stays shown; other tabs are ignored", async () => {
  await open();
  const before = popup();
  await act(() => updated.fire(1, { status: "complete" }, { active: true }));
  await soon(() => expect(looks()).toEqual([1, 1]));
  expect([popup() === before, stored]).toEqual([true, []]);
  await act(() => updated.fire(7, { status: "complete" }, { active: false }));
  await act(() => updated.fire(1, { title: "x" }, { active: true }));
  await rest();
  expect(looks()).toEqual([1, 1]);
});

test("a press of the toolbar button tells the panel the page", async () => {
  await open();
  await show({ id: 2, url: undefined });
  const { announceButton } = await import("../../../src/platform/browser/front-page.ts");
  front = { id: 2, url: "https://www.bank.example/" };
  announceButton();
  await soon(() => expect(looks()).toEqual([1, 2, 2]));
});

test("a closed panel has no listeners", async () => {
  await open();
  await act(() => render(null, document.body));
  expect([activated.listeners.size, updated.listeners.size]).toEqual([0, 0]);
});

test("a rule that is open in the popup closes when the page goes on to another company", async () => {
  const found = (testId: string) => document.querySelector<HTMLElement>(`[data-testid="${testId}"]`);
  ANSWERS["look-at-tab"] = { ...LOOK, grant: "live", here: true };
  const { loadMessages } = await import("../../../src/ui/messages.ts");
  await loadMessages("en-GB");
  const { Popup } = await import("../../../src/pages/popup/popup.tsx");
  const draw = (looks: number) => act(() => render(h(Popup, { tab: null, looks }), document.body));
  await draw(0);
  await soon(() => expect(found("add-rule")).not.toBeNull());
  await act(() => found("add-rule")?.click());
  await soon(() => expect(found("rule-editor")).not.toBeNull());
  const bank = { company: "bank.example", main: "bank.example", host: "www.bank.example", name: "The Bank" };
  ANSWERS["look-at-tab"] = { ...ANSWERS["look-at-tab"], ...bank };
  await draw(1);
  await soon(() => expect(document.body.textContent).toContain("The Bank"));
  expect(found("rule-editor")).toBeNull();
});
