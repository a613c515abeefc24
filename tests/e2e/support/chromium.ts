// Real Chromium with the built extension. Playwright starts it; the DevTools Protocol does what Playwright cannot.
import { mkdtempSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext, Download, Page } from "playwright-core";
import { pressDialog } from "./chromium-dialog.ts";
import { chromiumDocument } from "./chromium-document.ts";
import { startChromium } from "./chromium-process.ts";
import { type Targets, targetsOf } from "./chromium-targets.ts";
import type { LaunchOptions, Tab, TestBrowser } from "./driver.ts";
import { bareDocument, copyBuild, orRemove, questions, readManifest, removeFolder } from "./extension-api.ts";
import { promptsPressedBy } from "./prompts.ts";
import { type DocumentPort, surfaceOver } from "./surface.ts";
import { until } from "./wait.ts";
import type { Send } from "./wire.ts";

declare const chrome: {
  tabs: {
    query(which: object): Promise<{ id?: number; url?: string; pendingUrl?: string }[]>;
    remove(id: number): Promise<void>;
  };
  developerPrivate: { removeHostPermission(id: string, host: string): Promise<void> };
  permissions: { remove(permissions: { origins: string[] }): Promise<boolean> };
};
declare const window: { chrome?: unknown };

type Scheme = "light" | "dark";

interface Running {
  context: BrowserContext;
  targets: Targets;
  root: string;
  keeper: Page;
  extension: Tab;
}

const sendOf = async (page: Page): Promise<Send> => {
  const session = await page.context().newCDPSession(page);
  return session.send.bind(session) as unknown as Send;
};

async function tabOver(page: Page): Promise<Tab> {
  const port: DocumentPort = chromiumDocument(await sendOf(page), {
    activate: () => page.bringToFront(),
    close: () => page.close(),
  });
  const surface = surfaceOver(port);
  return {
    ...surface,
    goto: async (url) => void (await page.goto(url)),
    reload: async () => void (await page.reload()),
    async resize(width, height) {
      await page.setViewportSize({ width, height });
      await surface.waitFor((...size) => String([innerWidth, innerHeight]) === String(size), width, height);
    },
  };
}

async function start(profile: string, folder: string, language: string): Promise<Running> {
  const context = await startChromium(profile, folder, language);
  const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent("serviceworker", { timeout: 30_000 }));
  const root = new URL("/", worker.url()).href;
  // Opens a page: the first of `pages()` is the welcome page if Chromium opens it before Playwright attaches.
  const keeper = await context.newPage();
  await keeper.goto(root + bareDocument(readManifest(folder)));
  const extension = await tabOver(keeper);
  await extension.evaluate(closeForeignTabs);
  const targets = await targetsOf(context, profile);
  return { context, targets, root, keeper, extension };
}

/** Closes the blank tab of the start. The extension reads only the addresses of its own pages. */
async function closeForeignTabs(): Promise<void> {
  for (const { id, url, pendingUrl } of await chrome.tabs.query({}))
    if (id !== undefined && !(pendingUrl || url || "").startsWith(location.origin)) await chrome.tabs.remove(id);
}

/** The call of chrome://extensions when the user revokes a host there. */
const takeHostBack = async (send: Send, id: string, origin: string): Promise<void> => {
  const settings = surfaceOver(chromiumDocument(send, { activate: async () => {}, close: async () => {} }));
  await settings.waitFor(() => (window.chrome as { developerPrivate?: object } | undefined)?.developerPrivate);
  await settings.evaluate((own, host) => chrome.developerPrivate.removeHostPermission(own, host), id, origin);
};

