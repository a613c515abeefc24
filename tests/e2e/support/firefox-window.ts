// Actions in Firefox's own window: the toolbar button, the permission panel, real input into the popup. The functions
// given to `inWindow` run there, with the browser's full rights.
import type { Firefox } from "./firefox-process.ts";
import type { Point } from "./in-document.ts";
import type { Stroke } from "./keys.ts";
import { MODIFIERS } from "./keys.ts";
import type { PromptMode } from "./prompts.ts";

export type InWindow = <T, A extends unknown[]>(fn: (...args: A) => T | Promise<T>, ...args: A) => Promise<T>;

interface Input {
  beginInputTransactionForTests(window: object): boolean;
  keydown(event: KeyboardEvent): number;
  keyup(event: KeyboardEvent): number;
}
interface PopupBrowser extends Element {
  browsingContext: {
    currentWindowGlobal: { drawSnapshot(area: DOMRect, scale: number, background: string): Promise<ImageBitmap> };
  };
}
interface Extension {
  terminateBackground(options: object): Promise<void>;
  backgroundState: string;
}
interface Permissions {
  permissions: string[];
  origins: string[];
  data_collection: string[];
}

/** Scope of Firefox's privileged code. */
declare const ChromeUtils: {
  importESModule(url: string): {
    ExtensionParent: {
      apiManager: {
        global: { browserActionFor(extension: Extension): { triggerAction(window: object): Promise<void> } };
      };
    };
    ExtensionPermissions: { remove(id: string, permissions: Permissions, extension: Extension): Promise<void> };
  };
};
declare const WebExtensionPolicy: { getByID(id: string): { extension: Extension } };
declare const PopupNotifications: {
  panel: {
    state: string;
    firstElementChild: (Element & { button: HTMLElement; secondaryButton: HTMLElement }) | null;
  };
};
declare const Services: {
  prefs: { setIntPref(name: string, value: number): void };
  focus: { activeWindow: unknown };
};
declare const gBrowser: { selectedBrowser: HTMLElement };
declare const Cc: Record<string, { createInstance(kind: unknown): Input }>;
declare const Ci: { nsITextInputProcessor: unknown };
declare const window: Window & {
  pressedForTest?: boolean;
  SidebarController: { hide(): void };
  synthesizeMouseEvent(type: string, x: number, y: number, event: object, options: object): void;
};

const POPUP = 'browser[webextension-view-type="popup"]';

/** The elements of the window around a document of ours, from the outside in. */
export type Place = readonly string[];
export const IN_POPUP: Place = [POPUP];
export const IN_SIDEBAR: Place = ["#sidebar", 'browser[webextension-view-type="sidebar"]'];

export function windowOf({ send, run }: Firefox): InWindow {
  return async <T, A extends unknown[]>(fn: (...args: A) => T | Promise<T>, ...args: A) => {
    interface Tree {
      contexts: { context: string; url: string }[];
    }
    const { contexts } = await send<Tree>("browsingContext.getTree", { "moz:scope": "chrome", maxDepth: 0 });
    const found = contexts.find(({ url }) => url.includes("browser.xhtml"));
    if (found === undefined) throw new Error("Firefox has no window");
    const json = await run(found.context, `(${fn})(...${JSON.stringify(args)})`);
    return (json === undefined ? undefined : JSON.parse(json)) as T;
  };
}

export const triggerAction = (inWindow: InWindow, id: string): Promise<void> =>
  inWindow(async (extension) => {
    const { ExtensionParent } = ChromeUtils.importESModule("resource://gre/modules/ExtensionParent.sys.mjs");
    const action = ExtensionParent.apiManager.global.browserActionFor(WebExtensionPolicy.getByID(extension).extension);
    await action.triggerAction(window);
  }, id);

/** The call of about:addons. */
export const takeHostBack = (inWindow: InWindow, id: string, origin: string): Promise<void> =>
  inWindow(
    async (extension, host) => {
      const { ExtensionPermissions } = ChromeUtils.importESModule(
        "resource://gre/modules/ExtensionPermissions.sys.mjs",
      );
      const lost = { permissions: [], origins: [host], data_collection: [] };
      await ExtensionPermissions.remove(extension, lost, WebExtensionPolicy.getByID(extension).extension);
    },
    id,
    origin,
  );

export const stopEventPage = (inWindow: InWindow, id: string): Promise<void> =>
  inWindow(
    (extension) =>
      WebExtensionPolicy.getByID(extension).extension.terminateBackground({
        ignoreDevToolsAttached: true,
        disableResetIdleForTest: true,
      }),
    id,
  );

export const eventPageRuns = (inWindow: InWindow, id: string): Promise<boolean> =>
  inWindow((extension) => WebExtensionPolicy.getByID(extension).extension.backgroundState !== "stopped", id);

/** Like the desktop's setting: Firefox's theme, pages and the popup follow. */
export const preferScheme = (inWindow: InWindow, scheme: "light" | "dark"): Promise<void> =>
  inWindow((value) => Services.prefs.setIntPref("ui.systemUsesDarkTheme", value), scheme === "dark" ? 1 : 0);

