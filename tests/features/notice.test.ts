// Noticing companies that take part, and allowing them by themselves: off until wanted, and never more than contact rules.
import { describe, expect, test } from "vitest";
import { faultsMayBeLogged } from "../support/oracle.ts";
import { type Device, world } from "../support/world.ts";

const FILE = {
  cmr: "0.1",
  lastUpdate: "2026-11-01",
  status: "live",
  company: { name: "The Shop", sector: "retail" },
  hosts: ["www.shop.example"],
  honours: { kinds: ["offers"] },
};

async function showing(
  more: object = {},
): Promise<{ phone: Device; shop: { company: string; host: string; url: string } }> {
  const { phone, shop } = await world();
  phone.browser.tabs = [{ id: 1, url: shop.url, active: true, listening: true }];
  phone.browser.inject = () => ({
    url: shop.url,
    announced: true,
    file: { text: JSON.stringify({ ...FILE, ...more }) },
  });
  return { phone, shop };
}
const everySite = (phone: Device) => phone.browser.permit("https://*/*", "http://*.localhost/*");
const noticed = (phone: Device, url: string) => phone.send("notice-site", {}, phone.contentScript(url));

async function on(phone: Device, autoGrant: boolean): Promise<void> {
  await everySite(phone);
  await phone.ask("edit-notice", { notice: true, autoGrant });
}

describe("noticing", () => {
  test("is off: no script anywhere, and a page that says so is refused", async () => {
    const { phone, shop } = await showing();
    expect(phone.browser.scripts.size).toBe(0);
    expect((await noticed(phone, shop.url)).error?.code).toBe("not-granted");
  });

  test("switched on: one script for all sites, a mark on the button, and nothing stored", async () => {
    const { phone, shop } = await showing();
    await on(phone, false);
    expect([...phone.browser.scripts.keys()]).toEqual(["notice"]);
    const before = await phone.entities();
    expect((await noticed(phone, shop.url)).error).toBeUndefined();
    expect(phone.browser.marks.get(1)).toEqual({ text: "•", title: shop.company });
    expect(await phone.entities()).toEqual(before);
  });

  test("switched off, or the permission lost: no script, and every site is given back", async () => {
    const { phone } = await showing();
    await on(phone, true);
    await phone.ask("edit-notice", { notice: false, autoGrant: true });
    expect(phone.browser.scripts.size).toBe(0);
    expect([...phone.browser.permissions.held]).toEqual([]);
    expect((await phone.entities()).profiles).toMatchObject([{ notice: false, autoGrant: false }]);
    await on(phone, false);
    await phone.browser.unpermit("https://*/*", "http://*.localhost/*");
    await phone.start();
    expect(phone.browser.scripts.size).toBe(0);
  });

  test("a page that says it a hundred times is heard twenty times", async () => {
    const { phone, shop } = await showing();
    await on(phone, false);
    const answers = await Promise.all(Array.from({ length: 100 }, () => noticed(phone, shop.url)));
    expect(answers.filter(({ error }) => error === undefined)).toHaveLength(20);
  });
});

describe("allowing by itself", () => {
  test("makes one grant for the contact rules, with its told event and its receipt", async () => {
    const { phone, shop } = await showing();
    await on(phone, true);
    await noticed(phone, shop.url);
    await noticed(phone, shop.url);
    const { grants, events, receipts, companies } = await phone.entities();
    expect(grants).toMatchObject([
      {
        id: shop.company,
        automatic: true,
        hosts: [shop.host],
        parts: { contact: true, treatment: false, support: false, terms: false, plans: false, feelings: false },
      },
    ]);
    expect(events).toMatchObject([{ type: "told", detail: { automatic: true } }]);
    expect(receipts).toMatchObject([{ company: shop.company, direction: "shared" }]);
    expect(companies).toMatchObject([{ name: "The Shop", sector: "retail" }]);
    expect(phone.browser.rules.held).toHaveLength(1);
    expect(JSON.stringify((await phone.request(shop.url)).value)).not.toContain("treatment");
  });

  test("never where it is off, where the site is excepted or muted, or where the user has decided before", async () => {
    const { phone, shop } = await showing();
    await on(phone, false);
    await noticed(phone, shop.url);
    expect((await phone.entities()).grants).toEqual([]);
    await phone.ask("edit-notice", { notice: true, autoGrant: true });
    for (const fields of [{ autoOff: true }, { autoOff: false, muted: true }]) {
      await phone.ask("edit-company", { company: shop.company, ...fields });
      await noticed(phone, shop.url);
      expect((await phone.entities()).grants).toEqual([]);
    }
    await phone.ask("edit-company", { company: shop.company, muted: false });
    await noticed(phone, shop.url);
    await phone.ask("revoke-company", { company: shop.company });
    await noticed(phone, shop.url);
    expect((await phone.entities()).grants).toMatchObject([{ revokedAt: expect.any(String) }]);
  });

  test.each([
    ["only tests", { status: "testing" }],
    ["is suspended", { status: "suspended" }],
    ["speaks for another host", { hosts: ["www.other.example"] }],
  ])("never for a site whose file %s", async (_what, more) => {
    faultsMayBeLogged();
    const { phone, shop } = await showing(more);
    await on(phone, true);
    await noticed(phone, shop.url);
    expect((await phone.entities()).grants).toEqual([]);
  });

  test("reads its own products at once, also while the background has been awake for long", async () => {
    const { phone, shop } = await showing({ products: [{ id: "tea", label: { en: "Tea" } }] });
    const rule = { kinds: ["offers"], about: { label: "Tea" }, want: "yes" };
    await phone.ask("edit-preference", { layer: "base", rule });
    await on(phone, true);
    await noticed(phone, shop.url);
    expect(JSON.stringify((await phone.request(shop.url)).value)).toContain('"product":"tea"');
  });

  test("becomes the user's own by an Allow", async () => {
    const { phone, shop } = await showing();
    await on(phone, true);
    await noticed(phone, shop.url);
    await phone.allow(shop.company, shop.host);
    expect((await phone.entities()).grants[0]).not.toHaveProperty("automatic");
  });
});
