// Global Privacy Control survives any death of the worker, and leaves companies' own permissions alone.
import { describe, expect, test } from "vitest";
import { EVERY_SITE } from "../../../src/core/companies/host.ts";
import { DEFAULT_PARTS } from "../../../src/core/sharing/default-parts.ts";
import { headersOn, scriptsIn } from "../../support/browser/requests.ts";
import {
  except,
  expectEverywhere,
  expectNowhere,
  isTold,
  OTHER,
  page,
  sees,
  switchOn,
} from "../../support/device/gpc-steps.ts";
import { faultsMayBeLogged } from "../../support/device/oracle.ts";
import { settled } from "../../support/device/settle.ts";
import { bank, type Device, shop, world } from "../../support/device/world.ts";
import { KILL_STEP } from "../../support/runs.ts";

describe("after the worker dies at any effect, the next start repairs it", () => {
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
      // Killed before the setting is stored, the worker owes nothing. Killed later, it leaves nothing behind.
      if (name === "off") expect([profile?.gpc, permitted]).toEqual(profile?.gpc ? [true, true] : [false, false]);
      expect(await phone.database.meta.get("every-site-owed")).toBeUndefined();
    }
  });
});

describe("beside the signal of granted companies", () => {
  const rules = ({ browser }: Device) => browser.rules.held.filter(({ id }) => id < 1_000_000);

  test("neither the setting nor an exception changes their rules, scripts, answers or receipts", async () => {
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

  test("no preference changes the rules of the control, and an exception ends no grant", async () => {
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

  test("the permission for every site allows no company: only a granted host reads, and only as a page", async () => {
    const { phone } = await world();
    await switchOn(phone);
    await phone.ask("allow-company", { company: shop.company, host: shop.host, parts: DEFAULT_PARTS });
    expect(Object.keys(headersOn(phone.browser, page(shop.url))).sort()).toEqual(["Sec-CMR-Preferences", "Sec-GPC"]);
    for (const request of [
      page(bank.url),
      page("https://shop.example/"),
      page("https://account.shop.example/"),
      page("https://a.www.shop.example/"),
    ]) {
      expect(headersOn(phone.browser, request)).toEqual({ "Sec-GPC": "1" });
    }
    expect(headersOn(phone.browser, { url: shop.url, type: "sub_frame", from: OTHER })).toEqual({ "Sec-GPC": "1" });
    expect(scriptsIn(phone.browser, bank.url)).toEqual(["gpc"]);
    expect((await phone.request(bank.url)).error?.code).toBe("not-granted");
  });

  test("an update of one that the browser refuses does not block the other", async () => {
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
