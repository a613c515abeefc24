// The remote places with the APIs of the real browsers: a WebDAV folder, a folder here, and the browser's sync storage.
// The private file system has the same handles as a picked folder.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runRemoteStoreTests } from "../support/remote/remote-store-suite.ts";
import { type Apache, startApache } from "../support/servers/apache.ts";
import { BROWSERS } from "./support/browsers.ts";
import { launch, type TestBrowser } from "./support/driver.ts";
import type { LuckyBuild } from "./support/lucky.ts";
import { permittedBuild } from "./support/permitted-build.ts";
import { loadPlaces, placeInPage } from "./support/places-in-page.ts";

declare const chrome: { storage: { sync: { clear(): Promise<void> } } };

const VAULT = "v1-0123456789abcdefghij";
const noise = (length: number) => Uint8Array.from({ length }, (_, index) => (index * 7919) % 251);

describe.each(BROWSERS)("%s", (name) => {
  let browser: TestBrowser;
  let apache: Apache;
  let build: LuckyBuild;
  let folders = 0;
  beforeAll(async () => {
    apache = await startApache();
    build = permittedBuild(name, "http://127.0.0.1/*");
    browser = await launch(name, { extensionFolder: build.folder });
    await loadPlaces(browser.extension);
  });
  afterAll(async () => {
    await browser?.close();
    build?.remove();
    await apache?.stop();
  });

  const onServer = (address: string, password = apache.password) =>
    placeInPage(browser.extension, "webdav", { server: { address, user: apache.user, password } });
  const codeOf = (work: Promise<unknown>): Promise<unknown> => work.catch(({ code }: { code: string }) => code);

  runRemoteStoreTests(`WebDAV on Apache in ${name}`, async () => {
    const folder = `suite ${++folders}`;
    const authorization = `Basic ${Buffer.from(`${apache.user}:${apache.password}`).toString("base64")}`;
    const address = `${apache.url}${encodeURIComponent(folder)}/`;
    await fetch(address, { method: "MKCOL", headers: { authorization } });
    return { place: onServer(address), refusesTakenNames: true, close: async () => {} };
  });

  test("each refusal of WebDAV has its code, and a redirect differs from a host without permission", async () => {
    const codes = await Promise.all([
      codeOf(onServer(apache.url, "wrong").vaults()),
      codeOf(onServer(apache.digestUrl).vaults()),
      codeOf(onServer(apache.loginUrl).vaults()),
      codeOf(onServer(`${apache.url}missing/`).vaults()),
      codeOf(onServer(`${apache.origin}moved/`).vaults()),
      codeOf(onServer(apache.readOnlyUrl).vault(VAULT).put("a.age", noise(10))),
      codeOf(onServer(apache.url.replace("127.0.0.1", "localhost")).vaults()),
      codeOf(onServer("http://127.0.0.1:9/").vaults()),
    ]);
    const refused = ["unauthorized", "digest-only", "not-a-store", "no-folder", "not-a-store", "read-only"];
    expect(codes).toEqual([...refused, "no-permission", "offline"]);
  });

  runRemoteStoreTests(`a folder in ${name}`, async () => ({
    place: placeInPage(browser.extension, "folder", { folder: `suite-${++folders}` }),
    refusesTakenNames: true,
    close: async () => {},
  }));

  test("the browser's sync storage stores files, reports that it is full, and stores files again after an erasure", async () => {
    const place = placeInPage(browser.extension, "browser");
    const store = place.vault(VAULT);
    await store.put("vault.age", noise(500));
    await store.put("heads/a.age", noise(40_000));
    const read = await store.get("heads/a.age");
    expect(read).toEqual(noise(40_000));
    const listed = await store.list("heads");
    expect(listed).toEqual([{ name: "a.age", size: 40_000 }]);
    await expect(store.put("heads/a.age", noise(1))).rejects.toMatchObject({ code: "exists" });
    await expect(store.put("heads/b.age", noise(45_000))).rejects.toMatchObject({ code: "full" });
    const refused = await store.get("heads/b.age");
    const vaults = await place.vaults();
    expect([refused, vaults]).toEqual([null, [VAULT]]);
    await place.erase(VAULT);
    const erased = await place.vaults();
    expect(erased).toEqual([]);
    await store.put("heads/b.age", noise(45_000));
    const again = await store.get("heads/b.age");
    expect(again).toEqual(noise(45_000));
  });

  test("the browser's limit of writes in a minute is reported, if it has one", async () => {
    await browser.extension.evaluate(() => chrome.storage.sync.clear());
    const store = placeInPage(browser.extension, "browser").vault(VAULT);
    let fault: unknown = null;
    for (let index = 0; index < 130 && fault === null; index++)
      await store.put(`heads/${index}.age`, noise(10)).catch((error: unknown) => {
        fault = error;
      });
    if (name === "chromium") expect(fault).toMatchObject({ code: "rate-limited", retryAfterSeconds: 60 });
    else expect(fault).toBeNull();
  });
});
