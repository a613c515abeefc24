// Steps of Global Privacy Control: the setting, exceptions, and the recipients.
import { expect } from "vitest";
import { EVERY_SITE } from "../../../src/core/companies/host.ts";
import { type FakeRequest, headersOn, scriptsIn } from "../browser/requests.ts";
import { bank, type Device, shop } from "./world.ts";

export const OTHER = "https://news.other.example/";
export const TRACKER = "https://cdn.tracker.example/pixel";
const DEVELOPED = "http://my.dev.localhost:8787/";

/** Like the settings: the browser's permission, then the setting. */
export async function switchOn(device: Device): Promise<void> {
  await device.browser.permit(...EVERY_SITE);
  await device.ask("edit-gpc", { on: true });
}

export const except = (device: Device, company: string, gpcOff = true) =>
  device.ask<{ batch: string }>("edit-company", { company, gpcOff });

export const isTold = ({ browser }: Device, request: FakeRequest): boolean =>
  headersOn(browser, request)["Sec-GPC"] === "1";
export const page = (url: string): FakeRequest => ({ url, type: "main_frame" });
export const sees = ({ browser }: Device, url: string): boolean => scriptsIn(browser, url).includes("gpc");

export function expectEverywhere(phone: Device): void {
  for (const url of [shop.url, bank.url, OTHER, DEVELOPED]) {
    expect([url, isTold(phone, page(url)), sees(phone, url)]).toEqual([url, true, true]);
  }
  for (const type of ["sub_frame", "xmlhttprequest", "image", "script", "ping", "other"]) {
    expect([type, isTold(phone, { url: TRACKER, type, from: OTHER })]).toEqual([type, true]);
  }
}

export function expectNowhere({ browser }: Device): void {
  expect(browser.rules.held.filter(({ id }) => id >= 1_000_000)).toEqual([]);
  expect(browser.scripts.has("gpc")).toBe(false);
}

export async function stateOf(phone: Device, url = shop.url): Promise<string> {
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
