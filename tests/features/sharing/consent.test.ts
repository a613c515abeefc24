// Consent: no company reads more than the last text that the user saw and confirmed.
import { describe, expect, test } from "vitest";
import type { CompanyView, SiteView } from "../../../src/core/commands/companies.ts";
import { DEFAULT_PARTS } from "../../../src/core/sharing/default-parts.ts";
import type { DisclosureQuestion } from "../../../src/core/sharing/disclosure-diff.ts";
import { bank, type Device, shop, world } from "../../support/device/world.ts";

const EVERY_SITE = ["https://*/*", "http://*.localhost/*"];
const FILE = {
  cmr: "0.1",
  lastUpdate: "2026-11-01",
  status: "live",
  company: { name: "The Shop", sector: "bank" },
  hosts: [shop.host, "users.shop.example"],
  honours: { kinds: ["offers"] },
};

const headers = (phone: Device) => phone.browser.rules.held.flatMap(({ condition }) => condition.requestDomains ?? []);
const SHORT = { treatment: { style: ["short"] } };
const grants = async (phone: Device) => (await phone.entities()).grants;
const documentOf = async (phone: Device, url: string) => {
  const reply = await phone.request(url);
  return reply.error === undefined ? JSON.stringify(reply.value) : null;
};

function showing(phone: Device, url: string, file: object): void {
  phone.browser.tabs = [{ id: 1, url, active: true, listening: true }];
  phone.browser.inject = () => ({ url, announced: true, file: { text: JSON.stringify(file) } });
}
/** Like the permission activeTab: the popup sees the address of the tab that it was opened on. */
async function look(phone: Device, check = false): Promise<SiteView> {
  phone.browser.permissions.held.add("<all_urls>");
  const seen = await phone.ask<SiteView>("look-at-tab", { tab: 1, check });
  phone.browser.permissions.held.delete("<all_urls>");
  return seen;
}
/** The file and the changes that the popup shows. */
async function claims(phone: Device, check = false): Promise<{ file: string; changes: string[] }> {
  const { participation } = await look(phone, check);
  if (participation.state !== "takes-part") throw new Error(participation.state);
  return { file: participation.file, changes: participation.changes.map(({ member }) => member) };
}
const choose = (phone: Device) =>
  phone.ask("allow-company", { company: shop.company, host: shop.host, parts: DEFAULT_PARTS });

/** Features that need the permission for every site. The user may switch one on minutes after denying a company. */
const WIDE: [string, (phone: Device) => Promise<unknown>][] = [
  ["Global Privacy Control", (phone) => phone.ask("edit-gpc", { on: true })],
  ["reminders", (phone) => phone.ask("edit-reminders", { on: true })],
  ["noticing companies that take part", (phone) => phone.ask("edit-notice", { notice: true, autoGrant: false })],
];

test("an Allow and an edit that widens its text, at every distance in time: one of them asks", async () => {
  const { phone } = await world();
  await phone.browser.permit(`https://${shop.host}/*`);
  const choice = { company: shop.company, host: shop.host, parts: DEFAULT_PARTS };
  const { view: shown } = await phone.ask<CompanyView>("preview-company", choice);
  const marketing = { layer: "base", id: "default-marketing" };
  const unasked: number[] = [];
  for (let distance = 0; distance < 24; distance += 3) {
    const allowing = phone.send("allow-company", { ...choice, shown });
    for (let turn = 0; turn < distance; turn++) await new Promise((resolve) => setImmediate(resolve));
    const editing = phone.send("edit-preference", { ...marketing, rule: { kinds: ["offers"], want: "yes" } });
    const [allowed, edited] = (await Promise.all([allowing, editing])).map(({ value }) => value) as [
      { granted: boolean },
      { id?: string },
    ];
    if (allowed.granted && edited.id !== undefined) unasked.push(distance);
    await phone.ask("edit-preference", { ...marketing, rule: { kinds: ["offers"], want: "no" } });
    if (allowed.granted) await phone.ask("revoke-company", { company: shop.company });
    await phone.browser.permit(`https://${shop.host}/*`);
  }
  expect(unasked).toEqual([]);
});

