// Global Privacy Control from the switch to the request: on, excepted, off, permitted or not, and beside what companies read.
import { describe, expect, test } from "vitest";
import { EVERY_SITE } from "../../src/core/host.ts";
import { SHARE_ALL } from "../../src/core/share-all.ts";
import { faultsMayBeLogged } from "../support/oracle.ts";
import { type FakeRequest, headersOn, scriptsIn } from "../support/requests.ts";
import { recordFile } from "../support/rows.ts";
import { KILL_STEP } from "../support/runs.ts";
import { settled } from "../support/settle.ts";
import { bank, type Device, shop, world } from "../support/world.ts";

const OTHER = "https://news.other.example/";
const TRACKER = "https://cdn.tracker.example/pixel";
const DEVELOPED = "http://my.dev.localhost:8787/";

/** As the settings do it: the browser's yes, then the setting. */
async function switchOn(device: Device): Promise<void> {
  await device.browser.permit(...EVERY_SITE);
  await device.ask("edit-gpc", { on: true });
}

const except = (device: Device, company: string, gpcOff = true) =>
  device.ask<{ batch: string }>("edit-company", { company, gpcOff });

const isTold = ({ browser }: Device, request: FakeRequest): boolean => headersOn(browser, request)["Sec-GPC"] === "1";
const page = (url: string): FakeRequest => ({ url, type: "main_frame" });
const sees = ({ browser }: Device, url: string): boolean => scriptsIn(browser, url).includes("gpc");

function expectEverywhere(phone: Device): void {
  for (const url of [shop.url, bank.url, OTHER, DEVELOPED]) {
    expect([url, isTold(phone, page(url)), sees(phone, url)]).toEqual([url, true, true]);
  }
  for (const type of ["sub_frame", "xmlhttprequest", "image", "script", "ping", "other"]) {
    expect([type, isTold(phone, { url: TRACKER, type, from: OTHER })]).toEqual([type, true]);
  }
}

function expectNowhere({ browser }: Device): void {
  expect(browser.rules.held.filter(({ id }) => id >= 1_000_000)).toEqual([]);
  expect(browser.scripts.has("gpc")).toBe(false);
}

async function stateOf(phone: Device, url = shop.url): Promise<string> {
  phone.browser.tabs = [{ id: 1, url, active: true }];
  phone.browser.inject = () => ({ url, announced: false, file: null });
  const own = `${new URL(url).origin}/*`;
  const { held } = phone.browser.permissions;
  const before = [...held];
  // activeTab shows the address of the tab that the popup was opened on.
  held.add(own);
  const { gpc } = await phone.ask<{ gpc: string }>("look-at-tab", { tab: 1 });
  if (!before.includes(own)) held.delete(own);
  return gpc;
}

describe("switching", () => {
  test("it is off by itself, also where the browser permits every site", async () => {
    const { phone } = await world();
    expectNowhere(phone);
    await phone.browser.permit(...EVERY_SITE);
    await phone.pass(3_600_000);
    expectNowhere(phone);
    expect([...phone.browser.permissions.held]).toEqual([...EVERY_SITE]);
    expect(await stateOf(phone)).toBe("off");
  });

  test("on, every site is told, in pages, frames and requests; without encryption nobody is", async () => {
    const { phone } = await world();
    await switchOn(phone);
    expectEverywhere(phone);
    expect(await stateOf(phone)).toBe("on");
    for (const url of ["http://www.shop.example/", "http://192.0.2.7/"]) {
      expect([url, isTold(phone, page(url)), sees(phone, url)]).toEqual([url, false, false]);
    }
  });

  test("on again changes nothing; a start changes nothing", async () => {
    const { phone } = await world();
    await switchOn(phone);
    const before = phone.browser.rules.updates;
    expect(await phone.ask("edit-gpc", { on: true })).toEqual({ batch: null });
    await phone.kill();
    await phone.start();
    expect(phone.browser.rules.updates).toBe(before);
    expectEverywhere(phone);
  });

  test("off, nobody is told and the permission is given back; what companies read one by one stays", async () => {
    const { phone } = await world();
    await phone.allow(shop.company, shop.host);
    await switchOn(phone);
    await phone.ask("edit-gpc", { on: false });
    expectNowhere(phone);
    expect([...phone.browser.permissions.held]).toEqual([`https://${shop.host}/*`]);
    expect((await phone.request(shop.url)).value).toMatchObject({ cmr: "0.1" });
  });

  test("off, with a company that was allowed meanwhile: it keeps what it may read, and so does the permission", async () => {
    const { phone } = await world();
    await switchOn(phone);
    await phone.ask("allow-company", { company: shop.company, host: shop.host, parts: SHARE_ALL });
    await phone.ask("edit-gpc", { on: false });
    expectNowhere(phone);
    expect([...phone.browser.permissions.held]).toEqual([...EVERY_SITE]);
    expect((await phone.request(shop.url)).value).toMatchObject({ cmr: "0.1" });
    await phone.ask("revoke-company", { company: shop.company });
    await phone.ask("edit-gpc", { on: false });
    expect(phone.browser.permissions.held.size).toBe(0);
  });

  test("undo brings the setting back, not the permission", async () => {
    const { phone } = await world();
    await switchOn(phone);
    const { batch } = await phone.ask<{ batch: string }>("edit-gpc", { on: false });
    await phone.ask("undo", { batch });
    expect(await stateOf(phone)).toBe("not-permitted");
    expectNowhere(phone);
  });

  test("with everything erased it is off, and the permission gone", async () => {
    const { phone } = await world();
    await switchOn(phone);
    await except(phone, bank.company);
    await phone.ask("erase-everything", {});
    expectNowhere(phone);
    expect(phone.browser.permissions.held.size).toBe(0);
    expect(await stateOf(phone)).toBe("off");
  });
});

