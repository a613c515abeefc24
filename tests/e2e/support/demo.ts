// The demo companies for tests, and common steps of the journeys.
import type { IncomingHttpHeaders, IncomingMessage, Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll } from "vitest";
import { launch, type Surface, type Tab, type TestBrowser } from "./driver.ts";
import { until } from "./wait.ts";

export interface Logged {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
}

export interface Demo {
  bank(path?: string): string;
  shop(path?: string): string;
  /** Header of the bank's latest page request. Null if it had none. */
  lastHeader(): Promise<string | null>;
  /**
   * Every request to the bank, oldest first. Recorded here, because the bank shows a visitor no request of another one.
   */
  log(): Promise<Logged[]>;
  /** Opens the bank's database, which would delay the first delivery by seconds. */
  openDatabase(): Promise<void>;
  close(): void;
}

export const BANK_ORIGIN = "http://northbank.localhost/*";
export const POPUP = "src/entries/popup/index.html";
export const DASHBOARD = "src/entries/dashboard/index.html";
export const WELCOME = "src/entries/welcome/index.html";

const listen = (server: Server): Promise<number> =>
  new Promise((done) => server.listen(0, "127.0.0.1", () => done((server.address() as AddressInfo).port)));

export async function startDemo(): Promise<Demo> {
  // Plain JavaScript outside the project's source, as companies run it.
  const [north, plain] = ["../../../examples/northbank/server.mjs", "../../../examples/plainshop/server.mjs"];
  const bank: Server = (await import(north)).createNorthbank();
  const shop: Server = (await import(plain)).createPlainshop();
  const asked: Logged[] = [];
  bank.on("request", ({ method = "", url = "", headers }: IncomingMessage) => asked.push({ method, url, headers }));
  const log = async (): Promise<Logged[]> => asked;
  const [bankPort, shopPort] = [await listen(bank), await listen(shop)];
  return {
    bank: (path = "/") => `http://northbank.localhost:${bankPort}${path}`,
    shop: (path = "/") => `http://plainshop.localhost:${shopPort}${path}`,
    log,
    async lastHeader() {
      const pages = (await log()).filter(({ headers }) => headers["sec-fetch-dest"] === "document");
      const header = pages.at(-1)?.headers["sec-cmr-preferences"];
      return typeof header === "string" ? header : null;
    },
    async openDatabase() {
      const { status } = await fetch(`http://127.0.0.1:${bankPort}/report`);
      if (status !== 200) throw new Error(`the bank's report: ${status}`);
    },
    close() {
      for (const server of [bank, shop]) {
        server.close();
        server.closeAllConnections();
      }
    },
  };
}

interface DemoWorld {
  browser: TestBrowser;
  demo: Demo;
  /** The bank's mortgage page. */
  bank: Tab;
}

/**
 * One browser and the demo companies for all tests of a suite. The result has its members once the first test runs.
 * `delivers`: something is sent to the bank.
 */
export function useDemo(name: TestBrowser["name"], { delivers = false } = {}): DemoWorld {
  const world: Partial<DemoWorld> = {};
  beforeAll(async () => {
    [world.browser, world.demo] = await Promise.all([launch(name), startDemo()]);
    if (delivers) await world.demo.openDatabase();
    world.bank = await world.browser.open(world.demo.bank("/mortgage"));
  });
  afterAll(async () => {
    await world.browser?.close();
    world.demo?.close();
  });
  return world as DemoWorld;
}

/** Opens the preview, unless a declined question has left it open. */
export async function openPreview(popup: Surface): Promise<void> {
  await popup.waitFor(() => document.querySelector('[data-testid="show-preview"], [data-testid="allow"]'));
  if ((await popup.count("allow")) === 0) await popup.click("show-preview");
  await popup.element("allow");
}

/**
 * Waits for the registration of a host's page script, which follows the header rule. A page that loads in between reads
 * nothing until its next load.
 */
export const untilScripted = (browser: TestBrowser, host: string): Promise<unknown> =>
  until("the page's script", async () => JSON.stringify(await browser.contentScripts()).includes(host));

/**
 * Allows through the popup and the browser's own dialog, and waits for the rule and the page's script. Chromium asks
 * only the first time: it grants a revoked permission again without a dialog.
 */
export async function allow(
  browser: TestBrowser,
  tab: Tab,
  { origin = BANK_ORIGIN, again = false }: { origin?: string; again?: boolean } = {},
): Promise<void> {
  const dialog = !(again && browser.name === "chromium");
  // Companies with equal views share a rule.
  const rules = async () => JSON.stringify(await browser.dynamicRules());
  const before = await rules();
  const popup = await browser.popup(tab);
  await openPreview(popup);
  if (dialog) await browser.permission("allow", origin);
  await popup.click("allow");
  if (dialog) await browser.permissionAnswered();
  await until("a header rule", async () => (await rules()) !== before);
  const host = new URL(origin.replace("/*", "/")).hostname;
  await untilScripted(browser, host);
  await popup.close().catch(() => {});
}

/** Latest document that the bank's page got from the extension. Null without one. */
export const livePreferences = (tab: Surface): Promise<Partial<LiveDocument> | null> =>
  tab.evaluate(() => {
    const text = document.querySelector('[data-testid="live-preferences"]')?.textContent ?? "none";
    return text === "none" || text === "" ? null : JSON.parse(text);
  });

export interface LiveDocument {
  cmr: string;
  issued: string;
  expires: string;
  contact?: {
    rules: { kinds: string[]; want: string; via?: string[]; when?: unknown[]; about?: { product?: string } }[];
    timeZone?: string;
  };
  treatment?: { languages?: string[] };
  terms?: { agreement?: string };
}

/** Opens the dashboard at a route and waits for its page. */
export async function dashboard(browser: TestBrowser, route: string): Promise<Tab> {
  const page = await browser.page(`${DASHBOARD}#/${route}`);
  await drawn(page, route);
  return page;
}

/** Opens another route in an open dashboard. */
export async function turnTo(browser: TestBrowser, page: Tab, route: string): Promise<void> {
  await page.goto(`${browser.root}${DASHBOARD}#/${route}`);
  await drawn(page, route);
}

/**
 * Waits until the new page has rendered. The previous one has a heading, a main and a frame, too.
 */
const drawn = (page: Surface, route: string): Promise<void> =>
  page.waitFor((wanted) => {
    const [name = "", company, section = "timeline"] = wanted.split("/");
    const shown = wanted === "settings/sync" ? "sync" : name || "home";
    const main = document.querySelector("main");
    if (main?.dataset.testid === undefined) return document.querySelector('[data-testid="recovery"]');
    if (main.dataset.testid !== `page-${shown}` || main.querySelector("h1") === null) return false;
    if (name !== "companies" || company === undefined) return true;
    const current = main.querySelector(".segments [aria-current=page]");
    return current?.getAttribute("data-testid") === `section-${section}` && main.querySelector(".segments + *");
  }, route);
