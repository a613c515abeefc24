// A site without a grant cannot detect the extension: it observes what it would with a dummy extension.
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BROWSERS } from "./support/browsers.ts";
import { allow } from "./support/demo.ts";
import { launch, type TestBrowser } from "./support/driver.ts";
import { observe } from "./support/observe.ts";
import { type Site, startSite } from "./support/site.ts";

const LINK = '<link rel="cmr-participation" href="/.well-known/cmr-participation.json">';
const FILE = {
  cmr: "0.1",
  lastUpdate: "2026-11-01",
  status: "live",
  company: { name: "Part" },
  hosts: ["part.localhost"],
  honours: { kinds: ["offers"] },
};

describe.each(BROWSERS)("detection in %s", (name) => {
  let site: Site;
  let ours: TestBrowser;
  let dummy: TestBrowser;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "regards-dummy-"));
    const gecko = {
      id: "dummy@dummy.invalid",
      strict_min_version: "142.0",
      data_collection_permissions: { required: ["none"] },
    };
    const manifest = {
      manifest_version: 3,
      name: "Dummy",
      version: "1",
      permissions: ["storage", "scripting"],
      optional_host_permissions: ["https://*/*", "http://*.localhost/*"],
      icons: { 16: "16.png" },
      action: { default_popup: "blank.html" },
      background: name === "firefox" ? { scripts: ["background.js"] } : { service_worker: "background.js" },
      ...(name === "firefox" ? { browser_specific_settings: { gecko } } : {}),
    };
    writeFileSync(join(folder, "manifest.json"), JSON.stringify(manifest));
    writeFileSync(join(folder, "background.js"), "chrome.runtime.onMessage.addListener(() => {});");
    copyFileSync("public/icons/16.png", join(folder, "16.png"));
    writeFileSync(join(folder, "blank.html"), "<!doctype html><title>Dummy</title>");
    site = await startSite({
      "part/": `<!doctype html><title>Part</title>${LINK}<h1>Part</h1>`,
      "part/.well-known/cmr-participation.json": { json: FILE },
      "other/": `<!doctype html><title>Other</title>${LINK}<h1>Other</h1>`,
    });
    ours = await launch(name);
    dummy = await launch(name, { extensionFolder: folder });
  });
  afterAll(async () => {
    await ours?.close();
    await dummy?.close();
    await site?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test("a page observes the same with Regards, with a grant elsewhere, and with a dummy", async () => {
    const reference = await dummy.open(site.url("other"));
    const expected = await observe(reference);
    const requests = () =>
      site.requests
        .filter(({ host, path }) => host === "other" && path === "/")
        .map(({ headers }) => Object.keys(headers).sort());
    const expectedRequests = requests();
    expect(expected.heard).toEqual([]);

    site.requests.length = 0;
    const before = await ours.open(site.url("other"));
    expect(await observe(before)).toEqual(expected);
    expect(requests()).toEqual(expectedRequests);
    await before.close();

    const part = await ours.open(site.url("part"));
    await allow(ours, part, { origin: site.origin("part") });
    site.requests.length = 0;
    const after = await ours.open(site.url("other"));
    expect(await observe(after)).toEqual(expected);
    expect(requests()).toEqual(expectedRequests);
    await after.close();
    await part.close();
    await reference.close();
  });

  test("the extension sends no request during visits to a hundred pages", async () => {
    site.requests.length = 0;
    const tab = await ours.open(site.url("other"));
    for (let page = 0; page < 99; page++) await tab.goto(site.url("other", `/?${page}`));
    const asked = site.requests.map(({ path }) => path).filter((path) => path !== "/favicon.ico");
    expect(asked).toEqual(["/", ...Array.from({ length: 99 }, (_, page) => `/?${page}`)]);
    await tab.close();
  });

  test("a page can load none of our files", async () => {
    const tab = await ours.open(site.url("other"));
    const files = [
      "manifest.json",
      "icons/16.png",
      "src/entries/content.js",
      "src/entries/popup/index.html",
      "_locales/en/messages.json",
    ];
    const opened = await tab.evaluate(
      async (urls) =>
        (await Promise.allSettled(urls.map((url) => fetch(url)))).filter(({ status }) => status === "fulfilled").length,
      files.map((file) => ours.root + file),
    );
    expect(opened).toBe(0);
    await tab.close();
  });
});
