// A company with two merged domains: its preferences apply to both domains; each domain needs its own grant.
import { describe, expect, test } from "vitest";
import { type Device, world } from "../../support/device/world.ts";

const documentOf = async (phone: Device, url: string) => JSON.stringify((await phone.request(url)).value);
const OTHER = {
  company: "shop-online.example",
  host: "www.shop-online.example",
  url: "https://www.shop-online.example/",
};

async function two() {
  const { phone, shop } = await world();
  await phone.allow(shop.company, shop.host);
  await phone.allow(OTHER.company, OTHER.host);
  const rule = { kinds: ["offers"], want: "no", note: "ask my wife" };
  await phone.ask("edit-preference", { layer: `company:${shop.company}`, rule });
  return { phone, shop };
}

describe("two merged domains", () => {
  test("the second domain reads the shared preferences once the user confirms, and its own again after the split", async () => {
    const { phone, shop } = await two();
    const before = await documentOf(phone, OTHER.url);
    expect(before).not.toContain("ask my wife");
    const merge = { company: OTHER.company, sameAs: shop.company };
    expect(await phone.ask("edit-company", merge)).toMatchObject({ asks: [{ company: OTHER.company }] });
    expect(await documentOf(phone, OTHER.url)).toBe(before);
    await phone.ask("edit-company", { ...merge, confirmed: true });
    expect(await documentOf(phone, OTHER.url)).toContain("ask my wife");
    await phone.kill();
    await phone.start();
    expect(await documentOf(phone, OTHER.url)).toContain("ask my wife");
    await phone.ask("edit-company", { company: OTHER.company, sameAs: null, confirmed: true });
    expect(await documentOf(phone, OTHER.url)).not.toContain("ask my wife");
  });

  test("an edit for one domain changes the header of both, and both share one header rule", async () => {
    const { phone, shop } = await two();
    await phone.ask("edit-company", { company: OTHER.company, sameAs: shop.company, confirmed: true });
    await phone.ask("edit-preference", { layer: `company:${shop.company}`, rule: { kinds: ["news"], want: "yes" } });
    const values = new Set(phone.browser.rules.held.map(({ action }) => action.requestHeaders?.[0]?.value));
    expect([...values]).toHaveLength(1);
    expect([...values][0]).toContain("news");
  });

  test("the shared rules decide about a contact from the second domain, today and on a past day", async () => {
    const { phone, shop } = await two();
    await phone.ask("edit-company", { company: OTHER.company, sameAs: shop.company, confirmed: true });
    const at = new Date(phone.time).toISOString().replace(/\.\d+/, "");
    phone.now(phone.time + 86_400_000);
    for (const when of [{}, { at }]) {
      const said = { company: OTHER.company, kind: "offers", channel: "email", ...when };
      const { contact } = await phone.ask<{ contact: object }>("record-contact", said);
      expect(contact).toMatchObject({ verdict: "broke", rule: { note: "ask my wife" }, layer: "company" });
    }
  });

  test("a merge that would make a chain or a cycle, or names an unknown company, is refused; Undo splits", async () => {
    const { phone, shop } = await two();
    const edit = (company: string, sameAs: string) => phone.send("edit-company", { company, sameAs, confirmed: true });
    expect((await edit(shop.company, shop.company)).error?.code).toBe("not-found");
    expect((await edit(shop.company, "nobody.example")).error?.code).toBe("not-found");
    const { batch } = (await edit(OTHER.company, shop.company)).value as { batch: string };
    expect((await edit(shop.company, OTHER.company)).error?.code).toBe("not-found");
    await phone.ask("undo", { batch });
    expect(await documentOf(phone, OTHER.url)).not.toContain("ask my wife");
  });
});

test("a grant with an end date stops the header and the answers to pages at that instant, without any action", async () => {
  const { phone, shop } = await world();
  await phone.allow(shop.company, shop.host);
  const until = new Date(phone.time + 3_600_000).toISOString().replace(/\.\d+/, "");
  await phone.ask("edit-grant", { company: shop.company, until });
  expect(phone.browser.rules.held).toHaveLength(1);
  expect(phone.browser.alarms.get("grant-ends")?.when).toBe(Date.parse(until));
  phone.now(phone.time + 3_600_000);
  expect((await phone.request(shop.url)).error?.code).toBe("not-granted");
  await phone.browser.fire("alarm", { name: "grant-ends" });
  await phone.start();
  expect(phone.browser.rules.held).toEqual([]);
  expect((await phone.entities()).receipts.at(-1)).toMatchObject({ direction: "withdrawn" });
});
