// Global Privacy Control from the setting to the request: on, off, with exceptions, with and without permission.
import { describe, expect, test, vi } from "vitest";
import { EVERY_SITE } from "../../../src/core/companies/host.ts";
import { DEFAULT_PARTS } from "../../../src/core/sharing/default-parts.ts";
import { recordFile } from "../../support/data/rows.ts";
import {
  except,
  expectEverywhere,
  expectNowhere,
  isTold,
  OTHER,
  page,
  sees,
  stateOf,
  switchOn,
  TRACKER,
} from "../../support/device/gpc-steps.ts";
import { settled } from "../../support/device/settle.ts";
import { bank, shop, world } from "../../support/device/world.ts";

describe("the setting", () => {
  test("off by default, even if the browser permits every site", async () => {
    const { phone } = await world();
    expectNowhere(phone);
    await phone.browser.permit(...EVERY_SITE);
    await phone.pass(3_600_000);
    expectNowhere(phone);
    expect([...phone.browser.permissions.held]).toEqual([...EVERY_SITE]);
    expect(await stateOf(phone)).toBe("off");
  });

  test("on: every site gets the signal, in pages, frames and requests; unencrypted sites do not", async () => {
    const { phone } = await world();
    await switchOn(phone);
    expectEverywhere(phone);
    expect(await stateOf(phone)).toBe("on");
    for (const url of ["http://www.shop.example/", "http://192.0.2.7/"]) {
      expect([url, isTold(phone, page(url)), sees(phone, url)]).toEqual([url, false, false]);
    }
  });

  test("on again changes nothing, and neither does a start", async () => {
    const { phone } = await world();
    await switchOn(phone);
    const before = phone.browser.rules.updates;
    expect(await phone.ask("edit-gpc", { on: true })).toEqual({ batch: null });
    await phone.kill();
    await phone.start();
    expect(phone.browser.rules.updates).toBe(before);
    expectEverywhere(phone);
  });

  test("off: no site gets the signal, and the permission is returned; companies keep their own permissions", async () => {
    const { phone } = await world("firefox");
    await phone.allow(shop.company, shop.host);
    await switchOn(phone);
    await phone.ask("edit-gpc", { on: false });
    expectNowhere(phone);
    expect([...phone.browser.permissions.held]).toEqual([`https://${shop.host}/*`]);
    expect((await phone.request(shop.url)).value).toMatchObject({ cmr: "0.1" });
  });

  test("off, with a company allowed in the meantime: the permission stays, since the company depends on it", async () => {
    const { phone } = await world();
    await switchOn(phone);
    await phone.ask("allow-company", { company: shop.company, host: shop.host, parts: DEFAULT_PARTS });
    await phone.ask("edit-gpc", { on: false });
    expectNowhere(phone);
    expect([...phone.browser.permissions.held]).toEqual([...EVERY_SITE]);
    expect((await phone.request(shop.url)).value).toMatchObject({ cmr: "0.1" });
    await phone.ask("revoke-company", { company: shop.company });
    await phone.ask("edit-gpc", { on: false });
    expect(phone.browser.permissions.held.size).toBe(0);
  });

  test("Undo restores the setting, not the permission", async () => {
    const { phone } = await world();
    await switchOn(phone);
    const { batch } = await phone.ask<{ batch: string }>("edit-gpc", { on: false });
    await phone.ask("undo", { batch });
    expect(await stateOf(phone)).toBe("not-permitted");
    expectNowhere(phone);
  });

  test("erasing everything switches it off and removes the permission", async () => {
    const { phone } = await world();
    await switchOn(phone);
    await except(phone, bank.company);
    await phone.ask("erase-everything", {});
    expectNowhere(phone);
    expect(phone.browser.permissions.held.size).toBe(0);
    expect(await stateOf(phone)).toBe("off");
  });
});

test("while the record is unreadable, no site gets the signal and none is noticed", async () => {
  const { phone } = await world();
  await switchOn(phone);
  await phone.ask("edit-notice", { notice: true, autoGrant: false });
  expect(phone.browser.scripts.has("notice")).toBe(true);
  const reading = vi.spyOn(phone.database.profiles, "get").mockRejectedValue(new Error("no disk"));
  const { reconcileGpc } = await import("../../../src/features/gpc/publish-gpc.ts");
  const { reconcileNotice } = await import("../../../src/features/notice/publish-notice.ts");
  await expect(reconcileGpc()).rejects.toThrow("no disk");
  await expect(reconcileNotice()).rejects.toThrow("no disk");
  expectNowhere(phone);
  expect(phone.browser.scripts.has("notice")).toBe(false);
  reading.mockRestore();
  await reconcileGpc();
  await reconcileNotice();
  expectEverywhere(phone);
  expect(phone.browser.scripts.has("notice")).toBe(true);
});

describe("an excepted site", () => {
  test("gets no signal on any of its hosts, and its pages send none; all others do", async () => {
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

  test("has the same header and property in every document, whoever embeds it", async () => {
    const { phone } = await world();
    await switchOn(phone);
    await except(phone, shop.company);
    for (const url of [shop.url, "https://a.b.shop.example/", bank.url, OTHER])
      for (const from of [undefined, shop.url, bank.url, OTHER])
        for (const type of ["main_frame", "sub_frame", "object"]) {
          const request = { url, type, ...(from === undefined ? {} : { from }) };
          expect([request, isTold(phone, request)]).toEqual([request, sees(phone, url)]);
        }
    for (const from of [shop.url, bank.url, OTHER])
      for (const type of ["image", "xmlhttprequest", "script", "ping"])
        expect([from, type, isTold(phone, { url: TRACKER, type, from })]).toEqual([from, type, sees(phone, from)]);
  });

  test("gets the signal again after the exception is removed, and undo restores the exception", async () => {
    const { phone } = await world();
    await switchOn(phone);
    await except(phone, shop.company);
    const { batch } = await except(phone, shop.company, false);
    expectEverywhere(phone);
    await phone.ask("undo", { batch });
    expect([isTold(phone, page(shop.url)), sees(phone, shop.url)]).toEqual([false, false]);
  });

  test("keeps its name; an unknown company is named by its domain", async () => {
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
  test("lost: the setting stays, no site gets the signal, and Settings reports it; restored: every site gets it again", async () => {
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

  test("for one host is not enough; for all encrypted pages it is", async () => {
    const { phone } = await world();
    await phone.browser.permit("https://www.shop.example/*", "http://*.localhost/*");
    await phone.ask("edit-gpc", { on: true });
    expectNowhere(phone);
    await phone.browser.permit("https://*/*");
    await settled();
    expectEverywhere(phone);
  });

  test("does not come with another device's record", async () => {
    const { phone } = await world();
    const profiles = [{ id: "profile", timeZone: "Europe/Berlin", gpc: true }];
    const companies = [{ id: shop.company, name: "The Shop", gpcOff: true }];
    const text = recordFile({ profiles, companies });
    expect(await phone.ask("import-record", { text })).toMatchObject({ asks: [], settings: ["gpc"] });
    await phone.ask("import-record", { text, confirmed: true });
    expectNowhere(phone);
    expect(await stateOf(phone, bank.url)).toBe("not-permitted");
    await phone.browser.permit(...EVERY_SITE);
    await settled();
    expect([isTold(phone, page(shop.url)), isTold(phone, page(bank.url))]).toEqual([false, true]);
  });

  test("is requested in a click only, never by a command", async () => {
    const { phone } = await world();
    const { requestEverySite } = await import("../../../src/platform/browser/permissions.ts");
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
