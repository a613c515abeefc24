// Interface of a real browser for end-to-end tests, and its launch. Independent of the browser and its protocol.
import { launchChromium } from "./chromium.ts";
import { launchFirefox } from "./firefox.ts";
import { started } from "./started.ts";

/** One document: a page in a tab, an extension page, or the real action popup. */
export interface Surface {
  /** Runs in the document with only its arguments, without the scope of the test. The answer travels as JSON. */
  evaluate<T, A extends unknown[]>(fn: (...args: A) => T | Promise<T>, ...args: A): Promise<T>;
  /** Polls until the answer is truthy. Fails after 15 s with the function's text. */
  waitFor<A extends unknown[]>(fn: (...args: A) => unknown, ...args: A): Promise<void>;
  /** Waits until the first element of that data-testid is visible. */
  element(testId: string): Promise<void>;
  /** Waits until the element is visible, enabled, still and not covered; then sends real mouse input. */
  click(testId: string): Promise<void>;
  /** Two presses at the same place, 100 ms apart, whatever the first one moves there. */
  doubleClick(testId: string): Promise<void>;
  /** Replaces the field's text by real key input. Dates, times, colours and ranges are set, with input and change. */
  type(testId: string, text: string): Promise<void>;
  select(testId: string, value: string): Promise<void>;
  /** One real key: "Tab", "Enter", "Space", "ArrowRight", "Escape", "a", "Shift+Tab", "Control+Enter". */
  press(key: string, times?: number): Promise<void>;
  /** innerText of the first match, or "". */
  text(testId: string): Promise<string>;
  count(testId: string): Promise<number>;
  /** The accessibility tree as text (accessibility-tree.ts). Throws in Firefox. */
  tree(): Promise<string>;
  /** PNG of the viewport; of the popup always 380 × 560 CSS pixels. */
  screenshot(file: string): Promise<void>;
  url(): Promise<string>;
  close(): Promise<void>;
}

export interface Tab extends Surface {
  goto(url: string): Promise<void>;
  reload(): Promise<void>;
  /** Size of the viewport in CSS pixels. */
  resize(width: number, height: number): Promise<void>;
}

export type BrowserName = "chromium" | "firefox";

export interface TestBrowser {
  readonly name: BrowserName;
  /** `chrome-extension://id/` or `moz-extension://uuid/`. */
  readonly root: string;
  /** A bare document of the extension in a background tab, to call its APIs without disturbing the popup. */
  readonly extension: Surface;
  open(url: string): Promise<Tab>;
  /** An extension page in a tab, for example "src/entries/dashboard/index.html#/companies". */
  page(path: string): Promise<Tab>;
  /** Waits for a tab whose address contains `part`: for tabs that the extension opens. */
  openedTab(part: string): Promise<Tab>;
  /** The real action popup over that tab, opened as by a click on the toolbar button, with activeTab. */
  popup(tab: Tab): Promise<Surface>;
  /** The browser's side panel, which the popup has opened. */
  panel(): Promise<Surface>;
  /**
   * Presses Allow or Deny in the browser's own dialog for the next permissions.request. Call it before the click that
   * asks. Both browsers close the popup then. Without it the request stays pending.
   */
  permission(mode: "allow" | "refuse", origin: string): Promise<void>;
  /**
   * Resolves after the answer in the dialog. Fails after 45 s without a dialog, for instance because the permission is
   * already granted.
   */
  permissionAnswered(): Promise<void>;
  /** Like a revocation in the browser's settings; fires permissions.onRemoved. */
  revokeHost(origin: string): Promise<void>;
  hosts(): Promise<string[]>;
  /** Header rules: dynamic ones, then those of the session. */
  dynamicRules(): Promise<unknown[]>;
  contentScripts(): Promise<unknown[]>;
  /** Ends the worker or event page: the next event must start it again. */
  stopBackground(): Promise<void>;
  /** Reports whether the worker or event page runs, without waking it. */
  backgroundRuns(): Promise<boolean>;
  /** Text of the newest download with this name, once it is complete. */
  savedFile(name: RegExp): Promise<string>;
  /** Quits the browser and starts it on the same profile, after `meanwhile`. Earlier documents are dead. */
  restart(meanwhile?: () => Promise<void>): Promise<void>;
  /** Applies to pages opened after it. */
  colorScheme(scheme: "light" | "dark"): Promise<void>;
  close(): Promise<void>;
}

export interface LaunchOptions {
  /** First of navigator.languages. The browser's own interface stays in its installed languages. */
  language?: string;
  /**
   * A built extension; dist/chrome or dist/firefox by default. Launches a copy, so that a build at the same time does
   * no harm.
   */
  extensionFolder?: string;
}

/**
 * Launches a browser. With our own build, waits for its first start: the welcome page is open, and the record holds its
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
