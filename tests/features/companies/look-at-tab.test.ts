// The popup's view of a tab: the company, its participation, and the exact view it would get.
import { describe, expect, test } from "vitest";
import { DEFAULT_PARTS } from "../../../src/core/sharing/default-parts.ts";
import { settled } from "../../support/device/settle.ts";
import { type Device, shop, world } from "../../support/device/world.ts";

const FILE = {
  cmr: "0.1",
  lastUpdate: "2026-11-01",
  status: "live",
  company: { name: "The Shop\u202e", sector: "retail" },
  hosts: [shop.host],
  honours: { kinds: ["offers"], treatment: true },
  products: [{ id: "bike", label: { en: "Bicycles", de: "Fahrräder" } }],
};

interface Look {
  kind: string;
  name: string;
  grant: string;
  here: boolean;
  first: boolean;
  renewed: boolean;
  participation: { state: string; fault?: string; changes?: unknown[] };
  seen: { header: string; view: object; rules: { rule: object; source: object; own?: object }[] };
}

function showing(device: Device, url: string, file: unknown): void {
  device.browser.tabs = [{ id: 1, url, active: true, listening: true }];
  const text = typeof file === "string" ? file : JSON.stringify(file);
  device.browser.inject = () => ({ url, announced: file !== null, file: file === null ? null : { text } });
}

/** activeTab shows the address of the tab that the popup was opened on. */
async function look(device: Device, more: object = {}): Promise<Look> {
  device.browser.permissions.held.add("<all_urls>");
  const seen = await device.ask<Look>("look-at-tab", { tab: 1, ...more });
  device.browser.permissions.held.delete("<all_urls>");
  return seen;
}

test("a company that takes part has a name safe to show, its products, and a view of all default parts", async () => {
  const { phone } = await world();
  showing(phone, shop.url, FILE);
  const seen = await look(phone);
  expect(seen).toMatchObject({
    kind: "site",
    name: "The Shop",
    grant: "none",
    here: false,
    first: true,
    renewed: true,
  });
  expect(seen.participation).toMatchObject({ state: "takes-part", testing: false, asked: { kinds: ["offers"] } });
  expect(seen.seen.rules.map(({ source }) => source)).toContainEqual({ id: "default-marketing", layer: "base" });
  expect((await look(phone)).renewed).toBe(false);
});

describe("a company without a name of its own", () => {
  const titled = (device: Device, title: string) => {
    showing(device, shop.url, null);
    device.browser.tabs = device.browser.tabs.map((tab) => ({ ...tab, title }));
  };

  test("shows the name that its page's title and its domain agree on, without storing it", async () => {
    const { phone } = await world();
    titled(phone, "Log in | SHOP");
    expect((await look(phone)).name).toBe("SHOP");
    expect(JSON.stringify(await phone.entities())).not.toContain("SHOP");
    titled(phone, "Log in | Another Bank");
    expect((await look(phone)).name).toBe("shop.example");
  });

  test("prefers the user's own name and the name in its file", async () => {
    const { phone } = await world();
    titled(phone, "Log in | SHOP");
    await phone.ask("edit-company", { company: shop.company, name: "My shop" });
    expect((await look(phone)).name).toBe("My shop");
    const { phone: other } = await world();
    showing(other, shop.url, FILE);
    other.browser.tabs = other.browser.tabs.map((tab) => ({ ...tab, title: "SHOP" }));
    expect((await look(other)).name).toBe("The Shop");
  });
});

test("the last entries are visits, contacts and letters, newest first, without receipts", async () => {
  const { phone } = await world();
  const { company } = shop;
  await phone.ask("rate-visit", { company, value: -1 });
  phone.time += 60_000;
  await phone.ask("record-contact", { company, kind: "offers", channel: "call" });
  phone.time += 60_000;
  await phone.ask("edit-event", {
    company,
    type: "visit",
    at: "2026-11-16T10:00:00Z",
    detail: { text: "At the counter" },
  });
  phone.time += 60_000;
  await phone.allow(company, shop.host);
  const lines = await phone.ask<{ kind: string }[]>("look-at-entries", { company });
  expect(lines.map(({ kind }) => kind)).toEqual(["event", "contact", "visit"]);
  expect(lines[1]).toMatchObject({ about: "offers", channel: "call" });
  expect(JSON.stringify(lines)).not.toContain("cmr");
  expect(await phone.ask("look-at-entries", { company: "other.example" })).toEqual([]);
});

