// The first run: the picture of the idea, the place of the toolbar button in each browser, and the first rating.
import { Dexie } from "dexie";
import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { h, render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { faultsMayBeLogged } from "../../support/device/oracle.ts";
import { settled } from "../../support/device/settle.ts";
import { soon } from "../../support/device/soon.ts";
import { forgetModules } from "../../support/device/start-anew.ts";

interface Sent {
  command: string;
  payload: Record<string, unknown>;
}

let sent: Sent[] = [];
let isRefused = false;

async function begin(scheme = "chrome-extension", settings?: () => Promise<object>): Promise<void> {
  [sent, isRefused] = [[], false];
  forgetModules();
  Dexie.dependencies.indexedDB = new IDBFactory();
  Dexie.dependencies.IDBKeyRange = IDBKeyRange;
  vi.doMock("webextension-polyfill", () => ({
    default: {
      action: settings === undefined ? {} : { getUserSettings: settings },
      commands: { getAll: async () => [] },
      runtime: {
        getURL: (path: string) => `${scheme}://x/${path}`,
        sendMessage: async (message: Sent) => {
          sent.push(message);
          return isRefused ? { error: { code: "storage-full" } } : { value: { batch: "b", feeling: { id: "f" } } };
        },
      },
      storage: { session: { get: async () => ({}), set: async () => {} } },
    },
  }));
  const { loadMessages } = await import("../../../src/ui/messages.ts");
  await loadMessages("en-GB");
}

beforeEach(() => begin());
afterEach(() => render(null, document.body));

const all = (testId: string) => [...document.querySelectorAll<HTMLElement>(`[data-testid="${testId}"]`)];
const rest = () =>
  act(async () => {
    await new Promise((done) => setTimeout(done, 20));
    await settled();
  });
async function press(testId: string): Promise<void> {
  await act(() => (all(testId)[0]?.querySelector("input") ?? all(testId)[0])?.click());
  await rest();
}

describe("the picture of the idea", () => {
  test("has all five faces, the three answers and one sentence for screen readers", async () => {
    const { Welcome } = await import("../../../src/pages/welcome/welcome.tsx");
    await act(() => render(h(Welcome, {}), document.body));
    const [idea] = all("welcome-idea");
    expect(idea?.getAttribute("role")).toBe("img");
    expect(idea?.getAttribute("aria-label")).toContain("All others see nothing.");
    const has = (selector: string) => idea?.querySelector(selector) !== null;
    expect([-2, -1, 0, 1, 2].map((value) => has(`.face${value}`))).toEqual(Array(5).fill(true));
    expect(["yes", "ask", "no"].map((want) => has(`.want-mark.${want}`))).toEqual(Array(3).fill(true));
  });

  test("begins with the first of three steps, each with a heading that gets the focus", async () => {
    const { Welcome } = await import("../../../src/pages/welcome/welcome.tsx");
    await act(() => render(h(Welcome, {}), document.body));
    expect([all("welcome-back").length, all("welcome-skip").length, all("welcome-copy").length]).toEqual([0, 1, 1]);
    await press("welcome-next");
    expect([all("welcome")[0]?.dataset.step, all("welcome-idea")]).toEqual(["2", []]);
    expect(document.activeElement).toBe(document.querySelector("h1"));
    await press("welcome-next");
    expect([all("welcome-next").length, all("welcome-finish").length]).toEqual([0, 1]);
    await press("welcome-back");
    expect(all("welcome")[0]?.dataset.step).toBe("2");
  });
});

describe("the button's place", () => {
  async function steps(): Promise<string> {
    const { PinSteps } = await import("../../../src/pages/pin-button.tsx");
    await act(() => render(h(PinSteps, {}), document.body));
    await rest();
    return document.body.textContent ?? "";
  }

  test.each([
    ["chrome-extension", "Press the pin beside Regards."],
    ["moz-extension", "Press the gear beside Regards and choose “Pin to Toolbar”."],
  ])("has the steps of the browser (%s)", async (scheme, text) => {
    await begin(scheme);
    expect(await steps()).toContain(text);
  });

  test("needs no steps as soon as the button is pinned", async () => {
    let isOnToolbar = false;
    await begin("chrome-extension", async () => ({ isOnToolbar }));
    expect(await steps()).toContain("Press the pin beside Regards.");
    isOnToolbar = true;
    await act(() => void window.dispatchEvent(new Event("focus")));
    await soon(() => expect(all("pin-done")).toHaveLength(1));
    expect(all("pin-steps")).toEqual([]);
  });

  test("has steps if the browser does not report the place", async () => {
    await begin("chrome-extension", () => Promise.reject(new Error("no")));
    expect(await steps()).toContain("Press the pin beside Regards.");
  });
});

test("a shortcut shows only if there is one; Settings offers to set one", async () => {
  const { Shortcut } = await import("../../../src/pages/shortcut.tsx");
  await act(() =>
    render([h(Shortcut, { onlySet: true }), h("hr", {}), h(Shortcut, { onlySet: false })], document.body),
  );
  await soon(() => expect(all("shortcut-change")).toHaveLength(1));
  expect(document.body.firstElementChild?.tagName).toBe("HR");
  expect(all("shortcut")[0]?.textContent).toBe("No keyboard shortcut opens Regards.");
});

describe("the first rating", () => {
  async function open(): Promise<void> {
    const [{ FirstRating }, { Toasts }] = await Promise.all([
      import("../../../src/pages/welcome/first-rating.tsx"),
      import("../../../src/ui/toast.tsx"),
    ]);
    await act(() => render([h(FirstRating, {}), h(Toasts, {})], document.body));
  }
  async function type(text: string): Promise<void> {
    const [field] = all("first-company");
    if (!(field instanceof HTMLInputElement)) throw new Error("no field");
    await act(() => {
      field.value = text;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }
  const save = () =>
    act(async () => {
      all("first-save")[0]
        ?.closest("form")
        ?.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
      await settled();
    });

  test("asks for the site after the face, and saves both", async () => {
    await open();
    expect(all("first-company")).toEqual([]);
    await press("first-rate-bad");
    await type("https://www.shop.example/cart?x=1");
    await save();
    await soon(() => expect(all("first-rated")[0]?.textContent).toContain("Noted: shop.example."));
    expect(sent).toEqual([{ command: "rate-visit", payload: { company: "shop.example", value: -1 } }]);
    expect(all("first-company")).toEqual([]);
  });

  test("refuses a text that is not an address in words, and sends nothing", async () => {
    await open();
    await press("first-rate-good");
    await type("my bank");
    await save();
    await soon(() => expect(all("first-fault")[0]?.textContent).toContain("Type its web address"));
    expect(sent).toEqual([]);
  });

  test("changes with another face", async () => {
    await open();
    await press("first-rate-good");
    await type("shop.example");
    await save();
    await soon(() => expect(all("first-rated")).toHaveLength(1));
    await press("first-rate-very-good");
    await soon(() => expect(sent.map(({ payload }) => payload.value)).toEqual([1, 2]));
  });

  test("is removed by Undo; a refused rating keeps the address", async () => {
    faultsMayBeLogged();
    await open();
    await press("first-rate-good");
    await type("shop.example");
    isRefused = true;
    await save();
    await soon(() => expect(all("fault")[0]?.textContent).not.toBe(""));
    expect((all("first-company")[0] as HTMLInputElement).value).toBe("shop.example");
    isRefused = false;
    await save();
    await soon(() => expect(all("undo")).toHaveLength(1));
    await press("undo");
    await soon(() => expect(all("first-rated")).toEqual([]));
    expect(sent.at(-1)).toEqual({ command: "undo", payload: { batch: "b" } });
    expect(document.querySelectorAll(".rate.picked")).toHaveLength(0);
  });
});