describe("an Allow whose browser dialog the user denied", () => {
  test.each(WIDE)(
    "grants nothing when the user later switches on %s, nor at a later start",
    async (_what, switchOn) => {
      const { phone } = await world();
      await choose(phone);
      await phone.browser.permit(...EVERY_SITE);
      await switchOn(phone);
      await phone.kill();
      await phone.start();
      await phone.pass(60_000);
      expect(await grants(phone)).toEqual([]);
      expect(headers(phone)).toEqual([]);
      await phone.browser.unpermit(...EVERY_SITE);
      await phone.start();
      expect(await grants(phone)).toEqual([]);
    },
  );

  test("grants nothing even if the popup closed before it could report the denial", async () => {
    const { phone } = await world();
    const choice = { company: shop.company, host: shop.host, parts: DEFAULT_PARTS, at: phone.time };
    phone.browser.areas.session.set(`choice ${shop.company}`, choice);
    await phone.browser.permit(...EVERY_SITE);
    await phone.start();
    expect(await grants(phone)).toEqual([]);
    expect(phone.browser.areas.session.has(`choice ${shop.company}`)).toBe(false);
  });

  test.each([
    ["another host of the company", "https://account.shop.example/*"],
    ["all hosts of its domain", "https://*.shop.example/*"],
    ["another company", "https://www.bank.example/*"],
  ])("is not answered by a permission for %s", async (_what, pattern) => {
    const { phone } = await world();
    await choose(phone);
    await phone.browser.permit(pattern);
    await phone.start();
    expect(await grants(phone)).toEqual([]);
  });

  test("returns in the popup as a question with the same parts chosen", async () => {
    const { phone } = await world();
    showing(phone, shop.url, FILE);
    await look(phone);
    const parts = { ...DEFAULT_PARTS, terms: false };
    await phone.ask("allow-company", { company: shop.company, host: shop.host, parts });
    expect(await look(phone)).toMatchObject({ grant: "none", asking: { parts } });
    await phone.pass(6 * 60_000);
    expect((await look(phone)).asking).toBeNull();
  });
});

test("Allow grants at once if every site is already permitted, because the browser shows no dialog", async () => {
  const { phone } = await world();
  await phone.browser.permit(...EVERY_SITE);
  await choose(phone);
  expect(await grants(phone)).toMatchObject([{ hosts: [shop.host] }]);
});