test("the recent companies are those noted last, under their own names, at most three", async () => {
  const { phone } = await world();
  expect(await phone.ask("look-at-recent", {})).toEqual([]);
  for (const [company, value] of [
    ["a.example", 1],
    ["b.example", 1],
    ["c.example", -2],
    ["d.example", 2],
    ["b.example", -1],
  ] as const) {
    await phone.ask("rate-visit", { company, value, another: true });
    phone.time += 60_000;
  }
  await phone.ask("rate-visit", { company: "b.example", value: 1, at: "2026-11-10T12:00:00Z" });
  await phone.ask("edit-company", { company: "b.example", name: "The Bakery" });
  const recent = await phone.ask<{ id: string; name: string; values: number[] }[]>("look-at-recent", {});
  expect(recent.map(({ id }) => id)).toEqual(["b.example", "d.example", "c.example"]);
  // The last visit of each day.
  expect(recent[0]).toMatchObject({ name: "The Bakery", values: [1, -1] });
});

test("the file of a development host is stored with the port it was read from", async () => {
  const { phone } = await world();
  showing(phone, "http://shop.localhost:8443/basket", { ...FILE, hosts: ["shop.localhost"] });
  await look(phone);
  expect(await phone.database.participations.toArray()).toMatchObject([
    { id: "shop.localhost", company: "shop.localhost", origin: "http://shop.localhost:8443" },
  ]);
});

test("the preview equals the header and document issued after Allow", async () => {
  const { phone } = await world();
  showing(phone, shop.url, FILE);
  await look(phone);
  const rule = { kinds: ["offers"], want: "ask", about: { label: "fahrrader" } };
  await phone.ask("edit-preference", { layer: "base", rule });
  const topics = [{ product: "bike", topic: "fahrrader" }];
  const choice = { company: shop.company, host: shop.host, parts: { ...DEFAULT_PARTS, terms: false }, topics };
  const preview = await phone.ask<Look["seen"]>("preview-company", choice);
  await phone.ask("allow-company", { ...choice, shown: preview.view });
  await phone.browser.permit(`https://${shop.host}/*`);
  await phone.start();
  expect(phone.browser.rules.held[0]?.action.requestHeaders?.[0]?.value).toBe(preview.header);
  const {
    issued: _issued,
    expires: _expires,
    ...told
  } = (await phone.request(shop.url)).value as Record<string, unknown>;
  expect(told).toEqual(preview.view);
  expect(JSON.stringify(told)).toContain('"product":"bike"');
  expect((await phone.entities()).companies).toEqual([{ id: shop.company, name: "The Shop" }]);
});

test("a granted company that names new products reads no topic until the user matches it", async () => {
  const { phone } = await world();
  showing(phone, shop.url, FILE);
  await look(phone);
  await phone.allow(shop.company, shop.host);
  const rule = { kinds: ["news"], want: "yes", about: { label: "helmets" } };
  await phone.ask("edit-preference", { layer: "base", rule });
  expect(JSON.stringify((await phone.request(shop.url)).value)).not.toContain("helmet");
  showing(phone, shop.url, { ...FILE, products: [{ id: "helmet", label: { en: "Helmets" } }] });
  const seen = await look(phone, { check: true });
  expect(seen.participation.changes).toEqual([{ member: "products", added: ["Helmets"], removed: ["Bicycles"] }]);
  expect(JSON.stringify((await phone.request(shop.url)).value)).not.toContain("helmet");
  const topics = [{ product: "helmet", topic: "helmets" }];
  const matched = { company: shop.company, topics };
  expect(await phone.ask("edit-grant", matched)).toMatchObject({
    asks: [{ widenings: [{ what: "contact" }, { what: "topic" }] }],
  });
  await phone.ask("edit-grant", { ...matched, confirmed: true });
  expect(JSON.stringify(phone.browser.told.at(-1))).toContain('"product":"helmet"');
  expect(JSON.stringify((await phone.request(shop.url)).value)).toContain('"product":"helmet"');
});

test("a file with new products is stored only after the cached answer is cleared", async () => {
  const { phone } = await world();
  showing(phone, shop.url, FILE);
  await look(phone);
  await phone.allow(shop.company, shop.host);
  await phone.request(shop.url);
  const answered = () => phone.browser.areas.session.get("answers");
  const named = async () => (await phone.database.participations.get(shop.host))?.participation.products;
  expect(answered()).toBeDefined();
  showing(phone, shop.url, { ...FILE, products: [{ id: "helmet", label: { en: "Helmets" } }] });
  let forget = () => {};
  phone.browser.beforeForgetting = () => new Promise<void>((done) => (forget = done));
  const looking = look(phone, { check: true });
  await settled();
  expect((await named())?.map(({ id }) => id)).toEqual(["bike"]);
  forget();
  await looking;
  expect([answered(), (await named())?.map(({ id }) => id)]).toEqual([undefined, ["helmet"]]);
});

