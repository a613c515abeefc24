// No header, answer or receipt ever contains text of an ungranted part, of another company or of a foreign layer.
import fc from "fast-check";
import { expect, test } from "vitest";
import { PARTS, type Part } from "../../../src/signal/vocabulary.ts";
import { planRow, recordFile } from "../../support/data/rows.ts";
import { type Device, world } from "../../support/device/world.ts";
import { runs } from "../../support/runs.ts";

const COMPANIES = ["shop.example", "bank.example", "club.example"];
const SECTORS = ["retail", "bank", "leisure"];

/** A canary: a unique text that names the part and the layer it was written to. */
const canary = (part: string, owner: string) => `canary-${part}-${owner.replace(/[^a-z]/g, "")}-end`;

const profile = fc.record({
  parts: fc.array(fc.record(Object.fromEntries(PARTS.map((part) => [part, fc.boolean()]))), {
    minLength: 3,
    maxLength: 3,
  }),
  base: fc.boolean(),
  sectors: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
  own: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
  asked: fc.option(fc.subarray([...PARTS]), { nil: undefined }),
});

/** Grants everything and fills it with canaries, so that at least this example discloses some. */
const EVERYTHING = {
  parts: COMPANIES.map(() => Object.fromEntries(PARTS.map((part) => [part, true]))),
  base: true,
  sectors: [true, true, true],
  own: [true, true, true],
  asked: undefined,
};

const treatment = (owner: string) => ({
  addressAs: canary("treatment", owner),
  supportNote: canary("support", owner),
  style: ["short"],
});

async function fill(device: Device, layer: string, owner: string): Promise<void> {
  const about = { label: `about ${canary("contact", owner)}` };
  const kinds = owner === "base" ? ["news"] : ["offers"];
  await device.ask("edit-layer", { layer, fields: { treatment: treatment(owner) } });
  await device.ask("edit-preference", { layer, rule: { kinds, want: "no", note: canary("contact", owner) } });
  await device.ask("edit-preference", { layer, rule: { kinds: ["advice"], want: "ask", about } });
}

async function plansAndFeelings(device: Device): Promise<void> {
  const plans = COMPANIES.map((id) => planRow(canary("plans", id), { companies: [id] }));
  await device.ask("import-record", {
    text: recordFile({ plans: [...plans, planRow(canary("plans", "x"), "nobody")] }),
  });
  for (const company of COMPANIES) {
    const { feeling } = await device.ask<{ feeling: { id: string } }>("rate-visit", { company, value: -2 });
    await device.ask("describe-feeling", { id: feeling.id, detail: { note: canary("feelings", company) } });
  }
}

const canariesIn = (text: string): string[] => text.match(/canary-[a-z]+-[a-z]+-end/g) ?? [];

/** True for canaries that the company may read: of granted parts, from its own, its sector's or the base layer. */
function allowed(company: string, parts: Record<string, boolean>): (found: string) => boolean {
  const sector = SECTORS[COMPANIES.indexOf(company)] ?? "";
  const owners = ["base", sector, company].map((owner) => owner.replace(/[^a-z]/g, ""));
  return (found) => {
    const [, part = "", owner = ""] = found.split("-");
    if (part === "feelings" || parts[part as Part] !== true) return false;
    return part === "plans" ? owner === company.replace(/[^a-z]/g, "") : owners.includes(owner);
  };
}

test("companies read only canaries of granted parts and of their own layers, for random profiles and requests", async () => {
  let seen = 0;
  await fc.assert(
    fc.asyncProperty(profile, async ({ parts, base, sectors, own, asked }) => {
      const { phone } = await world();
      if (base) await fill(phone, "base", "base");
      await plansAndFeelings(phone);
      for (const [index, company] of COMPANIES.entries()) {
        const sector = SECTORS[index] ?? "";
        await phone.ask("edit-company", { company, name: canary("name", company), sector });
        if (sectors[index]) await fill(phone, `sector:${sector}`, sector);
        if (own[index]) await fill(phone, `company:${company}`, company);
        await phone.allow(company, `www.${company}`, parts[index] as Record<Part, boolean>);
      }
      for (const [index, company] of COMPANIES.entries()) {
        const may = allowed(company, parts[index] as Record<string, boolean>);
        const answer = JSON.stringify(await phone.request(`https://www.${company}/`, asked));
        const receipts = await phone.database.receipts.where("company").equals(company).toArray();
        for (const text of [answer, JSON.stringify(receipts)]) {
          expect(canariesIn(text).filter((found) => !may(found))).toEqual([]);
          for (const other of COMPANIES.filter((name) => name !== company)) expect(text).not.toContain(other);
        }
        for (const table of ["rules", "feelings", "plans"] as const) {
          for (const { id } of await phone.rows(table)) expect(answer).not.toContain(id);
        }
        seen += canariesIn(answer).length;
      }
      for (const rule of phone.browser.rules.held) {
        const value = rule.action.requestHeaders?.[0]?.value ?? "";
        expect(value).toMatch(/^[\x20-\x7e]{1,256}$/);
        expect(canariesIn(value)).toEqual([]);
      }
    }),
    { numRuns: runs(12), examples: [[EVERYTHING]] },
  );
  expect(seen).toBeGreaterThan(9);
});
