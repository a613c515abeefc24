// Noticing and automatically allowing participating companies: off by default, and only for contact rules.
import { describe, expect, test } from "vitest";
import { faultsMayBeLogged } from "../../support/device/oracle.ts";
import { type Device, world } from "../../support/device/world.ts";

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
/** The user stays some seconds on the page and presses something. */
const used = (phone: Device, url: string, tab = 1) =>
  phone.send("notice-site", { used: true }, phone.contentScript(url, tab));

async function on(phone: Device, autoGrant: boolean): Promise<void> {
  await everySite(phone);
  await phone.ask("edit-notice", { notice: true, autoGrant });
}

test.each<[string, (phone: Device, company: string) => Promise<unknown>]>([
  ["switches automatic permission off", (phone) => phone.ask("edit-notice", { notice: true, autoGrant: false })],
  ["refuses the company", (phone, company) => phone.ask("refuse-company", { company })],
  ["mutes it", (phone, company) => phone.ask("edit-company", { company, muted: true })],
])("allows nothing if the user %s while the page's file is fetched", async (_what, decide) => {
  const { phone, shop } = await showing();
  await on(phone, true);
  const answer = phone.browser.inject;
  phone.browser.inject = async (tab, args) => {
    await decide(phone, shop.company);
    return answer?.(tab, args);
  };
  await used(phone, shop.url);
  expect((await phone.entities()).grants).toEqual([]);
});