describe("the preview before Allow", () => {
  /** Gives the layers of base, sector and company a value of their own each. */
  async function filled(): Promise<Device> {
    const { phone } = await world();
    const rules = [
      ["base", { kinds: ["news"], want: "no", note: "base note" }],
      ["sector:bank", { kinds: ["offers"], want: "yes", note: "bank note" }],
      ["sector:retail", { kinds: ["research"], want: "yes", note: "retail note" }],
      [`company:${shop.company}`, { kinds: ["advice"], want: "yes", note: "own note" }],
    ];
    for (const [layer, rule] of rules) await phone.ask("edit-preference", { layer, rule });
    await phone.ask("edit-layer", { layer: "sector:bank", fields: { treatment: { addressAs: "Dr Bank" } } });
    showing(phone, shop.url, FILE);
    return phone;
  }

  const choices = [
    {},
    { sector: "bank" },
    { parts: { ...DEFAULT_PARTS, support: true, plans: true } },
    { sector: "bank", parts: { ...DEFAULT_PARTS, treatment: false } },
  ];

  test.each(choices)("equals the text that the company reads afterwards, with %j", async (more) => {
    const phone = await filled();
    await look(phone);
    const choice = { company: shop.company, host: shop.host, parts: DEFAULT_PARTS, ...more };
    const preview = await phone.ask<CompanyView>("preview-company", choice);
    await phone.ask("allow-company", { ...choice, shown: preview.view });
    await phone.browser.permit(`https://${shop.host}/*`);
    await phone.start();
    const { issued: _issued, expires: _expires, ...read } = JSON.parse((await documentOf(phone, shop.url)) ?? "{}");
    expect(read).toEqual(preview.view);
    expect(phone.browser.rules.held[0]?.action.requestHeaders?.[0]?.value).toBe(preview.header);
  });

  test("leaves out preferences for the sector that the file claims, until the user confirms the sector", async () => {
    const phone = await filled();
    const seen = await look(phone);
    expect(seen).toMatchObject({ sector: undefined, claimedSector: "bank" });
    expect(JSON.stringify(seen.seen)).not.toContain("bank note");
    await phone.allow(shop.company, shop.host);
    expect(await documentOf(phone, shop.url)).not.toMatch(/bank note|Dr Bank/);
    expect((await look(phone)).seen.view).toEqual(seen.seen.view);
  });

  test("is binding: an edit between the press of Allow and the browser's yes is not disclosed", async () => {
    const phone = await filled();
    const { seen } = await look(phone);
    const choice = { company: shop.company, host: shop.host, parts: DEFAULT_PARTS, shown: seen.view };
    await phone.ask("allow-company", choice);
    await phone.ask("edit-preference", { layer: "base", rule: { kinds: ["partners"], want: "yes", note: "later" } });
    await phone.ask("remove-preference", { id: "default-marketing" });
    await phone.browser.permit(`https://${shop.host}/*`);
    await phone.start();
    expect(await grants(phone)).toEqual([]);
    expect(await documentOf(phone, shop.url)).toBeNull();
  });

  test("lists rules that start on a later day", async () => {
    const phone = await filled();
    const rule = { kinds: ["service"], want: "no", from: "2026-12-01" };
    await phone.ask("edit-preference", { layer: "base", rule });
    const { seen } = await look(phone);
    expect(seen.later).toMatchObject([{ on: "2026-12-01", rule: { kinds: ["service"], want: "no" } }]);
  });

  test("is binding for later days too: a rule that starts then is granted if it was listed, and refused otherwise", async () => {
    const { phone } = await world();
    const opening = (from: string) =>
      phone.ask("edit-preference", { layer: `company:${shop.company}`, rule: { kinds: ["news"], want: "yes", from } });
    const choice = { company: shop.company, host: shop.host, parts: DEFAULT_PARTS };
    const press = async ({ view, later }: CompanyView) => {
      await phone.ask("allow-company", { ...choice, shown: view, later });
      await phone.browser.permit(`https://${shop.host}/*`);
      await phone.start();
      return grants(phone);
    };
    await opening("2026-12-24");
    const before = await phone.ask<CompanyView>("preview-company", choice);
    await opening("2026-12-01");
    expect(await press(before)).toEqual([]);
    await phone.browser.unpermit(`https://${shop.host}/*`);
    expect(await press(await phone.ask<CompanyView>("preview-company", choice))).toMatchObject([
      { hosts: [shop.host] },
    ]);
  });
});

describe("a second host of an allowed company", () => {
  test("joins the grant with its end date and its pause", async () => {
    const { phone } = await world();
    await phone.allow(shop.company, shop.host);
    const until = "2026-12-24T00:00:00Z";
    await phone.ask("edit-grant", { company: shop.company, until, paused: true });
    await phone.allow(shop.company, "account.shop.example");
    expect(await grants(phone)).toMatchObject([{ hosts: [shop.host, "account.shop.example"], until, paused: true }]);
    expect(headers(phone)).toEqual([]);
    await phone.pass(40 * 86_400_000);
    await phone.allow(shop.company, shop.host);
    expect((await grants(phone))[0]).not.toHaveProperty("until");
  });

  test("cannot change the company's name, address, products or endpoints, which stay those of the first host", async () => {
    const { phone } = await world();
    const products = [{ id: "tea", label: { en: "Tea" } }];
    const honest = { ...FILE, honours: { feelings: true }, endpoints: { feelings: "/in" }, products };
    showing(phone, shop.url, honest);
    await look(phone);
    await phone.allow(shop.company, shop.host, { ...DEFAULT_PARTS, feelings: true });
    const before = await documentOf(phone, shop.url);
    const taken = {
      ...honest,
      company: { name: "Mallory", contact: { privacy: "m@users.shop.example", post: "1 Mallory Road" } },
      endpoints: { feelings: "https://users.shop.example/collect" },
      products: [{ id: "tea", label: { en: "Divorce" } }],
    };
    showing(phone, "https://users.shop.example/", taken);
    await look(phone, true);
    await phone.load();
    const { readCompanyFile } = await import("../../../src/record/company-file.ts");
    const { endpointFor } = await import("../../../src/features/sharing/company-endpoint.ts");
    const file = await readCompanyFile(shop.company);
    expect(file?.participation.company).toEqual({ name: "The Shop", sector: "bank" });
    expect(endpointFor(file, "feelings")).toBe("https://www.shop.example/in");
    expect(await documentOf(phone, shop.url)).toBe(before);
    expect((await phone.entities()).companies).toEqual([{ id: shop.company, name: "The Shop" }]);
  });

  test("before any grant, only the company's bare domain and its www host can set these claims", async () => {
    const { phone } = await world();
    showing(phone, "https://users.shop.example/", FILE);
    await look(phone);
    await phone.load();
    const { readCompanyFile } = await import("../../../src/record/company-file.ts");
    expect(await readCompanyFile(shop.company)).toBeUndefined();
    showing(phone, shop.url, FILE);
    await look(phone);
    expect((await readCompanyFile(shop.company))?.id).toBe(shop.host);
  });
});

