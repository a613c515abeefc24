// What an end-to-end test may do with a real browser, and how to start one. Says nothing of how either browser is driven.
import { launchChromium } from "./chromium.ts";
import { launchFirefox } from "./firefox.ts";
import { started } from "./started.ts";

/** One document: a page in a tab, an extension page, or the real action popup. */
export interface Surface {
  /** Runs in the document, which sees only the arguments: nothing of the test's own scope. Answers travel as JSON. */
  evaluate<T, A extends unknown[]>(fn: (...args: A) => T | Promise<T>, ...args: A): Promise<T>;
  /** Asks until the answer is truthy; fails after 15 s, naming the function. */
  waitFor<A extends unknown[]>(fn: (...args: A) => unknown, ...args: A): Promise<void>;
  /** Waits until the first element of that data-testid is visible. */
  element(testId: string): Promise<void>;
  /** Waits until the element is visible, enabled, still and not covered; then real mouse input. */
  click(testId: string): Promise<void>;
  /** Replaces what the field holds by real key input. Dates, times, colours and ranges are set, with input and change. */
  type(testId: string, text: string): Promise<void>;
  select(testId: string, value: string): Promise<void>;
  /** One real key: "Tab", "Enter", "Space", "ArrowRight", "Escape", "a", "Shift+Tab", "Control+Enter". */
  press(key: string, times?: number): Promise<void>;
  /** innerText of the first match, "" when there is none. */
  text(testId: string): Promise<string>;
  count(testId: string): Promise<number>;
  /** A PNG of what is in view; of the popup always 380 × 560 CSS pixels. */
  screenshot(file: string): Promise<void>;
  url(): Promise<string>;
  close(): Promise<void>;
}

export interface Tab extends Surface {
  goto(url: string): Promise<void>;
  reload(): Promise<void>;
  /** The size of the viewport in CSS pixels. */
  resize(width: number, height: number): Promise<void>;
}

export type BrowserName = "chromium" | "firefox";

export interface TestBrowser {
  readonly name: BrowserName;
  /** `chrome-extension://id/` or `moz-extension://uuid/`. */
  readonly root: string;
  /** A bare document of the extension in a background tab, to ask the extension things without disturbing the popup. */
  readonly extension: Surface;
  open(url: string): Promise<Tab>;
  /** An extension page in a tab, for example "src/entries/dashboard/index.html#/companies". */
  page(path: string): Promise<Tab>;
  /** The tab whose address contains `part`, once it is there: for tabs the extension opens itself. */
  openedTab(part: string): Promise<Tab>;
  /** The real action popup over that tab, opened as by a click on the toolbar button: activeTab is granted. */
  popup(tab: Tab): Promise<Surface>;
  /**
   * Presses Allow or Deny in the browser's own dialog for the next permissions.request. Call it before the click that
   * asks. Both browsers close the popup then. Without it the request stays pending.
   */
  permission(mode: "allow" | "refuse", origin: string): Promise<void>;
  /** When the dialog was answered. Fails after 45 s, for instance when the permission was held already: no dialog. */
  permissionAnswered(): Promise<void>;
  /** As if the user took the permission back in the browser's settings; fires permissions.onRemoved. */
  revokeHost(origin: string): Promise<void>;
  hosts(): Promise<string[]>;
  /** The header rules: those that outlive the browser, then those of the session. */
  dynamicRules(): Promise<unknown[]>;
  contentScripts(): Promise<unknown[]>;
  /** Ends the worker or event page: the next event must start it again. */
  stopBackground(): Promise<void>;
  /** Whether the worker or event page runs. Asking does not wake it. */
  backgroundRuns(): Promise<boolean>;
  /** The text of the newest file that a page saved under such a name, once it is complete. */
  savedFile(name: RegExp): Promise<string>;
  /** Quits the browser and starts it on the same profile, after `meanwhile`. Surfaces held before are dead. */
  restart(meanwhile?: () => Promise<void>): Promise<void>;
  /** For pages opened after it. */
  colorScheme(scheme: "light" | "dark"): Promise<void>;
  close(): Promise<void>;
}

export interface LaunchOptions {
  /** What navigator.languages starts with. The browser's own interface stays in the languages it is installed with. */
  language?: string;
  /** A built extension; dist/chrome or dist/firefox when left out. It is copied: a build meanwhile does no harm. */
  extensionFolder?: string;
}

/**
 * Launches a browser. With our own build, waits for its first start: the first page is open, and the record holds its
 * first rows.
 */
export async function launch(name: BrowserName, options: LaunchOptions = {}): Promise<TestBrowser> {
  const browser = await (name === "chromium" ? launchChromium(options) : launchFirefox(options));
  await started(browser).catch(async (error: unknown) => {
    await browser.close();
    throw error;
  });
  return browser;
}
