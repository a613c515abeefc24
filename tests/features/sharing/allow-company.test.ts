// Allow: one grant, in whatever order the choice and the browser's yes arrive, and wherever the worker dies.
import { describe, expect, test } from "vitest";
import { DEFAULT_PARTS } from "../../../src/core/sharing/default-parts.ts";
import { faultsMayBeLogged } from "../../support/device/oracle.ts";
import { type Device, shop, world } from "../../support/device/world.ts";
import { KILL_STEP } from "../../support/runs.ts";

const PERMISSION = `https://${shop.host}/*`;

const choose = (phone: Device) => phone.send("allow-company", { ...shop, url: undefined, parts: DEFAULT_PARTS });
/** The choice that a popup leaves behind if the browser's dialog closes it before a stopped worker wakes. */
const keep = async (phone: Device, more: object = {}) =>
  void phone.browser.areas.session.set(`choice ${shop.company}`, {
    company: shop.company,
    host: shop.host,
    parts: DEFAULT_PARTS,
    at: phone.time,
    ...more,
  });
const permit = (phone: Device) => phone.browser.permit(PERMISSION);

async function expectOneGrant(phone: Device): Promise<void> {
  await phone.start();
  const { grants, events, receipts, companies } = await phone.entities();
  expect(grants).toMatchObject([{ id: shop.company, hosts: [shop.host], parts: DEFAULT_PARTS }]);
  expect(events).toMatchObject([{ company: shop.company, type: "told", detail: { granted: DEFAULT_PARTS } }]);
  expect(receipts).toMatchObject([{ company: shop.company, direction: "shared" }]);
  expect(companies).toMatchObject([{ id: shop.company }]);
  expect(phone.browser.rules.held.map(({ condition }) => condition.requestDomains)).toEqual([[shop.host]]);
  expect([...phone.browser.scripts.values()].map(({ matches }) => matches)).toEqual([[PERMISSION]]);
  expect((await phone.request(shop.url)).value).toMatchObject({ cmr: "0.1" });
  expect(await phone.database.meta.where("key").startsWith("intent:").count()).toBe(0);
}

const ORDERS: [string, ((phone: Device) => Promise<unknown>)[]][] = [
  ["the choice, then the browser's yes", [choose, permit]],
  ["the browser's yes, then the choice", [permit, choose]],
  ["the choice, the yes, and the popup's second choice", [choose, permit, choose]],
  ["the choice twice, then the yes", [choose, choose, permit]],
  ["what the closing popup kept, then the yes", [(phone) => keep(phone), permit]],
];

describe.each(ORDERS)("%s", (_name, steps) => {
  test("makes one grant, one event and one receipt", async () => {
    const { phone } = await world();
    for (const step of steps) {
      await step(phone);
      await phone.start();
    }
    await expectOneGrant(phone);
  });

  test("makes one grant with the worker killed between every two steps", async () => {
    const { phone } = await world();
    for (const step of steps) {
      await step(phone);
      await phone.start();
      await phone.kill();
      await phone.start();
    }
    await expectOneGrant(phone);
  });

  test("makes one grant if all steps happen at once", async () => {
    const { phone } = await world();
    await Promise.all(steps.map((step) => step(phone)));
    await expectOneGrant(phone);
  });
});

describe.each(ORDERS.slice(0, 2))("%s", (_name, steps) => {
  test("makes one grant with the worker killed at every effect of the last step", async () => {
    faultsMayBeLogged();
    const last = steps.at(-1);
    for (let effects = 0; ; effects += KILL_STEP) {
      const { phone } = await world();
      for (const step of steps.slice(0, -1)) await step(phone);
      await phone.start();
      const died = await phone.killDuring(effects, async () => last?.(phone));
      await phone.start();
      // The choice is final only once it is stored: a popup without an answer sends it again.
      const kept = (await phone.entities()).grants.length > 0;
      if (!kept && last === choose) await choose(phone);
      await expectOneGrant(phone);
      if (died) continue;
      expect(effects).toBeGreaterThan(1);
      break;
    }
  });
});

test("a refused permission is no grant, and a later permission does not revive the choice", async () => {
  const { phone } = await world();
  await choose(phone);
  await phone.ask("refuse-company", { company: shop.company });
  expect((await phone.entities()).grants).toEqual([]);
  await permit(phone);
  await phone.start();
  expect((await phone.entities()).grants).toEqual([]);
  expect(phone.browser.rules.held).toEqual([]);
  expect((await phone.request(shop.url)).error?.code).toBe("not-granted");
});

test("a choice expires if its question stays open for more than five minutes", async () => {
  const { phone } = await world();
  await choose(phone);
  await phone.pass(5 * 60_000 + 1);
  expect(await phone.database.meta.where("key").startsWith("intent:").count()).toBe(0);
  await permit(phone);
  await phone.start();
  expect((await phone.entities()).grants).toEqual([]);
});

test.each(["www.other.example", "example", "shop.example.evil.example", "www.SHOP.example", "192.0.2.7", ""])(
  "the host %j, which is not this company's, is refused",
  async (host) => {
    const { phone } = await world();
    const before = await phone.dump();
    const reply = await phone.send("allow-company", { company: shop.company, host, parts: DEFAULT_PARTS });
    expect(reply.error?.code).toBe("not-a-company");
    expect(await phone.dump()).toEqual(before);
  },
);

test("a second host of the company joins the grant; other parts replace the old ones", async () => {
  const { phone } = await world();
  await phone.allow(shop.company, shop.host);
  await phone.allow(shop.company, "account.shop.example", { ...DEFAULT_PARTS, terms: false });
  expect((await phone.entities()).grants).toMatchObject([
    { hosts: [shop.host, "account.shop.example"], parts: { ...DEFAULT_PARTS, terms: false } },
  ]);
  expect(phone.browser.rules.held.flatMap(({ condition }) => condition.requestDomains)).toEqual([
    "account.shop.example",
    shop.host,
  ]);
});

test.each([
  ["too old", { at: 0 }],
  ["of another company's host", { host: "www.bank.example" }],
  ["without parts", { parts: null }],
])("a stored choice grants nothing if it is %s", async (_why, more) => {
  const { phone } = await world();
  await keep(phone, more);
  await permit(phone);
  await phone.start();
  expect((await phone.entities()).grants).toEqual([]);
  expect((await phone.request(shop.url)).error?.code).toBe("not-granted");
});

test("the popup withdraws its choice after the browser's no", async () => {
  const { phone } = await world();
  await keep(phone);
  await phone.ask("refuse-company", { company: shop.company });
  await permit(phone);
  await phone.start();
  expect((await phone.entities()).grants).toEqual([]);
});
