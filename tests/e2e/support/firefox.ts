// Real Firefox with the built extension, permanently installed in a profile of its own, driven over WebDriver BiDi.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { zipOf } from "../../../scripts/zip.mjs";
import type { LaunchOptions, Tab, TestBrowser } from "./driver.ts";
import { bareDocument, copyBuild, orRemove, questions, readManifest, removeFolder } from "./extension-api.ts";
import { keepScripts, takeScripts } from "./firefox-cache.ts";
import { closePopups, firefoxTab, popupPort, sidebarPort } from "./firefox-documents.ts";
import { type Firefox, startFirefox, writePreferences } from "./firefox-process.ts";
import {
  eventPageRuns,
  type InWindow,
  popupSize,
  preferScheme,
  pressPanel,
  stopEventPage,
  takeHostBack,
  triggerAction,
  windowOf,
} from "./firefox-window.ts";
import { promptsPressedBy } from "./prompts.ts";
import { surfaceOver } from "./surface.ts";
import { until } from "./wait.ts";

/** Firefox gives each installation a random id; a fixed one lets the tests name the extension's pages. */
const UUID = "4d0cc1d2-7a0c-4a42-9a2b-3f6c1f0e5b11";
const ROOT = `moz-extension://${UUID}/`;

interface Running {
  firefox: Firefox;
  inWindow: InWindow;
  keeper: string;
  extension: Tab;
}

const newTab = async ({ send }: Firefox): Promise<string> =>
  (await send<{ context: string }>("browsingContext.create", { type: "tab" })).context;

async function start(profile: string, id: string, bare: string): Promise<Running> {
  const firefox = await startFirefox(profile);
  const inWindow = windowOf(firefox);
  // Until the extension is active its pages are error pages, which load completely, too.
  await until("the extension to start", () => inWindow((own) => WebExtensionPolicy.getByID(own)?.active === true, id));
  const keeper = await newTab(firefox);
  const extension = firefoxTab(firefox, keeper);
  await extension.goto(ROOT + bare);
  return { firefox, inWindow, keeper, extension };
}

declare const WebExtensionPolicy: { getByID(id: string): { active: boolean } | null };

/** Puts an unsigned build into the profile's extensions folder. Returns its id and its bare document. */
function install(profile: string, built: string): { id: string; bare: string } {
  const manifest = readManifest(built);
  const id = manifest.browser_specific_settings?.gecko?.id;
  if (id === undefined) throw new Error("the manifest has no Firefox id");
  mkdirSync(join(profile, "extensions"), { recursive: true });
  writeFileSync(join(profile, "extensions", `${id}.xpi`), zipOf(built));
  return { id, bare: bareDocument(manifest) };
}

/** Null while none is complete: Firefox writes into a file of the same name with ".part" beside it. */
function newestFile(folder: string, name: RegExp): string | null {
  const files = existsSync(folder) ? readdirSync(folder) : [];
  const written = (file: string) => statSync(join(folder, file)).mtimeMs;
  const [newest] = files.filter((file) => name.test(file)).sort((one, other) => written(other) - written(one));
  if (newest === undefined || newest.endsWith(".part") || files.includes(`${newest}.part`)) return null;
  return readFileSync(join(folder, newest), "utf8") || null;
}

export async function launchFirefox({ language = "en-US", extensionFolder }: LaunchOptions): Promise<TestBrowser> {
  const folder = mkdtempSync(join(tmpdir(), "firefox-test-"));
  const profile = join(folder, "profile");
  copyBuild("firefox", extensionFolder, join(folder, "extension"));
  const { id, bare } = install(profile, join(folder, "extension"));
  takeScripts(profile);
  const downloads = join(folder, "downloads");
  writePreferences(profile, {
    "browser.download.folderList": 2,
    "browser.download.dir": downloads,
    "extensions.webextensions.uuids": JSON.stringify({ [id]: UUID }),
    "intl.accept_languages": language,
  });
  let running = await start(profile, id, bare).catch(orRemove(folder));
  const contexts = new WeakMap<Tab, string>();
  const prompts = promptsPressedBy((mode) => pressPanel(running.inWindow, mode));
  const tabOf = (context: string): Tab => {
    const tab = firefoxTab(running.firefox, context);
    contexts.set(tab, context);
    return tab;
  };
  const open = async (url: string) => {
    const tab = tabOf(await newTab(running.firefox));
    await tab.goto(url);
    return tab;
  };

  return {
    name: "firefox",
    root: ROOT,
    get extension() {
      return running.extension;
    },
    open,
    page: (path) => open(ROOT + path),
    openedTab: (part) =>
      until(`a tab at ${part}`, async () => {
        interface Tree {
          contexts: { context: string; url: string }[];
        }
        const { contexts } = await running.firefox.send<Tree>("browsingContext.getTree", { maxDepth: 0 });
        const found = contexts.find(({ url }) => url.includes(part));
        return found === undefined ? null : tabOf(found.context);
      }),
    async popup(over) {
      const { firefox, inWindow, keeper } = running;
      const context = contexts.get(over);
      if (context === undefined) throw new Error("no tab of this browser");
      await closePopups(firefox, keeper);
      await firefox.send("browsingContext.activate", { context });
      await triggerAction(inWindow, id);
      const port = popupPort(firefox, inWindow, keeper);
      const ready = 'document.readyState === "complete" && location.protocol === "moz-extension:"';
      await until("the popup to open", async () => (await port.run(ready).catch(() => "")) === "true");
      // The panel gets the size of its page later. It is stable once two checks find page and panel of the same size.
      let before = "";
      await until("the popup to have its size", async () => {
        const sizes = `${await port.run("[innerWidth, innerHeight]")} ${await popupSize(inWindow)}`;
        const stands = sizes === before && new Set(sizes.split(" ")).size === 1;
        before = sizes;
        return stands;
      });
      return surfaceOver(port);
    },
    async panel() {
      const { firefox, inWindow, keeper } = running;
      const port = sidebarPort(firefox, inWindow, keeper);
      const ready = 'document.readyState === "complete" && location.search === "?panel"';
      await until("the sidebar to open", async () => (await port.run(ready).catch(() => "")) === "true");
      return surfaceOver(port);
    },
    permission: async (mode) => prompts.expect(mode),
    permissionAnswered: prompts.answered,
    revokeHost: (origin) => takeHostBack(running.inWindow, id, origin),
    ...questions(() => running.extension),
    stopBackground: () => stopEventPage(running.inWindow, id),
    backgroundRuns: () => eventPageRuns(running.inWindow, id),
    savedFile: (name) => until(`a download ${name}`, async () => newestFile(downloads, name)),
    async restart(meanwhile = async () => {}) {
      prompts.forget();
      await running.firefox.quit();
      await meanwhile();
      running = await start(profile, id, bare);
    },
    colorScheme: (scheme) => preferScheme(running.inWindow, scheme),
    async close() {
      prompts.forget();
      if ((await running.firefox.quit()) === "ended") keepScripts(profile);
      await removeFolder(folder);
    },
  };
}
