// Firefox's two kinds of documents: a tab, which BiDi reaches, and the popup, which BiDi does not list.
import type { Tab } from "./driver.ts";
import type { Firefox } from "./firefox-process.ts";
import {
  capture,
  clickAt,
  closeSidebar,
  focusTab,
  IN_POPUP,
  IN_SIDEBAR,
  type InWindow,
  typeAt,
  windowOf,
} from "./firefox-window.ts";
import type { Point } from "./in-document.ts";
import { MODIFIERS, type Stroke } from "./keys.ts";
import { type DocumentPort, surfaceOver } from "./surface.ts";
import { DOUBLE_CLICK_MILLISECONDS, Gone, until } from "./wait.ts";

function keyActions({ modifiers, webdriver }: Stroke): object[] {
  const held = modifiers.map((name) => MODIFIERS[name].webdriver);
  return [
    ...held.map((value) => ({ type: "keyDown", value })),
    { type: "keyDown", value: webdriver },
    { type: "keyUp", value: webdriver },
    ...held.map((value) => ({ type: "keyUp", value })),
  ];
}

const PRESS = [
  { type: "pointerDown", button: 0 },
  { type: "pointerUp", button: 0 },
];

const pointerActions = ({ x, y }: Point, presses = 1): object[] => [
  // BiDi takes whole pixels.
  { type: "pointerMove", x: Math.round(x), y: Math.round(y) },
  ...PRESS,
  ...Array.from({ length: presses - 1 }, () => [
    { type: "pause", duration: DOUBLE_CLICK_MILLISECONDS },
    ...PRESS,
  ]).flat(),
];

function tabPort(firefox: Firefox, context: string): DocumentPort {
  const { send, run } = firefox;
  const inWindow = windowOf(firefox);
  const act = async (source: object) => {
    await send("input.performActions", { context, actions: [source] });
  };
  return {
    run: (expression) => run(context, expression),
    activate: async () => {
      await send("browsingContext.activate", { context });
      // Firefox does not focus a tab that is already active; after another one closed, the address bar has the focus.
      if ((await run(context, "document.hasFocus()")) !== "true") await focusTab(inWindow);
    },
    mouse: (point, presses) =>
      act({
        type: "pointer",
        id: "mouse",
        parameters: { pointerType: "mouse" },
        actions: pointerActions(point, presses),
      }),
    keys: (strokes) => act({ type: "key", id: "keyboard", actions: strokes.flatMap(keyActions) }),
    capture: async () => (await send<{ data: string }>("browsingContext.captureScreenshot", { context })).data,
    close: async () => void (await send("browsingContext.close", { context })),
  };
}

declare const window: Window & { leaving?: boolean };

export function firefoxTab(firefox: Firefox, context: string): Tab {
  const surface = surfaceOver(tabPort(firefox, context));
  // BiDi never reports that an extension page has loaded, so this marks the old document and polls.
  const marked = async (leave: () => Promise<unknown>) => {
    await surface.evaluate(() => {
      window.leaving = true;
    });
    await leave();
    await surface.waitFor(() => window.leaving === undefined && document.readyState === "complete");
  };
  const reach = (url: string, wait: "none" | "complete") =>
    firefox.send("browsingContext.navigate", { context, url, wait });
  return {
    ...surface,
    async goto(url) {
      if (!url.startsWith("moz-extension:")) return void (await reach(url, "complete"));
      const held = await surface.url();
      if (url.includes("#") && held.replace(/#.*/, "") === url.replace(/#.*/, "")) await reach(url, "none");
      else await marked(() => reach(url, "none"));
      await surface.waitFor((wanted) => location.href === wanted || !wanted.includes("#"), url);
    },
    reload: () => marked(() => firefox.send("browsingContext.reload", { context, wait: "none" })),
    async resize(width, height) {
      await firefox.send("browsingContext.setViewport", { context, viewport: { width, height } });
      await surface.waitFor((...size) => String([innerWidth, innerHeight]) === String(size), width, height);
    },
  };
}

/**
 * Expressions run from another document of the extension, in the scope of the view's window: `document`, `location`
 * and `browser` are the view's. Mouse and keys go to the browser's window at the view's place.
 */
function viewPort(
  { firefox, inWindow, keeper }: { firefox: Firefox; inWindow: InWindow; keeper: string },
  kind: "popup" | "sidebar",
): Omit<DocumentPort, "close"> {
  const place = kind === "popup" ? IN_POPUP : IN_SIDEBAR;
  const inView = async (expression: string) => {
    const json = await firefox.run(
      keeper,
      `(async () => {
        const [view] = browser.extension.getViews({ type: "${kind}" });
        if (view === undefined) return { gone: true };
        with (view) { return { json: JSON.stringify(await (${expression})) }; }
      })()`,
    );
    const { gone, json: answer } = JSON.parse(json ?? "{}") as { gone?: boolean; json?: string };
    if (gone) throw new Gone(`the ${kind} is closed`);
    return answer;
  };
  /** Input reaches the popup's process with a delay, so this waits until the last event has arrived there. */
  const heard = async (event: "keyup" | "mouseup", times: number, act: () => Promise<void>) => {
    await inView(`(() => {
      window.unheard = ${times};
      const hear = () => (window.unheard -= 1) > 0 || removeEventListener("${event}", hear, true);
      addEventListener("${event}", hear, true);
    })()`);
    await act();
    await until(`the view to hear ${event}`, async () => (await inView("window.unheard <= 0")) === "true");
  };
  return {
    run: inView,
    activate: async () => {},
    mouse: (point) => heard("mouseup", 1, () => clickAt(inWindow, place, point)),
    keys(strokes) {
      const released = strokes.reduce((sum, { modifiers }) => sum + 1 + modifiers.length, 0);
      return heard("keyup", released, () => typeAt(inWindow, place, strokes));
    },
    capture: () => capture(inWindow, place),
  };
}

export const popupPort = (firefox: Firefox, inWindow: InWindow, keeper: string): DocumentPort => ({
  ...viewPort({ firefox, inWindow, keeper }, "popup"),
  async close() {
    await closePopups(firefox, keeper);
  },
});

export const sidebarPort = (firefox: Firefox, inWindow: InWindow, keeper: string): DocumentPort => ({
  ...viewPort({ firefox, inWindow, keeper }, "sidebar"),
  async close() {
    await closeSidebar(inWindow);
  },
});

export async function closePopups(firefox: Firefox, keeper: string): Promise<void> {
  await until("the popup to close", async () => {
    const close = `browser.extension.getViews({ type: "popup" }).map((popup) => popup.close()).length === 0`;
    return (await firefox.run(keeper, close)) === "true";
  });
}