describe("an excepted site", () => {
  test("is not told, on none of its hosts, and its pages tell nobody; everybody else is told", async () => {
    const { phone } = await world();
    await switchOn(phone);
    await except(phone, shop.company);
    expect(await stateOf(phone)).toBe("excepted");
    expect(await stateOf(phone, bank.url)).toBe("on");
    for (const url of [shop.url, "https://shop.example/", "https://a.b.shop.example/"]) {
      expect([url, isTold(phone, page(url)), sees(phone, url)]).toEqual([url, false, false]);
    }
    expect(isTold(phone, { url: TRACKER, type: "image", from: shop.url })).toBe(false);
    expect(isTold(phone, { url: TRACKER, type: "image", from: OTHER })).toBe(true);
    expect(isTold(phone, { url: shop.url, type: "sub_frame", from: OTHER })).toBe(false);
    expect(isTold(phone, page("https://notshop.example/"))).toBe(true);
    expect(isTold(phone, { ...page(bank.url), from: shop.url })).toBe(true);
    expect(sees(phone, bank.url)).toBe(true);
  });

  test("is told again when the exception is removed, and undo excepts it again", async () => {
    const { phone } = await world();
    await switchOn(phone);
    await except(phone, shop.company);
    const { batch } = await except(phone, shop.company, false);
    expectEverywhere(phone);
    await phone.ask("undo", { batch });
    expect([isTold(phone, page(shop.url)), sees(phone, shop.url)]).toEqual([false, false]);
  });

  test("is named as it was; one that nobody had heard of is called by its address", async () => {
    const { phone } = await world();
    await phone.ask("edit-company", { company: shop.company, name: "The Shop" });
    await except(phone, shop.company);
    await except(phone, bank.company);
    const { companies } = await phone.entities();
    expect(companies).toMatchObject([
      { id: bank.company, name: bank.company, gpcOff: true },
      { id: shop.company, name: "The Shop", gpcOff: true },
    ]);
    expectNowhere(phone);
  });
});

describe("the browser's permission", () => {
  test("lost: the setting stays, nobody is told, and it says so; back: everybody is told again", async () => {
    const { phone } = await world();
    await phone.allow(shop.company, shop.host);
    await switchOn(phone);
    await phone.browser.unpermit(...EVERY_SITE);
    await settled();
    expectNowhere(phone);
    expect(await stateOf(phone)).toBe("not-permitted");
    await phone.kill();
    await phone.browser.permit(...EVERY_SITE);
    await phone.start();
    expectEverywhere(phone);
    expect(await stateOf(phone)).toBe("on");
  });

  test("of one host, or for encrypted pages alone, is none or enough", async () => {
    const { phone } = await world();
    await phone.browser.permit("https://www.shop.example/*", "http://*.localhost/*");
    await phone.ask("edit-gpc", { on: true });
    expectNowhere(phone);
    await phone.browser.permit("https://*/*");
    await settled();
    expectEverywhere(phone);
  });

  test("is not brought along by a record of another device", async () => {
    const { phone } = await world();
    const profiles = [{ id: "profile", timeZone: "Europe/Berlin", gpc: true }];
    const companies = [{ id: shop.company, name: "The Shop", gpcOff: true }];
    await phone.ask("import-record", { text: recordFile({ profiles, companies }) });
    expectNowhere(phone);
    expect(await stateOf(phone, bank.url)).toBe("not-permitted");
    await phone.browser.permit(...EVERY_SITE);
    await settled();
    expect([isTold(phone, page(shop.url)), isTold(phone, page(bank.url))]).toEqual([false, true]);
  });

  test("is asked for in a click only, and no command of ours asks", async () => {
    const { phone } = await world();
    const { requestEverySite } = await import("../../src/platform/permissions.ts");
    await expect(requestEverySite()).rejects.toThrow("user gesture");
    phone.browser.permissions.inClick = true;
    await phone.ask("edit-gpc", { on: true });
    expect(phone.browser.permissions.asked).toEqual([]);
    expect(await requestEverySite()).toBe(true);
    expect(phone.browser.permissions.asked).toEqual([[...EVERY_SITE]]);
    await settled();
    expectEverywhere(phone);
  });
});