export async function launchChromium({ language = "en-US", extensionFolder }: LaunchOptions): Promise<TestBrowser> {
  const folder = mkdtempSync(join(tmpdir(), "chromium-test-"));
  // Chromium derives the extension's id from this path: it stays the same across restarts.
  const built = join(folder, "extension");
  const profile = join(folder, "profile");
  copyBuild("chrome", extensionFolder, built);
  const popupPath = readManifest(built).action.default_popup;
  const panelPath = readManifest(built).side_panel?.default_path ?? "";
  const prompts = promptsPressedBy((...how) => pressDialog(profile, ...how));
  let scheme: Scheme = "light";
  let running = await start(profile, built, language).catch(orRemove(folder));
  const downloads: Download[] = [];
  const dress = (page: Page) => page.emulateMedia({ colorScheme: scheme });
  const pages = new WeakMap<Tab, Page>();
  const tab = async (page: Page): Promise<Tab> => {
    await dress(page);
    page.on("download", (download) => downloads.push(download));
    const made = await tabOver(page);
    pages.set(made, page);
    return made;
  };
  const open = async (url: string) => {
    const page = await running.context.newPage();
    const made = await tab(page);
    await page.goto(url);
    return made;
  };

  return {
    name: "chromium",
    root: running.root,
    get extension() {
      return running.extension;
    },
    open,
    page: (path) => open(running.root + path),
    openedTab: async (part) =>
      tab(
        await until(`a tab at ${part}`, async () => {
          const open = running.context.pages();
          const found = open.find((one) => one.url().includes(part));
          if (found === undefined) throw new Error(`only ${open.map((one) => one.url()).join(", ")}`);
          return found;
        }),
      ),
    async popup(over) {
      const page = pages.get(over);
      if (page === undefined) throw new Error("no tab of this browser");
      await page.bringToFront();
      const id = new URL(running.root).host;
      const { wire, close } = await running.targets.triggerAction(id, running.root + popupPath);
      const clip = { x: 0, y: 0, width: 380, height: 560, scale: 1 };
      const surface = surfaceOver(chromiumDocument(wire.send, { activate: async () => {}, close, clip }));
      await wire.send("Emulation.setFocusEmulationEnabled", { enabled: true });
      await wire.send("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value: scheme }] });
      await surface.waitFor(() => document.readyState === "complete");
      return surface;
    },
    async panel() {
      const { wire, close } = await running.targets.attached(running.root + panelPath);
      return surfaceOver(chromiumDocument(wire.send, { activate: async () => {}, close }));
    },
    permission: async (mode) => prompts.expect(mode),
    permissionAnswered: prompts.answered,
    async revokeHost(origin) {
      // Both calls are necessary: after `remove` alone Chromium grants the host again without a dialog, and the
      // restart of an unpacked extension undoes a revocation in the settings alone.
      await running.extension.evaluate((host) => chrome.permissions.remove({ origins: [host] }), origin);
      const id = new URL(running.root).host;
      await running.targets.behind("chrome://extensions/", (send) => takeHostBack(send, id, origin));
    },
    ...questions(() => running.extension),
    async stopBackground() {
      const send = await sendOf(running.keeper);
      await send("ServiceWorker.enable");
      await send("ServiceWorker.stopAllWorkers");
      // A window that sends again at once may wake the worker between two checks; by then the worker has stopped.
      const gone = async () => (await running.targets.workersRunning(running.root)) === 0;
      await until("the worker to end", gone, 2000).catch(async () => {
        await send("ServiceWorker.stopAllWorkers");
      });
    },
    backgroundRuns: async () => (await running.targets.workersRunning(running.root)) > 0,
    async savedFile(name) {
      const found = () => downloads.findLast((one) => name.test(one.suggestedFilename())) ?? null;
      const download = await until(`a download ${name}`, async () => found());
      return readFile(await download.path(), "utf8");
    },
    async restart(meanwhile = async () => {}) {
      prompts.forget();
      await running.context.close();
      await meanwhile();
      running = await start(profile, built, language);
    },
    async colorScheme(wanted) {
      scheme = wanted;
    },
    async close() {
      prompts.forget();
      await running.context.close();
      await removeFolder(folder);
    },
  };
}
