// Chromium and Firefox in one vault on a real Apache, set up through the interface: each edit appears in the other.

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DATA_KINDS } from "../../src/core/sharing/data-kinds.ts";
import { type Apache, startApache } from "../support/servers/apache.ts";
import { BROWSERS } from "./support/browsers.ts";
import { allow, BANK_ORIGIN, type Demo, startDemo } from "./support/demo.ts";
import { launch, type Tab, type TestBrowser } from "./support/driver.ts";
import { rowsIn, rowsOf, tell } from "./support/record.ts";
import { shows } from "./support/states.ts";
import {
  createVault,
  joinVault,
  type Place,
  pressConnect,
  replaceKey,
  syncedPage,
  syncNow,
  typePlace,
} from "./support/sync-wizard.ts";

declare const chrome: { permissions: { getAll(): Promise<{ data_collection?: string[] }> } };

// Needs both browsers, and runs with Firefox.
describe.runIf(BROWSERS.includes("firefox"))("two browsers in one vault", () => {
  let server: Apache;
  let demo: Demo;
  let place: Place;
  let [chromium, firefox]: TestBrowser[] = [];
  let [here, there]: Tab[] = [];
  let passphrase = "";

  const command = async (browser: TestBrowser | undefined, name: string, payload: object = {}) => {
    if (browser === undefined) throw new Error("no browser");
    const answer = await tell(browser.extension, name, payload);
    expect(answer.error).toBeUndefined();
    return answer.value;
  };

  beforeAll(async () => {
    [server, demo] = await Promise.all([startApache(), startDemo()]);
    place = server;
    [chromium, firefox] = await Promise.all([launch("chromium"), launch("firefox")]);
    const made = await createVault(chromium as TestBrowser, place);
    ({ page: here, passphrase } = made);
    there = await joinVault(firefox as TestBrowser, place, passphrase);
  });
  afterAll(async () => {
    await Promise.all([chromium?.close(), firefox?.close()]);
    await server?.stop();
    demo?.close();
  });

  const [send, fetch] = [
    () => syncNow(chromium as TestBrowser, here as Tab),
    () => syncNow(firefox as TestBrowser, there as Tab),
  ];

  test("share a rating, a preference and a plan", async () => {
    await command(chromium, "rate-visit", { company: "shop.example", value: 2 });
    await command(chromium, "edit-preference", {
      layer: "base",
      id: "default-marketing",
      rule: { kinds: ["news"], want: "no" },
    });
    const expires = `${new Date().getFullYear() + 1}-12`;
    const plan = { what: "a bicycle", verb: "buy", certainty: "likely", replies: "none", expires };
    await command(chromium, "edit-plan", { plan: { ...plan, audience: { companies: ["shop.example"] } } });
    await send();
    await fetch();
    await expect.poll(() => rowsIn(firefox as TestBrowser, "plans")).toMatchObject([{ what: "a bicycle" }]);
    await expect
      .poll(() => rowsIn(firefox as TestBrowser, "feelings"))
      .toMatchObject([{ company: "shop.example", value: 2 }]);
    const rules = await rowsIn(firefox as TestBrowser, "rules");
    expect(rules.find(({ id }) => id === "default-marketing")).toMatchObject({ want: "no" });
  });

  test("name both devices on both pages", async () => {
    await expect.poll(() => (there as Tab).count("sync-device")).toBe(2);
    await send();
    await expect.poll(() => (here as Tab).count("sync-device")).toBe(2);
  });

  test("keep a company that one browser allowed from reading in the other until it is allowed there; a revocation ends both", async () => {
    const bank = await (chromium as TestBrowser).open(demo.bank());
    await allow(chromium as TestBrowser, bank);
    await send();
    await fetch();
    const page = await (firefox as TestBrowser).open(demo.bank());
    expect(await demo.lastHeader()).toBeNull();
    await (there as Tab).element("sync-elsewhere");
    await (firefox as TestBrowser).permission("allow", BANK_ORIGIN);
    await (there as Tab).click("sync-elsewhere-allow");
    await (firefox as TestBrowser).permissionAnswered();
    await (there as Tab).waitFor(() => document.querySelector('[data-testid="sync-elsewhere"]') === null);
    await page.reload();
    expect(await demo.lastHeader()).toContain("v=1");
    await command(chromium, "revoke-company", { company: "northbank.localhost" });
    await send();
    await fetch();
    await page.reload();
    expect(await demo.lastHeader()).toBeNull();
    await expect.poll(() => (firefox as TestBrowser).hosts()).not.toContain(BANK_ORIGIN);
  });

  test("keep the later of two conflicting edits, and can restore the other", async () => {
    await command(firefox, "edit-profile", { letterName: "Anna" });
    await command(chromium, "edit-profile", { letterName: "Anne" });
    await send();
    await fetch();
    await send();
    const names = await Promise.all(
      [chromium, firefox].map(async (one) => (await rowsIn(one as TestBrowser, "profiles"))[0]?.letterName),
    );
    expect(names).toEqual(["Anne", "Anne"]);
    await (there as Tab).click("sync-lost-restore");
    await fetch();
    await send();
    await expect.poll(() => rowsIn(chromium as TestBrowser, "profiles")).toMatchObject([{ letterName: "Anna" }]);
  });

  test("erase an entry in both", async () => {
    const [row] = await rowsIn(chromium as TestBrowser, "feelings");
    await command(chromium, "remove-feeling", { id: row?.id });
    await send();
    await fetch();
    await expect.poll(() => rowsOf(firefox as TestBrowser, "feelings")).toEqual([]);
  });

  test("replace the key after a lost laptop: the old key opens nothing new, and the other browser continues", async () => {
    const fresh = await replaceKey(here as Tab, passphrase);
    await command(chromium, "rate-visit", { company: "bank.example", value: 1 });
    await send();
    await (there as Tab).click("sync-now");
    await (there as Tab).click("sync-act-new-key");
    expect((await tell((firefox as TestBrowser).extension, "look-at-sync")).value).toMatchObject({
      problem: { code: "new-key" },
    });
    await expect.poll(() => rowsOf(firefox as TestBrowser, "feelings")).toEqual([]);
    await (there as Tab).type("sync-new-key", fresh);
    await (there as Tab).click("sync-new-key-open");
    // Deriving a key from the passphrase takes seconds.
    await syncedPage(there as Tab);
    await expect.poll(() => rowsOf(firefox as TestBrowser, "feelings")).toMatchObject([{ company: "bank.example" }]);
  });

  test("Firefox asks about the data in the press that connects a server: refused, nothing is set up", async () => {
    const browser = firefox as TestBrowser;
    await command(browser, "leave-sync");
    const page = await typePlace(browser, place);
    await page.element("sync-data-hint");
    await pressConnect(browser, { page, place }, "refuse");
    await shows(page, "sync-verdict", ["data-verdict", "no-permission"]);
    await pressConnect(browser, { page, place }, "allow");
    await page.element("sync-found-join");
    const agreed = await page.evaluate(async () => (await chrome.permissions.getAll()).data_collection ?? []);
    expect(agreed.toSorted()).toEqual(DATA_KINDS.toSorted());
  });
});