describe("noticing", () => {
  test("off by default: no script anywhere, and a page's declaration is refused", async () => {
    const { phone, shop } = await showing();
    expect(phone.browser.scripts.size).toBe(0);
    expect((await noticed(phone, shop.url)).error?.code).toBe("not-granted");
  });

  test("on: one script for all sites, a mark on the toolbar button, and nothing stored", async () => {
    const { phone, shop } = await showing();
    await on(phone, false);
    expect([...phone.browser.scripts.keys()]).toEqual(["notice"]);
    const before = await phone.entities();
    expect((await noticed(phone, shop.url)).error).toBeUndefined();
    expect(phone.browser.marks.get(1)).toEqual({ text: "•", title: shop.company });
    expect(await phone.entities()).toEqual(before);
  });

  test("off, or without permission: no script, and the permission for every site is returned", async () => {
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

  test("a page that declares itself a hundred times is heard twenty times", async () => {
    const { phone, shop } = await showing();
    await on(phone, false);
    const answers = await Promise.all(Array.from({ length: 100 }, () => noticed(phone, shop.url)));
    expect(answers.filter(({ error }) => error === undefined)).toHaveLength(20);
  });
});

describe("allowing automatically", () => {
  test("creates one grant for the contact rules, with its told event and its receipt", async () => {
    const { phone, shop } = await showing();
    await on(phone, true);
    await used(phone, shop.url);
    await used(phone, shop.url);
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
    expect(companies).toEqual([{ id: shop.company, name: "The Shop" }]);
    expect(phone.browser.rules.held).toHaveLength(1);
    expect(JSON.stringify((await phone.request(shop.url)).value)).not.toContain("treatment");
  });

  test("happens only if it is on, the site neither excepted nor muted, and the user has not decided", async () => {
    const { phone, shop } = await showing();
    await on(phone, false);
    await used(phone, shop.url);
    expect((await phone.entities()).grants).toEqual([]);
    await phone.ask("edit-notice", { notice: true, autoGrant: true });
    for (const fields of [{ autoOff: true }, { autoOff: false, muted: true }]) {
      await phone.ask("edit-company", { company: shop.company, ...fields });
      await used(phone, shop.url);
      expect((await phone.entities()).grants).toEqual([]);
    }
    await phone.ask("edit-company", { company: shop.company, muted: false });
    await used(phone, shop.url);
    await phone.ask("revoke-company", { company: shop.company });
    await used(phone, shop.url);
    expect((await phone.entities()).grants).toMatchObject([{ revokedAt: expect.any(String) }]);
  });

  test.each([
    ["only tests", { status: "testing" }],
    ["is suspended", { status: "suspended" }],
    ["speaks for another host", { hosts: ["www.other.example"] }],
  ])("never happens for a site with a file that %s", async (_what, more) => {
    faultsMayBeLogged();
    const { phone, shop } = await showing(more);
    await on(phone, true);
    await used(phone, shop.url);
    expect((await phone.entities()).grants).toEqual([]);
  });

  test("discloses the general wants and nothing else: no zone, hours, note, topic, company type or own rule", async () => {
    const { phone, shop } = await showing({ products: [{ id: "tea", label: { en: "Tea" } }] });
    await phone.ask("edit-layer", { layer: "base", fields: { treatment: { addressAs: "Dr Who" } } });
    const own = [
      ["base", { kinds: ["offers"], about: { label: "Tea" }, want: "yes" }],
      ["base", { kinds: ["news"], want: "no", note: "a base note", via: ["email"] }],
      ["sector:retail", { kinds: ["research"], want: "yes", note: "a sector note" }],
      [`company:${shop.company}`, { kinds: ["advice"], want: "yes", note: "an own note" }],
    ];
    for (const [layer, rule] of own) await phone.ask("edit-preference", { layer, rule });
    await phone.ask("edit-company", { company: shop.company, sector: "retail" });
    await on(phone, true);
    await used(phone, shop.url);
    const {
      contact,
      issued: _issued,
      expires: _expires,
      ...rest
    } = (await phone.request(shop.url)).value as Record<string, unknown>;
    expect(rest).toEqual({ cmr: "0.1", purposes: ["service"] });
    expect(contact).toEqual({
      quiet: [],
      timeZone: "UTC",
      rules: [
        { kinds: ["security", "service", "support", "changes"], want: "yes" },
        { kinds: ["advice", "research"], want: "ask" },
        { kinds: ["news", "offers", "partners"], want: "no" },
      ],
    });
    const [rule] = phone.browser.rules.held;
    expect(rule?.action.requestHeaders?.[0]?.value).not.toContain("more");
  });

  test("needs a person: it fetches nothing for a page that merely opens or is not active", async () => {
    const { phone, shop } = await showing();
    await on(phone, true);
    let fetched = 0;
    const { inject } = phone.browser;
    phone.browser.inject = (tab, args) => {
      fetched++;
      return inject?.(tab, args);
    };
    expect((await noticed(phone, shop.url)).value).toBe(true);
    phone.browser.tabs = [{ id: 1, url: shop.url, active: false, listening: true }];
    await used(phone, shop.url);
    expect([fetched, (await phone.entities()).grants]).toEqual([0, []]);
  });

  test("stops for the day after five companies, and resumes the next day", async () => {
    const { phone } = await showing();
    await on(phone, true);
    const visit = async (number: number) => {
      const host = `www.shop${number}.example`;
      const url = `https://${host}/`;
      phone.browser.tabs = [{ id: 1, url, active: true, listening: true }];
      const text = JSON.stringify({ ...FILE, hosts: [host] });
      phone.browser.inject = () => ({ url, announced: true, file: { text } });
      await used(phone, url);
    };
    for (let number = 0; number < 9; number++) await visit(number);
    expect((await phone.entities()).grants).toHaveLength(5);
    await phone.pass(86_400_000);
    for (let number = 9; number < 12; number++) await visit(number);
    expect((await phone.entities()).grants).toHaveLength(8);
  });

  test.each([
    ["was refused", (phone: Device, company: string) => phone.ask("refuse-company", { company })],
    [
      "belongs to a company that is muted",
      async (phone: Device, company: string) => {
        await phone.ask("edit-company", { company: "main.example", muted: true });
        await phone.ask("edit-company", { company, sameAs: "main.example" });
      },
    ],
    [
      "belongs to one that is excepted",
      async (phone: Device, company: string) => {
        await phone.ask("edit-company", { company: "main.example", autoOff: true });
        await phone.ask("edit-company", { company, sameAs: "main.example" });
      },
    ],
    [
      "belongs to one that the user decided about",
      async (phone: Device, company: string) => {
        await phone.allow("main.example", "www.main.example");
        await phone.ask("revoke-company", { company: "main.example" });
        await phone.ask("edit-company", { company: "main.example", muted: false });
        await phone.ask("edit-company", { company, sameAs: "main.example" });
      },
    ],
  ])("never happens for a site that %s", async (_why, decide) => {
    const { phone, shop } = await showing();
    await decide(phone, shop.company);
    await on(phone, true);
    expect((await noticed(phone, shop.url)).value).toBe(false);
    await used(phone, shop.url);
    expect((await phone.entities()).grants.filter(({ id }) => id === shop.company)).toEqual([]);
  });

  test("is not repeated after an undo", async () => {
    const { phone, shop } = await showing();
    await on(phone, true);
    await used(phone, shop.url);
    const batch = (await phone.database.changes.toArray()).find(({ table }) => table === "grants")?.batch;
    await phone.ask("undo", { batch });
    await used(phone, shop.url);
    expect((await phone.entities()).grants).toEqual([]);
  });

  test("never happens for a name under another owner's domain, which anybody may register", async () => {
    const { phone } = await showing();
    await on(phone, true);
    for (const host of ["tracker.pages.dev", "shop.github.io"])
      expect((await noticed(phone, `https://${host}/`)).value).toBe(false);
  });

  test("leaves a grant that an Allow makes the user's own", async () => {
    const { phone, shop } = await showing();
    await on(phone, true);
    await used(phone, shop.url);
    await phone.allow(shop.company, shop.host);
    expect((await phone.entities()).grants[0]).not.toHaveProperty("automatic");
  });
});