describe("a renewed participation file", () => {
  test("has its changed claims shown until the user has seen them, even over several renewals", async () => {
    const { phone } = await world();
    showing(phone, shop.url, FILE);
    await look(phone);
    await phone.allow(shop.company, shop.host);
    showing(phone, shop.url, { ...FILE, company: { ...FILE.company, name: "Other" } });
    await look(phone, true);
    showing(phone, shop.url, { ...FILE, company: { name: "Other" }, honours: { kinds: ["offers", "news"] } });
    const { file, changes } = await claims(phone, true);
    expect(changes).toEqual(["kinds", "name", "sector"]);
    await phone.ask("accept-claims", { host: shop.host, file });
    expect((await claims(phone)).changes).toEqual([]);
  });

  test("renewed between the look and the press keeps its changes listed, after an Allow too", async () => {
    const { phone } = await world();
    showing(phone, shop.url, FILE);
    await look(phone);
    const named = async (name: string) => {
      showing(phone, shop.url, { ...FILE, company: { ...FILE.company, name } });
      return claims(phone, true);
    };
    const [first, second] = [await named("Other"), await named("Mallory")];
    const allow = (file: string) =>
      phone.ask("allow-company", { company: shop.company, host: shop.host, parts: DEFAULT_PARTS, file });
    await phone.browser.permit(`https://${shop.host}/*`);
    expect(await allow(first.file)).toEqual({ granted: true });
    expect((await claims(phone)).changes).toEqual(["name"]);
    await phone.ask("accept-claims", { host: shop.host, file: first.file });
    expect((await claims(phone)).changes).toEqual(["name"]);
    await allow(second.file);
    expect((await claims(phone)).changes).toEqual([]);
  });

  test("cannot rename a company that already has a name", async () => {
    const { phone } = await world();
    await phone.ask("edit-company", { company: shop.company, name: "Corner shop" });
    showing(phone, shop.url, { ...FILE, company: { name: "Deutsche Bank" } });
    expect((await look(phone)).name).toBe("Corner shop");
    await phone.allow(shop.company, shop.host);
    expect((await look(phone)).name).toBe("Corner shop");
    expect((await phone.entities()).companies).toMatchObject([{ name: "Corner shop" }]);
  });

  test("cannot find out the user's topics by listing guesses as products", async () => {
    const { phone } = await world();
    for (const label of ["divorce", "gambling"]) {
      const rule = { kinds: ["offers"], about: { label }, want: "no", note: `about ${label}` };
      await phone.ask("edit-preference", { layer: "base", rule });
    }
    await phone.ask("edit-preference", {
      layer: `company:${shop.company}`,
      rule: { kinds: ["news"], about: { label: "Tea", product: "p0" }, want: "yes" },
    });
    showing(phone, shop.url, FILE);
    await look(phone);
    await phone.allow(shop.company, shop.host);
    const before = await documentOf(phone, shop.url);
    const words = ["tea", "divorce", "loans", "gambling", "Divorce", "GAMBLING "];
    const products = words.map((en, index) => ({ id: `p${index}`, label: { en, de: words[5 - index] } }));
    showing(phone, shop.url, { ...FILE, products });
    await look(phone, true);
    const read = JSON.parse((await documentOf(phone, shop.url)) ?? "{}");
    expect(JSON.stringify(read)).not.toMatch(/about (divorce|gambling)/);
    const subjects = read.contact.rules.flatMap(({ about }: { about?: object }) => about ?? []);
    expect(subjects).toMatchObject([{ product: "p0" }]);
    expect(JSON.parse(before ?? "{}").contact.rules).toHaveLength(read.contact.rules.length);
  });
});