describe("with the worker killed at every effect, the next start makes it so", () => {
  const STEPS: [string, (phone: Device) => Promise<unknown>, (phone: Device) => Promise<unknown>][] = [
    ["on", async (phone) => phone.browser.permit(...EVERY_SITE), (phone) => phone.send("edit-gpc", { on: true })],
    ["an exception", switchOn, (phone) => phone.send("edit-company", { company: shop.company, gpcOff: true })],
    ["off", switchOn, (phone) => phone.send("edit-gpc", { on: false })],
    ["a lost permission", switchOn, (phone) => phone.browser.unpermit(...EVERY_SITE)],
  ];

  test.each(STEPS)("%s", async (name, before, step) => {
    faultsMayBeLogged(/dead|Database/);
    for (let effects = 0, died = true; died; effects += KILL_STEP) {
      const { phone } = await world();
      await before(phone);
      await settled();
      died = await phone.killDuring(effects, () => step(phone));
      await phone.start();
      const [profile] = (await phone.entities()).profiles as { gpc?: boolean }[];
      const permitted = phone.browser.permissions.contains([EVERY_SITE[0]]);
      const excepted = (await phone.rows("companies")).some(({ gpcOff }) => gpcOff === true);
      if (profile?.gpc !== true || !permitted) expectNowhere(phone);
      else expect([isTold(phone, page(shop.url)), sees(phone, shop.url)]).toEqual([!excepted, !excepted]);
      // Killed before the setting was kept: nothing is owed. After it, nothing is left behind.
      if (name === "off") expect([profile?.gpc, permitted]).toEqual(profile?.gpc ? [true, true] : [false, false]);
      expect(await phone.database.meta.get("every-site-owed")).toBeUndefined();
    }
  });
});

describe("beside what companies read", () => {
  const rules = ({ browser }: Device) => browser.rules.held.filter(({ id }) => id < 1_000_000);

  test("nothing of it changes by switching and excepting: neither rule, script, answer nor receipt", async () => {
    const { phone } = await world();
    await phone.allow(shop.company, shop.host);
    const [rule] = rules(phone);
    const script = phone.browser.scripts.get("signal");
    const answered = await phone.request(shop.url);
    const told = phone.browser.told.length;
    await switchOn(phone);
    await except(phone, shop.company);
    await phone.ask("edit-gpc", { on: false });
    expect(rules(phone)).toHaveLength(1);
    expect(rules(phone)[0]).toBe(rule);
    expect(phone.browser.scripts.get("signal")).toBe(script);
    expect(await phone.request(shop.url)).toEqual(answered);
    expect(phone.browser.told.length).toBe(told);
    expect((await phone.entities()).receipts).toHaveLength(1);
  });

  test("no preference changes what is said, and an exception ends no permission", async () => {
    const { phone } = await world();
    await phone.allow(shop.company, shop.host);
    await switchOn(phone);
    const controls = phone.browser.rules.held.filter(({ id }) => id >= 1_000_000);
    await phone.ask("edit-layer", { layer: "base", fields: { treatment: { style: ["short"] } } });
    await phone.ask("edit-grant", { company: shop.company, paused: true });
    await phone.ask("edit-grant", { company: shop.company, paused: false });
    expect(phone.browser.rules.held.filter(({ id }) => id >= 1_000_000)).toEqual(controls);
    await except(phone, shop.company);
    expect(headersOn(phone.browser, page(shop.url))).toEqual({ "Sec-CMR-Preferences": expect.stringMatching(/^v=1/) });
  });

  test("every site permitted is nobody allowed: only the host of a grant reads, and only as a page", async () => {
    const { phone } = await world();
    await switchOn(phone);
    await phone.ask("allow-company", { company: shop.company, host: shop.host, parts: SHARE_ALL });
    expect(Object.keys(headersOn(phone.browser, page(shop.url))).sort()).toEqual(["Sec-CMR-Preferences", "Sec-GPC"]);
    for (const request of [page(bank.url), page("https://shop.example/"), page("https://account.shop.example/")]) {
      expect(headersOn(phone.browser, request)).toEqual({ "Sec-GPC": "1" });
    }
    expect(headersOn(phone.browser, { url: shop.url, type: "sub_frame", from: OTHER })).toEqual({ "Sec-GPC": "1" });
    expect(scriptsIn(phone.browser, bank.url)).toEqual(["gpc"]);
    expect((await phone.request(bank.url)).error?.code).toBe("not-granted");
  });

  test("an update of one that the browser refuses does not keep the other from being made so", async () => {
    faultsMayBeLogged(/Internal error/);
    const { phone } = await world();
    await phone.browser.permit(...EVERY_SITE);
    phone.browser.rules.refuseNext = true;
    await phone.ask("edit-gpc", { on: true });
    await phone.allow(shop.company, shop.host);
    expect(rules(phone)).toHaveLength(1);
    await phone.pass(3_600_000);
    expectEverywhere(phone);
  });
});
