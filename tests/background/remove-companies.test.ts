// Removal of companies from the record: the user's words about them go, permissions end, and one Undo restores all.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { TableName } from "../../src/core/record/tables.ts";
import { DEFAULT_PARTS } from "../../src/core/sharing/default-parts.ts";
import { feelingRow, recordFile } from "../support/data/rows.ts";
import { faultsMayBeLogged } from "../support/device/oracle.ts";
import { bank, type Device, shop, world } from "../support/device/world.ts";
import { KILL_STEP, runs } from "../support/runs.ts";

const COMPANIES = [shop.company, bank.company, "telco.example"];

interface Said {
  company: string;
  sector: string | null;
  sameAs: string | null;
  notes: readonly ("feeling" | "promise" | "contact" | "letter" | "rule" | "style")[];
}

const said: fc.Arbitrary<Said> = fc.record({
  company: fc.constantFrom(...COMPANIES),
  sector: fc.constantFrom(null, "bank", "retail"),
  sameAs: fc.constantFrom(null, null, ...COMPANIES),
  notes: fc.subarray(["feeling", "promise", "contact", "letter", "rule", "style"]),
});

const AT = "2026-11-16T10:00:00Z";

async function note(device: Device, { company, sector, sameAs, notes }: Said): Promise<void> {
  const commands: Record<Said["notes"][number], [name: string, payload: object]> = {
    feeling: ["rate-visit", { company, value: -2, another: true }],
    promise: ["edit-event", { company, type: "promise", at: AT, detail: { text: "A refund", due: "2026-11-20" } }],
    contact: ["record-contact", { company, kind: "offers", channel: "call", at: AT }],
    letter: ["record-letter", { company, kind: "copy", law: "gdpr" }],
    rule: ["edit-preference", { layer: `company:${company}`, rule: { kinds: ["news"], want: "no" }, confirmed: true }],
    style: ["edit-layer", { layer: `company:${company}`, fields: { treatment: { style: ["short"] } } }],
  };
  for (const one of notes) await device.send(...commands[one]);
  await device.send("edit-company", { company, sector, muted: true, confirmed: true });
  if (sameAs !== null) await device.send("edit-company", { company, sameAs, confirmed: true });
}

/** Rows of a table that are about a company. */
const about = (entity: object, domains: readonly string[]): boolean => {
  const { id, company, layer } = entity as { id: string; company?: string; layer?: string };
  return domains.some((domain) => [domain, `company:${domain}`].includes(company ?? layer ?? id));
};

type Entities = Record<TableName, object[]>;

/** The user's own words, without entries of the extension. */
function words({ receipts: _receipts, events, grants: _grants, deliveries: _deliveries, ...rest }: Entities): Entities {
  const own = events.filter((event) => {
    const { detail } = event as { detail: Record<string, unknown> };
    return detail.by === "user" || detail.letter !== undefined;
  });
  return { ...rest, events: own } as Entities;
}

const group = async (device: Device, companies: readonly string[]): Promise<string[]> => {
  const { companies: rows } = (await device.entities()) as unknown as { companies: { id: string; sameAs?: string }[] };
  const links = new Map(rows.map(({ id, sameAs }) => [id, sameAs]));
  const wanted = new Set(companies);
  for (let size = 0; size !== wanted.size; ) {
    size = wanted.size;
    for (const [id, main] of links) {
      if (main === undefined) continue;
      if (wanted.has(id)) wanted.add(main);
      if (wanted.has(main)) wanted.add(id);
    }
  }
  return [...wanted];
};

const both = async (): Promise<Device> => {
  const { phone } = await world();
  await phone.allow(shop.company, shop.host);
  await phone.allow(bank.company, bank.host);
  return phone;
};

const isGranted = async (device: Device, url: string): Promise<boolean> => {
  device.time += 60_000;
  return (await device.request(url)).error === undefined;
};

