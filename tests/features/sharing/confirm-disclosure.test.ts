// A change that widens a disclosure is written only after a confirmation; one that narrows it is written at once.
import { describe, expect, test } from "vitest";
import type { DisclosureQuestion } from "../../../src/core/sharing/disclosure-diff.ts";
import { type Device, world } from "../../support/device/world.ts";

const SUPPORT = { treatment: { formats: ["braille"] } };

async function allowed(): Promise<{ phone: Device; shop: { company: string; host: string; url: string } }> {
  const { phone, shop } = await world();
  await phone.allow(shop.company, shop.host);
  return { phone, shop };
}
const documentOf = async (phone: Device, url: string) => JSON.stringify((await phone.request(url)).value);

describe("a general preference", () => {
  test("that widens asks, names companies and widenings, and changes nothing until it is confirmed", async () => {
    const { phone, shop } = await allowed();
    const before = await documentOf(phone, shop.url);
    const rule = { kinds: ["offers"], want: "yes" };
    const { asks } = await phone.ask<DisclosureQuestion>("edit-preference", {
      layer: "base",
      id: "default-marketing",
      rule,
    });
    expect(asks).toEqual([
      { company: shop.company, name: shop.company, widenings: [{ what: "contact", kinds: ["offers"] }] },
    ]);
    expect(await documentOf(phone, shop.url)).toBe(before);
    expect((await phone.database.rules.get("default-marketing"))?.want).toBe("no");
    const done = { layer: "base", id: "default-marketing", rule, confirmed: true };
    expect(await phone.ask("edit-preference", done)).toMatchObject({ id: "default-marketing" });
    expect(await documentOf(phone, shop.url)).not.toBe(before);
  });

  test("that narrows is written at once", async () => {
    const { phone, shop } = await allowed();
    const rule = { kinds: ["service"], want: "no" };
    expect(await phone.ask("edit-preference", { layer: "base", rule })).not.toHaveProperty("asks");
    const { rules } = JSON.parse(await documentOf(phone, shop.url)).contact;
    expect(rules.find(({ want }: { want: string }) => want === "no").kinds).toContain("service");
  });

  test("asks nothing without a reader: no grant, a paused grant, a company with a rule of its own", async () => {
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

  test("that is removed asks if the rest is wider", async () => {
    const { phone } = await allowed();
    await phone.ask("edit-preference", { layer: "base", rule: { kinds: ["service"], want: "no" } });
    const refused = (await phone.rows("rules")).find(({ want, kinds }) => want === "no" && String(kinds) === "service");
    expect(await phone.ask("remove-preference", { id: refused?.id })).toMatchObject({
      asks: [{ widenings: [{ what: "contact", kinds: ["service"] }] }],
    });
  });
});

describe("one company's own", () => {
  test("rules need no question", async () => {
    const { phone, shop } = await allowed();
    const layer = `company:${shop.company}`;
    const rule = { kinds: ["advice"], want: "yes" };
    const { id } = await phone.ask<{ id: string }>("edit-preference", { layer, rule });
    // Only opening a general refusal asks; this refusal is the company's own.
    expect(await phone.ask("edit-preference", { layer, id, rule: { ...rule, want: "no" } })).not.toHaveProperty("asks");
    expect(await phone.ask("edit-preference", { layer, id, rule })).not.toHaveProperty("asks");
    expect(await phone.ask("remove-preference", { id })).not.toHaveProperty("asks");
  });

  test.each([
    ["that names a kind", { kinds: ["service", "offers"], want: "yes" }],
    ["that wants to be asked", { kinds: ["offers"], want: "ask" }],
    ["about a subject", { kinds: ["offers"], want: "yes", about: { label: "Mortgage" } }],
    ["that begins later", { kinds: ["offers"], want: "yes", from: "2031-05" }],
  ])("rule %s asks once if the kind is refused in general", async (_what, rule) => {
    const { phone, shop } = await allowed();
    const layer = `company:${shop.company}`;
    const before = await phone.rows("rules");
    expect(await phone.ask("edit-preference", { layer, rule })).toMatchObject({ asks: [{ company: shop.company }] });
    expect(await phone.rows("rules")).toEqual(before);
    const { id } = await phone.ask<{ id: string }>("edit-preference", { layer, rule, confirmed: true });
    const more = { layer, id, rule: { ...rule, via: ["email"] } };
    expect(await phone.ask("edit-preference", more)).not.toHaveProperty("asks");
    expect(await phone.ask("edit-preference", { ...more, rule })).not.toHaveProperty("asks");
  });

  test("rule for everything opens nothing that is refused, and does not ask", async () => {
    const { phone, shop } = await allowed();
    const rule = { kinds: "*", want: "yes", about: { label: "Mortgage" }, via: ["call"] };
    const layer = `company:${shop.company}`;
    expect(await phone.ask("edit-preference", { layer, rule })).not.toHaveProperty("asks");
    const { rules } = JSON.parse(await documentOf(phone, shop.url)).contact;
    const own = rules.find(({ about }: { about?: object }) => about !== undefined);
    expect(own.kinds).toEqual(["security", "service", "support", "changes", "advice", "research"]);
  });

  test("layer never overrides a general refusal without asking", async () => {
    const { phone, shop } = await allowed();
    const moved = { layer: `company:${shop.company}`, id: "default-marketing", rule: { kinds: ["news"], want: "yes" } };
    expect(await phone.ask("edit-preference", moved)).toHaveProperty("asks");
  });

  test("field that is removed asks if the general one is wider", async () => {
    const { phone, shop } = await allowed();
    const layer = `company:${shop.company}`;
    const edit = (fields: object) => phone.ask("edit-layer", { layer, fields });
    await phone.ask("edit-layer", { layer: "base", fields: { terms: { purposes: { ads: "ask" } } }, confirmed: true });
    const always = [{ days: ["mo", "tu", "we", "th", "fr", "sa", "su"], from: "20:00", to: "09:00" }];
    for (const [set, taken, what] of [
      [{ quiet: always }, { quiet: null }, "quiet"],
      [{ treatment: { languages: [] } }, { treatment: {} }, "treatment"],
      [{ terms: { purposes: { ads: "no" } } }, { terms: { purposes: {} } }, "terms"],
    ] as const) {
      expect(await edit(set)).not.toHaveProperty("asks");
      expect(await edit(taken)).toMatchObject({ asks: [{ widenings: [{ what }] }] });
      await phone.ask("edit-layer", { layer, fields: taken, confirmed: true });
    }
    const narrow = { quiet: [{ days: ["mo"], from: "21:00", to: "22:00" }] };
    expect(await edit(narrow)).not.toHaveProperty("asks");
    expect(await edit({ quiet: null })).not.toHaveProperty("asks");
  });

  test("parts ask when one is switched on, and support asks in whichever layer it is added", async () => {
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

  test("layer is reset in one step, and one Undo restores all of it", async () => {
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

describe("a hold on all contact", () => {
  const until = "2031-12-28";
  const hold = { until, except: ["security"] };

  test.each(["base", "sector:retail", "company"])("in %s begins and lengthens at once", async (name) => {
    const { phone, shop } = await allowed();
    await phone.ask("edit-company", { company: shop.company, sector: "retail", confirmed: true });
    const layer = name === "company" ? `company:${shop.company}` : name;
    expect(await phone.ask("edit-layer", { layer, fields: { hold } })).not.toHaveProperty("asks");
    const { contact } = JSON.parse(await documentOf(phone, shop.url));
    expect(contact.rules).toHaveLength(2);
    expect(contact.rules[1]).toMatchObject({ want: "no", until });
    const longer = { hold: { until: "2032", except: [] } };
    expect(await phone.ask("edit-layer", { layer, fields: longer })).not.toHaveProperty("asks");
  });

  test.each([
    ["ended early", null],
    ["shortened", { ...hold, until: "2030-01-01" }],
    ["with one exception more", { ...hold, except: ["security", "service"] }],
  ])("%s asks about the kinds that it opens", async (what, changed) => {
    const { phone, shop } = await allowed();
    for (const layer of ["base", `company:${shop.company}`]) {
      await phone.ask("edit-layer", { layer, fields: { hold } });
      const { asks } = await phone.ask<DisclosureQuestion>("edit-layer", { layer, fields: { hold: changed } });
      const open = ["service", "support", "changes", "advice", "research"];
      const kinds = what.startsWith("with") ? ["service"] : open;
      expect(asks).toMatchObject([{ company: shop.company, widenings: [{ what: "contact", kinds }] }]);
      await phone.ask("edit-layer", { layer, fields: { hold: null }, confirmed: true });
    }
  });

  test("does not keep a change of the rules from asking", async () => {
    const { phone } = await allowed();
    await phone.ask("edit-layer", { layer: "base", fields: { hold } });
    const rule = { kinds: ["offers"], want: "yes" };
    expect(await phone.ask("edit-preference", { layer: "base", id: "default-marketing", rule })).toHaveProperty("asks");
  });

  test("that has expired is removed without a question or a message", async () => {
    const { phone, shop } = await allowed();
    const before = await documentOf(phone, shop.url);
    await phone.ask("edit-layer", { layer: "base", fields: { hold: { until: "2020-01-01", except: [] } } });
    expect(JSON.parse(await documentOf(phone, shop.url)).contact).toEqual(JSON.parse(before).contact);
    expect(await phone.ask("edit-layer", { layer: "base", fields: { hold: null } })).not.toHaveProperty("asks");
  });
});

describe("every other write that discloses more", () => {
  test("giving a general refusal an end asks at once; a wish that a refusal outweighs does not ask", async () => {
    const { phone } = await allowed();
    const rule = { kinds: ["offers"], want: "yes", about: { label: "Mortgage" }, from: "2031" };
    const later = { layer: "base", rule: { kinds: ["advice"], want: "yes", from: "2031" } };
    expect(await phone.ask("edit-preference", { layer: "base", rule })).not.toHaveProperty("asks");
    expect(await phone.ask("edit-preference", later)).not.toHaveProperty("asks");
    const free = { layer: "base", id: "default-marketing", rule: { kinds: ["news"], want: "no", until: "2031" } };
    expect(await phone.ask("edit-preference", free)).toHaveProperty("asks");
  });

  test("resetting a sector's layer asks if its refusals disappear with it", async () => {
    const { phone, shop } = await allowed();
    await phone.ask("edit-company", { company: shop.company, sector: "retail", confirmed: true });
    await phone.ask("edit-preference", { layer: "sector:retail", rule: { kinds: "*", want: "no" } });
    const before = await phone.entities();
    expect(await phone.ask("reset-layer", { layer: "sector:retail" })).toMatchObject({
      asks: [{ company: shop.company, widenings: [{ what: "contact" }] }],
    });
    expect(await phone.entities()).toEqual(before);
    expect(await phone.ask("reset-layer", { layer: "sector:retail", confirmed: true })).toHaveProperty("batch");
  });
});

describe("resuming after a pause", () => {
  test("with the same view as before does not ask", async () => {
    const { phone, shop } = await allowed();
    const before = await documentOf(phone, shop.url);
    await phone.ask("edit-grant", { company: shop.company, paused: true });
    expect(await phone.ask("edit-grant", { company: shop.company, paused: false })).not.toHaveProperty("asks");
    const views = [before, await documentOf(phone, shop.url)].map((text) => JSON.parse(text).contact);
    expect(views[1]).toEqual(views[0]);
  });

  test("with a rule that starts later asks, since nobody asks on the day on which it starts", async () => {
    const { phone, shop } = await allowed();
    await phone.ask("edit-grant", { company: shop.company, paused: true });
    await phone.ask("edit-preference", { layer: "base", rule: { kinds: ["news"], want: "no", until: "2026-12-23" } });
    await phone.ask("remove-preference", { id: "default-marketing" });
    await phone.ask("edit-preference", { layer: "base", rule: { kinds: ["news"], want: "yes", from: "2026-12-24" } });
    expect(await phone.ask("edit-grant", { company: shop.company, paused: false })).toMatchObject({
      asks: [{ company: shop.company, widenings: [{ what: "contact", kinds: ["news"] }] }],
    });
  });

  test("with a wider view than before asks, and a no keeps the pause", async () => {
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