describe("an instant in a document", () => {
  test("does not link two companies: after one edit, all documents have the same instants, whenever they are read", async () => {
    const { phone } = await world();
    await phone.allow(shop.company, shop.host);
    phone.now(phone.time + 3_600_000);
    await phone.allow(bank.company, bank.host);
    phone.now(phone.time + 4321_000);
    await phone.ask("edit-layer", { layer: "base", fields: SHORT, confirmed: true });
    for (const { url } of [shop, bank]) {
      const { issued, expires } = JSON.parse((await documentOf(phone, url)) ?? "{}");
      expect([issued, expires]).toEqual(["2026-11-18T00:00:00Z", "2026-12-18T00:00:00Z"]);
    }
  });

  test("does not depend on dates outside the company's view", async () => {
    const { phone } = await world();
    await phone.allow(shop.company, shop.host);
    const before = await documentOf(phone, shop.url);
    const rule = {
      kinds: ["offers"],
      about: { label: "divorce" },
      want: "no",
      from: "2026-11-20",
      until: "2026-11-21",
    };
    await phone.ask("edit-preference", { layer: "base", rule });
    expect(await documentOf(phone, shop.url)).toBe(before);
  });
});

describe("a document sent to open pages", () => {
  test("names the origin that may read it", async () => {
    const { phone } = await world();
    await phone.allow(shop.company, shop.host);
    phone.browser.tabs = [{ id: 7, url: shop.url, active: true, listening: true }];
    await phone.ask("edit-layer", { layer: "base", fields: SHORT, confirmed: true });
    expect(phone.browser.told).toMatchObject([{ tab: 7, message: { to: "https://www.shop.example" } }]);
  });

  test("reaches pages of different companies at different moments, so that they cannot match them", async () => {
    const { phone } = await world();
    await phone.allow(shop.company, shop.host);
    await phone.allow(bank.company, bank.host);
    phone.browser.tabs = [shop, bank].map(({ url }, id) => ({ id, url, listening: true }));
    const delays: number[] = [];
    phone.here.clock.clock.later = (work, milliseconds) => {
      delays.push(milliseconds);
      void work();
    };
    await phone.ask("edit-layer", { layer: "base", fields: SHORT, confirmed: true });
    expect(phone.browser.told.map(({ tab }) => tab).sort()).toEqual([0, 1]);
    expect(delays).toHaveLength(1);
    expect(delays[0]).toBeGreaterThanOrEqual(1000);
  });
});

describe("a rule that starts on a later day", () => {
  test("needs confirmation when it is written, not on the day it starts", async () => {
    const { phone } = await world();
    await phone.allow(shop.company, shop.host);
    await phone.ask("edit-preference", {
      layer: "base",
      id: "default-marketing",
      rule: { kinds: ["news"], want: "no" },
    });
    const rule = { kinds: ["partners"], want: "yes", from: "2027-01-01" };
    expect(await phone.ask<DisclosureQuestion>("edit-preference", { layer: "base", rule })).toMatchObject({
      asks: [{ company: shop.company, widenings: [{ what: "contact", kinds: ["partners"] }] }],
    });
  });
});

describe("Undo of an older edit", () => {
  test("is refused if a company would read more than the user has confirmed since", async () => {
    const { phone } = await world();
    const rule = { kinds: ["service"], want: "no" };
    const { batch } = await phone.ask<{ batch: string }>("edit-preference", { layer: "base", rule });
    await phone.allow(shop.company, shop.host);
    const before = await documentOf(phone, shop.url);
    expect((await phone.send("undo", { batch })).error?.code).toBe("undo-tells-more");
    expect(await documentOf(phone, shop.url)).toBe(before);
  });

  test("runs at once if no later edit came between", async () => {
    const { phone } = await world();
    await phone.allow(shop.company, shop.host);
    const rule = { kinds: ["service"], want: "no" };
    const { batch } = await phone.ask<{ batch: string }>("edit-preference", { layer: "base", rule });
    await phone.ask("undo", { batch });
    expect(await documentOf(phone, shop.url)).not.toContain('"service","support"],"want":"no"');
  });
});