describe("sites that do not take part, each with its reason", () => {
  test.each([
    ["a page without a link", null, "does-not", undefined],
    ["a file that is no JSON", "<html>", "invalid", "not-json"],
    ["a file of another version", { ...FILE, cmr: "9" }, "invalid", "schema"],
    [
      "a file that names another company's host",
      { ...FILE, hosts: [shop.host, "www.bank.example"] },
      "invalid",
      "other-company",
    ],
    ["a file that does not name this host", { ...FILE, hosts: ["other.shop.example"] }, "invalid", "other-host"],
    ["a company that stopped", { ...FILE, status: "suspended" }, "invalid", "not-in-force"],
  ])("%s", async (_name, file, state, fault) => {
    const { phone } = await world();
    showing(phone, shop.url, file);
    const { participation, name } = await look(phone);
    expect([participation.state, participation.fault]).toEqual([state, fault]);
    expect(name).toBe(shop.company);
    expect(await phone.database.participations.count()).toBe(0);
  });

  test("a page that moved on while it was read", async () => {
    const { phone } = await world();
    showing(phone, shop.url, FILE);
    phone.browser.inject = () => ({
      url: "https://evil.example/",
      announced: true,
      file: { text: JSON.stringify(FILE) },
    });
    expect((await look(phone)).participation.state).toBe("not-looked");
    expect(await phone.database.participations.count()).toBe(0);
  });

  test("a page that cannot be read", async () => {
    const { phone } = await world();
    showing(phone, shop.url, FILE);
    phone.browser.inject = null;
    expect((await look(phone)).participation.state).toBe("not-looked");
  });
});

test.each([
  ["chrome://settings/", "no-page"],
  ["https://192.0.2.7/", "no-company"],
  ["http://www.shop.example/", "no-company"],
  ["https://co.uk/", "no-company"],
])("%s is %s", async (url, kind) => {
  const { phone } = await world();
  const before = await phone.dump();
  showing(phone, url, FILE);
  expect((await look(phone)).kind).toBe(kind);
  expect(await phone.dump()).toEqual(before);
});

test("a closed tab, or one with a hidden address, is no page", async () => {
  const { phone } = await world();
  expect((await look(phone)).kind).toBe("no-page");
  phone.browser.tabs = [{ id: 1, url: shop.url }];
  expect(await phone.ask("look-at-tab", { tab: 1 })).toEqual({ kind: "no-page" });
});

test("the editor gets a company's own rule in its stored form, not in that of the document", async () => {
  const { phone } = await world();
  showing(phone, shop.url, FILE);
  const rule = { kinds: "*", want: "no", note: "Please write instead" };
  const { id } = await phone.ask<{ id: string }>("edit-preference", { layer: `company:${shop.company}`, rule });
  const { rules } = (await look(phone)).seen;
  expect(rules).toMatchObject([{ source: { id, layer: "company" }, own: rule }]);
  expect(Object.keys(rules[0]?.own ?? {}).sort()).toEqual(["kinds", "note", "want"]);
});

test("equal rules of two layers are one rule of the document and two sentences, each with its own source", async () => {
  const { phone } = await world();
  showing(phone, shop.url, FILE);
  const rule = { kinds: ["research"], want: "no" };
  const { id } = await phone.ask<{ id: string }>("edit-preference", { layer: `company:${shop.company}`, rule });
  const { rules, view } = (await look(phone)).seen;
  const unwanted = (view as { contact: { rules: { kinds: string[]; want: string }[] } }).contact.rules.filter(
    ({ want }) => want === "no",
  );
  expect(unwanted).toMatchObject([{ kinds: ["news", "offers", "research", "partners"] }]);
  expect(rules.filter((one) => (one.rule as { want: string }).want === "no")).toMatchObject([
    { rule: { kinds: ["news", "offers", "partners"] }, source: { id: "default-marketing", layer: "base" } },
    { rule: { kinds: ["research"] }, source: { id, layer: "company" }, own: rule },
  ]);
});

test("a page that never answers delays nothing: the popup shows the stored file and the button to revoke", async () => {
  const { phone } = await world();
  showing(phone, shop.url, FILE);
  await look(phone);
  await phone.allow(shop.company, shop.host);
  phone.now(phone.time + 2 * 86_400_000);
  phone.browser.inject = () => new Promise(() => {});
  const began = performance.now();
  const seen = await look(phone);
  // Long before the 11 s of a patient reading.
  expect(performance.now() - began).toBeLessThan(8000);
  expect(seen).toMatchObject({
    unanswered: true,
    grant: "live",
    participation: { state: "takes-part" },
    renewed: false,
  });
  await phone.ask("revoke-company", { company: shop.company });
  expect(await look(phone)).toMatchObject({ unanswered: true, grant: "revoked" });
});

test("a page that never answered and has no stored file is unreadable", async () => {
  const { phone } = await world();
  showing(phone, shop.url, FILE);
  phone.browser.inject = () => new Promise(() => {});
  expect(await look(phone)).toMatchObject({
    unanswered: true,
    participation: { state: "unreadable", fault: "timeout" },
  });
  showing(phone, shop.url, FILE);
  expect(await look(phone)).toMatchObject({ unanswered: false, participation: { state: "takes-part" } });
});