/** False if no panel is open. The popup closes, as with a real mouse. */
export const pressPanel = (inWindow: InWindow, mode: PromptMode): Promise<boolean> =>
  inWindow(
    (allow, popup) => {
      const { panel } = PopupNotifications;
      const shown = panel.firstElementChild;
      const there = panel.state === "open" && shown?.id === "addon-webext-permissions-notification";
      const pressed = window.pressedForTest === true;
      window.pressedForTest = there;
      // Counts as answered only once the dialog is gone, because a press can arrive while the panel still moves.
      if (!there || shown === null) return pressed && !there;
      const target = allow ? shown.button : shown.secondaryButton;
      const box = target.getBoundingClientRect();
      if (pressed) target.click();
      else
        for (const type of ["mousemove", "mousedown", "mouseup"]) {
          const press = { button: 0, buttons: type === "mousedown" ? 1 : 0, clickCount: type === "mousemove" ? 0 : 1 };
          window.synthesizeMouseEvent(type, box.x + box.width / 2, box.y + box.height / 2, press, {});
        }
      (document.querySelector(popup)?.closest("panel") as (Element & { hidePopup(): void }) | null)?.hidePopup();
      return false;
    },
    mode === "allow",
    POPUP,
  );

export const focusTab = (inWindow: InWindow): Promise<void> =>
  inWindow(() => {
    window.focus();
    gBrowser.selectedBrowser.focus();
  });

/** Like the close button of the sidebar, since the extension may close it only in a click of the user. */
export const closeSidebar = (inWindow: InWindow): Promise<void> => inWindow(() => window.SidebarController.hide());

/** As JSON: width and height of the panel that shows the popup. */
export const popupSize = (inWindow: InWindow): Promise<string> =>
  inWindow((popup) => {
    const box = document.querySelector(popup)?.getBoundingClientRect();
    return JSON.stringify([box?.width, box?.height].map((length) => Math.round(length ?? 0)));
  }, POPUP);

export const clickAt = (inWindow: InWindow, place: Place, point: Point): Promise<void> =>
  inWindow(
    ({ x: right, y: down }, selectors) => {
      let [x, y] = [right, down];
      let within: Document | null = document;
      for (const selector of selectors) {
        const holder: HTMLIFrameElement | null | undefined = within?.querySelector(selector);
        const box: DOMRect | undefined = holder?.getBoundingClientRect();
        if (box === undefined) throw new Error("the document is closed");
        [x, y, within] = [x + box.x, y + box.y, holder?.contentDocument ?? null];
      }
      for (const type of ["mousemove", "mousedown", "mouseup"]) {
        const pressed = { button: 0, buttons: type === "mousedown" ? 1 : 0, clickCount: type === "mousemove" ? 0 : 1 };
        window.synthesizeMouseEvent(type, x, y, pressed, {});
      }
    },
    point,
    place,
  );

export const typeAt = (inWindow: InWindow, place: Place, strokes: readonly Stroke[]): Promise<void> => {
  const presses = strokes.map(({ key, code, keyCode, modifiers }) => ({
    key: { key, code, keyCode },
    held: modifiers.map((name) => ({ key: name, code: `${name}Left`, keyCode: MODIFIERS[name].keyCode })),
  }));
  return inWindow(
    (list, selectors) => {
      if (Services.focus.activeWindow !== window) window.focus();
      let within: Document | null = document;
      for (const selector of selectors) {
        // The toolbar button focuses the popup, but a window without the focus would receive no keys.
        const holder: HTMLIFrameElement | null | undefined = within?.querySelector(selector);
        if (holder === null || holder === undefined) throw new Error("the document is closed");
        if (within?.activeElement !== holder) holder.focus();
        within = holder.contentDocument;
      }
      const input = Cc["@mozilla.org/text-input-processor;1"]?.createInstance(Ci.nsITextInputProcessor);
      if (!input?.beginInputTransactionForTests(window)) throw new Error("Firefox takes no key input now");
      for (const { key, held } of list) {
        for (const modifier of held) input.keydown(new KeyboardEvent("", modifier));
        input.keydown(new KeyboardEvent("", key));
        input.keyup(new KeyboardEvent("", key));
        for (const modifier of held) input.keyup(new KeyboardEvent("", modifier));
      }
    },
    presses,
    place,
  );
};

/** PNG, base64, of the popup's upper left 380 × 560 CSS pixels. */
export const capture = (inWindow: InWindow, place: Place): Promise<string> =>
  inWindow(async (selectors) => {
    const outer = selectors.length > 1 ? document.querySelector<HTMLIFrameElement>(selectors[0] ?? "") : null;
    const within = outer === null ? document : outer.contentDocument;
    const shown = within?.querySelector<PopupBrowser>(selectors.at(-1) ?? "") ?? null;
    if (shown === null) throw new Error("the document is closed");
    const area = new DOMRect(0, 0, 380, 560);
    const picture = await shown.browsingContext.currentWindowGlobal.drawSnapshot(area, 1, "white");
    const canvas = document.createElementNS("http://www.w3.org/1999/xhtml", "canvas") as HTMLCanvasElement;
    canvas.width = picture.width;
    canvas.height = picture.height;
    canvas.getContext("2d")?.drawImage(picture, 0, 0);
    return canvas.toDataURL("image/png").replace(/^[^,]*,/, "");
  }, place);