test("after the Allow of a held permission, Undo of an earlier edit asks", async () => {
  const { phone } = await world();
  await phone.allow(shop.company, shop.host);
  // The state in which rows of another device leave the grant.
  await phone.database.meta.put({ key: `held:${shop.company}`, since: phone.time });
  await phone.kill();
  await phone.start();
  const offers = (want: string) =>
    phone.ask<{ batch: string }>("edit-preference", {
      ...{ layer: "base", id: "default-marketing", rule: { kinds: ["offers"], want } },
    });
  await offers("yes");
  const { batch } = await offers("no");
  const choice = { company: shop.company, host: shop.host, parts: DEFAULT_PARTS };
  const { view } = await phone.ask<CompanyView>("preview-company", choice);
  expect(await phone.ask("allow-company", { ...choice, shown: view })).toEqual({ granted: true });
  expect((await phone.send("undo", { batch })).error?.code).toBe("undo-tells-more");
});

test("a company whose merge was undone reads nothing of the other company once it is allowed", async () => {
  const { phone } = await world();
  await phone.ask("edit-preference", {
    layer: `company:${bank.company}`,
    rule: { kinds: ["service"], want: "yes", note: "for the bank alone" },
  });
  const merged = { company: shop.company, sameAs: bank.company, sector: "bank" };
  const { batch } = await phone.ask<{ batch: string }>("edit-company", merged);
  await phone.ask("undo", { batch });
  await phone.allow(shop.company, shop.host);
  expect(await documentOf(phone, shop.url)).not.toContain("for the bank alone");
  expect((await phone.entities()).companies.find(({ id }) => id === shop.company)).toEqual({
    id: shop.company,
    name: shop.company,
  });
});

test("a confirmation does not cover a company that was merged in after the question", async () => {
  const { phone } = await world();
  await phone.allow(shop.company, shop.host);
  const edit = { layer: "base", rule: { kinds: ["offers"], want: "yes" }, id: "default-marketing" };
  const { question: confirmed } = await phone.ask<DisclosureQuestion>("edit-preference", edit);
  await phone.allow(bank.company, bank.host);
  const again = await phone.ask<DisclosureQuestion>("edit-preference", { ...edit, confirmed });
  expect(again.asks.map(({ company }) => company).sort()).toEqual([bank.company, shop.company]);
  expect(await documentOf(phone, bank.url)).not.toContain('["offers"],"want":"yes"');
  expect(await phone.ask("edit-preference", { ...edit, confirmed: again.question })).toHaveProperty("batch");
});

test("a sector confirmed for one domain activates no preferences for another domain of the company", async () => {
  const { phone } = await world();
  const rule = { kinds: ["offers"], want: "yes", note: "for banks" };
  await phone.ask("edit-preference", { layer: "sector:bank", rule });
  await phone.allow(bank.company, bank.host);
  await phone.ask("edit-company", { company: shop.company, sameAs: bank.company });
  await phone.ask("allow-company", { company: shop.company, host: shop.host, parts: DEFAULT_PARTS, sector: "bank" });
  await phone.browser.permit(`https://${shop.host}/*`);
  await phone.start();
  expect(await documentOf(phone, bank.url)).not.toContain("for banks");
});

test("preview and Allow both leave out the confirmed sector if the company has a second domain", async () => {
  const { phone } = await world();
  const hold = { until: "2026-11-25", except: ["security"] };
  await phone.ask("edit-layer", { layer: "sector:bank", fields: { hold } });
  await phone.ask("rate-visit", { company: bank.company, value: 1 });
  await phone.ask("edit-company", { company: shop.company, sameAs: bank.company });
  const choice = { company: bank.company, host: bank.host, parts: DEFAULT_PARTS, sector: "bank" };
  const { view } = (await phone.ask("preview-company", choice)) as { view: object };
  expect(JSON.stringify(view)).not.toContain("2026-11-25");
  await phone.ask("allow-company", { ...choice, shown: view });
  await phone.browser.permit(`https://${bank.host}/*`);
  await phone.start();
  expect(JSON.parse((await documentOf(phone, bank.url)) ?? "{}")).toMatchObject(view);
});
