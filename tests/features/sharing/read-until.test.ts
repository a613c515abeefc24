// The end of a company's reading: never "has seen nothing" once it could read, however that ended.
import { describe, expect, test } from "vitest";
import { DEFAULT_PARTS } from "../../../src/core/sharing/default-parts.ts";
import { settled } from "../../support/device/settle.ts";
import { type Device, shop, world } from "../../support/device/world.ts";

const HOUR = 3_600_000;
const ORIGIN = `https://${shop.host}/*`;

async function readUntil(phone: Device): Promise<string | null> {
  phone.browser.tabs = [{ id: 1, url: shop.url, active: true, listening: true }];
  phone.browser.inject = () => ({ url: shop.url, announced: false, file: null });
  const held = phone.browser.permissions.held.has("<all_urls>");
  phone.browser.permissions.held.add("<all_urls>");
  const look = await phone.ask<{ readUntil: string | null }>("look-at-tab", { tab: 1 });
  if (!held) phone.browser.permissions.held.delete("<all_urls>");
  return look.readUntil;
}

async function granted(): Promise<Device> {
  const { phone } = await world();
  await phone.allow(shop.company, shop.host);
  phone.time += HOUR;
  return phone;
}

test("there is no end before an Allow, nor while the grant lasts", async () => {
  const { phone } = await world();
  expect(await readUntil(phone)).toBeNull();
  await phone.ask("allow-company", { company: shop.company, host: shop.host, parts: DEFAULT_PARTS });
  expect(await readUntil(phone)).toBeNull();
  await phone.allow(shop.company, shop.host);
  expect(await readUntil(phone)).toBeNull();
});

const grant = (phone: Device, fields: object) => phone.ask("edit-grant", { company: shop.company, ...fields });

describe("a company that could read from noon for an hour read until one o'clock", () => {
  test.each<[string, (phone: Device) => Promise<unknown>]>([
    ["revoked", (phone) => phone.ask("revoke-company", { company: shop.company })],
    ["paused", (phone) => grant(phone, { paused: true })],
    ["revoked in the browser's settings", (phone) => phone.browser.unpermit(ORIGIN)],
    [
      "paused, then revoked",
      async (phone) => {
        await grant(phone, { paused: true });
        phone.time += HOUR;
        await phone.ask("revoke-company", { company: shop.company });
      },
    ],
  ])("%s", async (_way, end) => {
    const phone = await granted();
    await end(phone);
    await settled();
    phone.time += 5 * HOUR;
    expect(await readUntil(phone)).toBe("2026-11-18T13:00:00Z");
  });

  test("at the grant's end date, before and after the background notices it", async () => {
    const phone = await granted();
    await grant(phone, { until: "2026-11-18T13:00:00Z" });
    phone.time += 5 * HOUR;
    expect(await readUntil(phone)).toBe("2026-11-18T13:00:00Z");
    await phone.pass(HOUR);
    expect(await readUntil(phone)).toBe("2026-11-18T13:00:00Z");
  });

  test("if the Allow itself was undone", async () => {
    const phone = await granted();
    const { batch } = (await phone.database.changes.where("table").equals("grants").last()) ?? { batch: "" };
    await phone.ask("undo", { batch });
    phone.time += HOUR;
    expect(await readUntil(phone)).toBe("2026-11-18T13:00:00Z");
  });
});

test("after a second Allow the company reads again; only the last end counts", async () => {
  const phone = await granted();
  await phone.ask("revoke-company", { company: shop.company });
  phone.time += HOUR;
  await phone.allow(shop.company, shop.host);
  expect(await readUntil(phone)).toBeNull();
  phone.time += HOUR;
  await phone.ask("revoke-company", { company: shop.company });
  expect(await readUntil(phone)).toBe("2026-11-18T15:00:00Z");
});

test("a revoked automatic grant has an end like any other", async () => {
  const { phone } = await world();
  await phone.browser.permit("https://*/*", "http://*.localhost/*");
  await phone.ask("edit-notice", { notice: true, autoGrant: true });
  phone.browser.tabs = [{ id: 1, url: shop.url, active: true, listening: true }];
  const file = {
    cmr: "0.1",
    lastUpdate: "2026-11-01",
    status: "live",
    company: { name: "The Shop" },
    hosts: [shop.host],
    honours: { kinds: ["offers"] },
  };
  phone.browser.inject = () => ({ url: shop.url, announced: true, file: { text: JSON.stringify(file) } });
  await phone.send("notice-site", { used: true }, phone.contentScript(shop.url));
  await settled();
  phone.time += HOUR;
  await phone.ask("revoke-company", { company: shop.company });
  expect(await readUntil(phone)).toBe("2026-11-18T13:00:00Z");
});
