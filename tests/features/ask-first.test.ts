// A change that would tell companies more is not made before the user has said yes; one that tells less is made at once.
import { describe, expect, test } from "vitest";
import type { Asks } from "../../src/core/widening.ts";
import { type Device, world } from "../support/world.ts";

const SUPPORT = { treatment: { formats: ["braille"] } };

async function allowed(): Promise<{ phone: Device; shop: { company: string; host: string; url: string } }> {
  const { phone, shop } = await world();
  await phone.allow(shop.company, shop.host);
  return { phone, shop };
}
const documentOf = async (phone: Device, url: string) => JSON.stringify((await phone.request(url)).value);

describe("a general preference", () => {
  test("that is wider asks, names who and what, and changes nothing until it is confirmed", async () => {
    const { phone, shop } = await allowed();
    const before = await documentOf(phone, shop.url);
    const rule = { kinds: ["offers"], want: "yes" };
    const { asks } = await phone.ask<Asks>("edit-preference", { layer: "base", id: "default-marketing", rule });
    expect(asks).toEqual([
      { company: shop.company, name: shop.company, widenings: [{ what: "contact", kinds: ["offers"] }] },
    ]);
    expect(await documentOf(phone, shop.url)).toBe(before);
    expect((await phone.database.rules.get("default-marketing"))?.want).toBe("no");
    const done = { layer: "base", id: "default-marketing", rule, confirmed: true };
    expect(await phone.ask("edit-preference", done)).toMatchObject({ id: "default-marketing" });
    expect(await documentOf(phone, shop.url)).not.toBe(before);
  });

  test("that is narrower is made at once", async () => {
    const { phone, shop } = await allowed();
    const rule = { kinds: ["service"], want: "no" };
    expect(await phone.ask("edit-preference", { layer: "base", rule })).not.toHaveProperty("asks");
    const { rules } = JSON.parse(await documentOf(phone, shop.url)).contact;
    expect(rules.find(({ want }: { want: string }) => want === "no").kinds).toContain("service");
  });

  test("asks nothing where nobody would see it: no grant, a paused one, a company with its own word", async () => {
    const { phone, shop } = await world();
    const rule = { kinds: ["offers"], want: "yes" };
    expect(await phone.ask("edit-preference", { layer: "base", rule })).not.toHaveProperty("asks");
    await phone.allow(shop.company, shop.host);
    await phone.ask("edit-grant", { company: shop.company, paused: true });
    const news = { layer: "base", rule: { kinds: ["news"], want: "yes" } };
    expect(await phone.ask("edit-preference", news)).not.toHaveProperty("asks");
    await phone.ask("edit-grant", { company: shop.company, paused: false });
    await phone.ask("edit-preference", { layer: `company:${shop.company}`, rule: { kinds: ["research"], want: "no" } });
    const research = { layer: "base", rule: { kinds: ["research"], want: "yes" } };
    expect(await phone.ask("edit-preference", research)).not.toHaveProperty("asks");
  });

  test("that is taken away asks when what remains is wider", async () => {
    const { phone } = await allowed();
    await phone.ask("edit-preference", { layer: "base", rule: { kinds: ["service"], want: "no" } });
    const refused = (await phone.rows("rules")).find(({ want, kinds }) => want === "no" && String(kinds) === "service");
    expect(await phone.ask("remove-preference", { id: refused?.id })).toMatchObject({
      asks: [{ widenings: [{ what: "contact", kinds: ["service"] }] }],
    });
  });
});

describe("one company's own", () => {
  test("rules are edited in front of what it sees and do not ask", async () => {
    const { phone, shop } = await allowed();
    const rule = { kinds: ["offers"], want: "yes" };
    expect(await phone.ask("edit-preference", { layer: `company:${shop.company}`, rule })).not.toHaveProperty("asks");
  });

  test("parts ask when one is switched on, and support asks wherever it is added", async () => {
    const { phone, shop } = await allowed();
    const grant = (await phone.database.grants.get(shop.company)) as unknown as { parts: object };
    const parts = { ...grant.parts, support: true };
    await phone.ask("edit-layer", { layer: "base", fields: SUPPORT });
    expect(await phone.ask("edit-grant", { company: shop.company, parts })).toMatchObject({
      asks: [{ company: shop.company, widenings: [{ what: "support" }] }],
    });
    expect(await documentOf(phone, shop.url)).not.toContain("braille");
    await phone.ask("edit-grant", { company: shop.company, parts, confirmed: true });
    expect(await documentOf(phone, shop.url)).toContain("braille");
    const more = { treatment: { formats: ["braille", "audio"] } };
    expect(await phone.ask("edit-layer", { layer: `company:${shop.company}`, fields: more })).toHaveProperty("asks");
    expect(await phone.ask("edit-layer", { layer: "base", fields: more })).toHaveProperty("asks");
  });

  test("layer is reset in one step, and one Undo brings all of it back", async () => {
    const { phone, shop } = await allowed();
    const layer = `company:${shop.company}`;
    await phone.ask("edit-preference", { layer, rule: { kinds: ["offers"], want: "no" } });
    await phone.ask("edit-layer", { layer, fields: { treatment: { style: ["short"] } } });
    const before = await phone.entities();
    const { batch } = await phone.ask<{ batch: string }>("reset-layer", { layer });
    const after = await phone.entities();
    expect(after.rules.filter((rule) => (rule as { layer?: string }).layer === layer)).toEqual([]);
    expect(after.layers.find(({ id }) => id === layer)).toEqual({ id: layer });
    await phone.ask("undo", { batch });
    expect((await phone.entities()).rules).toEqual(before.rules);
    expect((await phone.entities()).layers).toEqual(before.layers);
  });
});

describe("going on after a pause", () => {
  test("with what was read before does not ask", async () => {
    const { phone, shop } = await allowed();
    const before = await documentOf(phone, shop.url);
    await phone.ask("edit-grant", { company: shop.company, paused: true });
    expect(await phone.ask("edit-grant", { company: shop.company, paused: false })).not.toHaveProperty("asks");
    const views = [before, await documentOf(phone, shop.url)].map((text) => JSON.parse(text).contact);
    expect(views[1]).toEqual(views[0]);
  });

  test("with more than was read before asks, and a no leaves the pause", async () => {
    const { phone, shop } = await allowed();
    await phone.ask("edit-grant", { company: shop.company, paused: true });
    await phone.ask("edit-preference", {
      layer: "base",
      rule: { kinds: ["news"], about: { label: "Tea" }, want: "yes" },
    });
    const rule = { kinds: ["offers"], want: "yes" };
    await phone.ask("edit-preference", { layer: "base", id: "default-marketing", rule });
    const resume = { company: shop.company, paused: false };
    expect(await phone.ask("edit-grant", resume)).toMatchObject({
      asks: [{ company: shop.company, widenings: [{ what: "contact", kinds: ["offers"] }] }],
    });
    expect((await phone.request(shop.url)).error?.code).toBe("not-granted");
    await phone.ask("edit-grant", { ...resume, confirmed: true });
    expect(await documentOf(phone, shop.url)).toContain("offers");
  });
});

test("two parts that are switched off at once are both off", async () => {
  const { phone, shop } = await world();
  await phone.allow(shop.company, shop.host);
  const off = (part: string) => phone.ask("edit-grant", { company: shop.company, parts: { [part]: false } });
  await Promise.all([off("terms"), off("treatment")]);
  expect((await phone.entities()).grants).toMatchObject([
    { parts: { contact: true, treatment: false, support: false, terms: false } },
  ]);
});