describe("removed companies", () => {
  test("lose all notes and permissions, other companies none, and one Undo restores all", async () => {
    const choice = fc.subarray(COMPANIES, { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(fc.array(said, { minLength: 1, maxLength: 4 }), choice, async (all, companies) => {
        const phone = await both();
        for (const one of all) await note(phone, one);
        const before = await phone.entities();
        const domains = await group(phone, companies);
        const { batch } = await phone.ask<{ batch: string }>("remove-companies", { companies });
        const after = await phone.entities();
        const others = Object.entries(words(before)).map(([table, rows]) => [
          table,
          rows.filter((row) => !about(row, domains)),
        ]);
        expect(words(after)).toEqual(Object.fromEntries(others));
        for (const { company, url, host } of [shop, bank]) {
          const removed = domains.includes(company);
          expect(await isGranted(phone, url)).toBe(!removed);
          expect(phone.browser.permissions.held.has(`https://${host}/*`)).toBe(!removed);
        }
        if (batch === null) return;
        await phone.ask("undo", { batch });
        const back = await phone.entities();
        expect(words(back)).toEqual(words(before));
        expect(back.grants).toEqual(before.grants);
        // The browser's permission has ended, so the company reads only after another Allow.
        for (const { company, url } of [shop, bank])
          expect(await isGranted(phone, url)).toBe(!domains.includes(company));
      }),
      { numRuns: runs(30) },
    );
  });

  test("are removed as a whole or not at all if the worker is killed at any effect, and then read nothing", async () => {
    faultsMayBeLogged();
    for (let effects = 0, died = true; died; effects += KILL_STEP) {
      const phone = await both();
      await note(phone, {
        company: shop.company,
        sector: "retail",
        sameAs: null,
        notes: ["feeling", "rule", "promise"],
      });
      const before = words(await phone.entities());
      died = await phone.killDuring(effects, () => phone.send("remove-companies", { companies: [shop.company] }));
      await phone.start();
      const after = words(await phone.entities());
      const isGone = after.companies.every((one) => !about(one, [shop.company]));
      if (!isGone) expect(after).toEqual(before);
      else
        expect(
          Object.values(after)
            .flat()
            .filter((one) => about(one, [shop.company])),
        ).toEqual([]);
      expect(await isGranted(phone, shop.url)).toBe(!isGone);
      expect(await isGranted(phone, bank.url)).toBe(true);
      if (!died) expect(isGone).toBe(true);
    }
  });

  test("keep the receipts of their reading", async () => {
    const phone = await both();
    await phone.ask("remove-companies", { companies: [shop.company] });
    const { receipts, grants, events } = await phone.entities();
    expect(receipts.filter((one) => about(one, [shop.company]))).toMatchObject([
      { direction: "shared" },
      { direction: "withdrawn" },
    ]);
    expect(grants).toMatchObject([{}, { id: shop.company, revokedAt: "2026-11-18T12:00:00Z" }]);
    expect(events.filter((one) => about(one, [shop.company]))).toMatchObject([{ type: "told" }, { type: "told" }]);
  });

  test("return empty with the next rating, and a pending Allow does not revive them", async () => {
    const phone = await both();
    await note(phone, { company: shop.company, sector: "retail", sameAs: null, notes: ["rule", "style"] });
    await phone.ask("revoke-company", { company: shop.company });
    await phone.ask("allow-company", { company: shop.company, host: shop.host, parts: DEFAULT_PARTS });
    await phone.ask("remove-companies", { companies: [shop.company] });
    await phone.browser.permit(`https://${shop.host}/*`);
    expect(await isGranted(phone, shop.url)).toBe(false);
    await phone.ask("rate-visit", { company: shop.company, value: 1 });
    await phone.ask("edit-layer", { layer: `company:${shop.company}`, fields: { treatment: { addressAs: "Ada" } } });
    const { companies, layers, rules } = await phone.entities();
    expect(companies.filter(({ id }) => id === shop.company)).toEqual([{ id: shop.company, name: shop.company }]);
    expect(layers.filter((one) => about(one, [shop.company]))).toEqual([
      { id: `company:${shop.company}`, treatment: { addressAs: "Ada" } },
    ]);
    expect(rules.filter((one) => about(one, [shop.company]))).toEqual([]);
  });

  test("lose their ratings for good after ten minutes; a later Undo restores the rest", async () => {
    const { phone } = await world();
    await phone.bringIn(recordFile({ feelings: [feelingRow(AT, { id: "f", note: "private" })] }));
    await phone.ask("edit-company", { company: shop.company, name: "The Shop" });
    const { batch } = await phone.ask<{ batch: string }>("remove-companies", { companies: [shop.company] });
    await phone.pass(11 * 60_000);
    expect(JSON.stringify(await phone.dump())).not.toContain("private");
    await phone.ask("undo", { batch });
    expect((await phone.entities()).companies).toMatchObject([{ name: "The Shop" }]);
    expect((await phone.entities()).feelings).toEqual([]);
  });
});
