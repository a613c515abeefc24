// Returning the permission for every site, in both browsers' models: no company loses its own permission silently.
import { describe, expect, test } from "vitest";
import { EVERY_SITE } from "../../../src/core/companies/host.ts";
import { faultsMayBeLogged } from "../../support/device/oracle.ts";
import { settled } from "../../support/device/settle.ts";
import { bank, type Device, shop, world } from "../../support/device/world.ts";
import { KILL_STEP } from "../../support/runs.ts";

const OWN = `https://${shop.host}/*`;

type Switch = (device: Device, on: boolean) => Promise<unknown>;
const SWITCHES: [string, Switch][] = [
  ["Global Privacy Control", (device, on) => device.ask("edit-gpc", { on })],
  ["noticing", (device, on) => device.ask("edit-notice", { notice: on, autoGrant: false })],
  ["reminders", (device, on) => device.ask("edit-reminders", { on })],
];
const MODELS = ["chromium", "firefox"] as const;

/** Browsers permit a host in a click; Firefox records no separate permission for a host that is already covered. */
async function allow(device: Device, { company, host }: typeof shop): Promise<void> {
  await device.allow(company, host);
  const { permissions } = device.browser;
  if (permissions.model === "firefox" && permissions.held.has(EVERY_SITE[0]))
    permissions.held.delete(`https://${host}/*`);
}

const reads = async (device: Device, { url }: typeof shop) => (await device.request(url)).value !== undefined;
/** The bank as the popup shows it. */
async function look(device: Device): Promise<object> {
  device.browser.tabs = [{ id: 1, url: bank.url, active: true, activated: true }];
  device.browser.inject = () => ({ url: bank.url, announced: false, file: null });
  const seen = await device.ask<object>("look-at-tab", { tab: 1 });
  device.browser.tabs = [];
  return seen;
}

const everySite = (device: Device) => EVERY_SITE.every((origin) => device.browser.permissions.held.has(origin));
const revoked = async (device: Device) =>
  (await device.rows("grants")).filter(({ revokedAt }) => typeof revokedAt === "string").map(({ id }) => id);

async function on(device: Device, turn: Switch): Promise<void> {
  await device.browser.permit(...EVERY_SITE);
  await turn(device, true);
}

describe.each(MODELS)("in %s", (model) => {
  describe.each(SWITCHES)("%s off", (_name, turn) => {
    test("returns the permission for every site if no company is allowed", async () => {
      const { phone } = await world(model);
      await on(phone, turn);
      await turn(phone, false);
      expect(phone.browser.permissions.held.size).toBe(0);
    });

    test("lets a company that was allowed before or in the meantime read on", async () => {
      for (const meanwhile of [false, true]) {
        const { phone } = await world(model);
        if (!meanwhile) await allow(phone, shop);
        await on(phone, turn);
        if (meanwhile) await allow(phone, shop);
        await turn(phone, false);
        await phone.kill();
        await phone.start();
        expect([meanwhile, await reads(phone, shop), await revoked(phone)]).toEqual([meanwhile, true, []]);
        // Firefox alone removes the permission for every site and keeps the companies' own.
        expect(everySite(phone)).toBe(meanwhile || model === "chromium");
      }
    });

    test("returning it anyway revokes no company: one that loses its permission reads nothing until it is permitted again", async () => {
      const { phone } = await world(model);
      await allow(phone, shop);
      await on(phone, turn);
      await allow(phone, bank);
      await turn(phone, false);
      const { hosts } = await phone.ask<{ hosts: string[] }>("give-back-every-site", {});
      expect(hosts.sort()).toEqual(model === "chromium" ? [bank.host, shop.host] : [bank.host]);
      expect([...phone.browser.permissions.held]).toEqual(model === "chromium" ? [] : [OWN]);
      for (let starts = 0; starts < 2; starts++) {
        expect([await reads(phone, shop), await reads(phone, bank)]).toEqual([model === "firefox", false]);
        expect(await look(phone)).toMatchObject({ grant: "live", here: false, waits: true });
        expect(phone.browser.rules.held.flatMap(({ condition }) => condition.requestDomains)).not.toContain(bank.host);
        expect(await revoked(phone)).toEqual([]);
        await phone.kill();
        await phone.start();
      }
      await phone.browser.permit(...hosts.map((host) => `https://${host}/*`));
      await settled();
      expect([await reads(phone, shop), await reads(phone, bank)]).toEqual([true, true]);
      // From now on, removing the permission in the browser's settings ends the grant, as usual.
      await phone.browser.unpermit(`https://${bank.host}/*`);
      await settled();
      await phone.browser.permit(`https://${bank.host}/*`);
      await settled();
      expect([await reads(phone, bank), await revoked(phone)]).toEqual([false, [bank.company]]);
    });
  });

  test("the permission, returned and requested again in one click, leaves the companies able to read", async () => {
    const { phone } = await world(model);
    await on(phone, (device, wanted) => device.ask("edit-gpc", { on: wanted }));
    await allow(phone, bank);
    await phone.ask("edit-gpc", { on: false });
    const { hosts } = await phone.ask<{ hosts: string[] }>("give-back-every-site", {});
    const { requestHosts } = await import("../../../src/platform/browser/permissions.ts");
    phone.browser.permissions.inClick = true;
    phone.browser.permissions.asked = [];
    expect(await requestHosts(hosts)).toBe(true);
    await settled();
    expect(phone.browser.permissions.asked).toEqual(model === "chromium" ? [] : [[`https://${bank.host}/*`]]);
    expect([await reads(phone, bank), await revoked(phone)]).toEqual([true, []]);
    expect([...phone.browser.permissions.held]).toEqual([`https://${bank.host}/*`]);
  });

  test("with both events still pending when everything is permitted again, no company is revoked", async () => {
    const { phone } = await world(model);
    await allow(phone, shop);
    await on(phone, (device, wanted) => device.ask("edit-gpc", { on: wanted }));
    await phone.ask("edit-gpc", { on: false });
    await phone.database.meta.put({ key: "ask-again", hosts: [shop.host] });
    await phone.kill();
    await Promise.all([phone.browser.unpermit(...EVERY_SITE), phone.browser.permit(OWN)]);
    await phone.start();
    expect([await reads(phone, shop), await revoked(phone)]).toEqual([true, []]);
  });

  test("every site stays permitted while another setting needs it", async () => {
    const { phone } = await world(model);
    await on(phone, (device, wanted) => device.ask("edit-gpc", { on: wanted }));
    await phone.ask("edit-notice", { notice: true, autoGrant: false });
    await phone.ask("edit-gpc", { on: false });
    expect(await phone.ask("give-back-every-site", {})).toEqual({ hosts: null });
    expect(everySite(phone)).toBe(true);
  });

  test("no grant is lost if the worker dies at any effect of returning the permission", async () => {
    faultsMayBeLogged();
    for (let effects = 0, died = true; died; effects += KILL_STEP) {
      const { phone } = await world(model);
      await allow(phone, shop);
      await on(phone, (device, wanted) => device.ask("edit-gpc", { on: wanted }));
      await allow(phone, bank);
      await phone.ask("edit-gpc", { on: false });
      died = await phone.killDuring(effects, () => phone.send("give-back-every-site", {}));
      await phone.start();
      expect([effects, await revoked(phone)]).toEqual([effects, []]);
      for (const [company, held] of [
        [shop, phone.browser.permissions.contains([OWN])],
        [bank, phone.browser.permissions.contains([`https://${bank.host}/*`])],
      ] as const)
        expect([effects, company.host, await reads(phone, company)]).toEqual([effects, company.host, held]);
    }
  });
});
