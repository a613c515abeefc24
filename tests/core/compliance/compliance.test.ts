// Compliance of contacts: examples, and agreement with the SDK's answer to a company that asks beforehand.
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { complianceOf, countedTogether, type InForce, reasonInText } from "../../../src/core/compliance/compliance.ts";
import type { ComplianceReason } from "../../../src/core/compliance/logged-contact.ts";
import { LAYER_ORDER } from "../../../src/core/preferences/layers.ts";
import type { ContactRule, Layer, StoredRule } from "../../../src/core/preferences/preference.ts";
import { type ViewInput, viewFor } from "../../../src/core/sharing/view.ts";
import { type DecisionReason, decide, kindsUnderLimit } from "../../../src/kit/site/index.ts";
import type { PreferencesDocument } from "../../../src/signal/document.ts";
import { recordOf } from "../../../src/signal/plain-objects.ts";
import { CHANNELS, type Channel, KINDS, type Kind, PARTS, type Part, WANTS } from "../../../src/signal/vocabulary.ts";
import { EVERY_DAY, MON_FRI } from "../../kit/site/saying.ts";
import { contactRule, holds, layer, products } from "../../support/data/arbitraries.ts";
import { runs } from "../../support/runs.ts";

const everything = Object.fromEntries(PARTS.map((part) => [part, true])) as Record<Part, boolean>;
const NIGHT = { days: [...EVERY_DAY], from: "21:00", to: "08:00" };
const wanting = (rule: Partial<ContactRule>, rest: Partial<Layer> = {}): InForce => ({
  layers: { base: { rules: [{ id: "r", kinds: ["offers"], want: "yes", ...rule }], ...rest } },
  products: [],
  timeZone: "Europe/London",
});
const NOON = "2026-11-18T12:00:00Z";
const made = (more: object = {}) => ({ kind: "offers" as Kind, channel: "email" as Channel, at: NOON, ...more });
const said = (inForce: InForce, more: object = {}, earlier: string[] = []) => {
  const { verdict, reason } = complianceOf(made(more), inForce, earlier);
  return `${verdict}: ${reason}`;
};

describe("a contact", () => {
  test("kept the wishes if wanted, broke them if not, and is unclear if the rule says ask or no rule applies", () => {
    expect(said(wanting({}))).toBe("kept: wanted");
    expect(said(wanting({ want: "no" }))).toBe("broke: not-wanted");
    expect(said(wanting({ want: "ask" }))).toBe("unclear: ask-first");
    expect(said(wanting({ kinds: ["news"] }))).toBe("unclear: no-rule");
  });
  test("breaks the rule if it comes by another channel", () => {
    expect(said(wanting({ via: ["post", "email"] }))).toBe("kept: wanted");
    expect(said(wanting({ via: ["post"] }))).toBe("broke: other-channel");
  });
  test("breaks the rule outside its hours, in the user's time zone", () => {
    const hours = [{ days: [...MON_FRI], from: "11:30", to: "12:30" }];
    expect(said(wanting({ when: hours }))).toBe("kept: wanted");
    expect(said({ ...wanting({ when: hours }), timeZone: "Europe/Berlin" })).toBe("broke: outside-hours");
    expect(said(wanting({ when: hours }), { at: "2026-11-21T12:00:00Z" })).toBe("broke: outside-hours");
  });
  test("breaks quiet hours, unless the rule is urgent", () => {
    const late = { at: "2026-11-18T22:00:00Z" };
    expect(said(wanting({}, { quiet: [NIGHT] }), late)).toBe("broke: quiet-hours");
    expect(said(wanting({ urgent: true }, { quiet: [NIGHT] }), late)).toBe("kept: wanted");
  });
  test("with an unknown hour breaks no quiet hours, and is unclear under a rule with hours", () => {
    const late = { at: "2026-11-18T22:00:00Z", timeUnknown: true };
    expect(said(wanting({}, { quiet: [NIGHT] }), late)).toBe("kept: wanted");
    expect(said(wanting({ when: [NIGHT] }), late)).toBe("unclear: time-unknown");
    expect(said(wanting({ when: [NIGHT], via: ["post"] }), late)).toBe("broke: other-channel");
  });
  test("gives its deciding rule and layer", () => {
    const { deciding } = complianceOf(made(), wanting({ note: "please" }), []);
    expect(deciding).toMatchObject({ layer: "base", rule: { id: "r", note: "please" } });
  });
});

describe("the limit counts local calendar periods", () => {
  const once = (per: "day" | "week" | "month" | "year") => wanting({ limit: { max: 1, per } });
  test.each([
    ["day", "2026-11-18T00:00:00Z", "2026-11-17T23:59:59Z"],
    ["week", "2026-11-16T00:00:00Z", "2026-11-15T23:59:59Z"],
    ["month", "2026-11-01T00:00:00Z", "2026-10-31T23:59:59Z"],
    ["year", "2026-01-01T00:00:00Z", "2025-12-31T23:59:59Z"],
  ] as const)("a %s", (per, inside, outside) => {
    expect(said(once(per), {}, [inside])).toBe("broke: over-limit");
    expect(said(once(per), {}, [outside])).toBe("kept: wanted");
  });
  test("allows contacts up to the limit's number", () => {
    const three = wanting({ limit: { max: 3, per: "month" } });
    expect(said(three, {}, [NOON, NOON])).toBe("kept: wanted");
    expect(said(three, {}, [NOON, NOON, NOON])).toBe("broke: over-limit");
  });
});

describe("contacts that one limit counts together", () => {
  const limit = { max: 1, per: "month" as const };
  const products = [
    { id: "card", label: { en: "Card" } },
    { id: "credit", label: { en: "Credit", de: "Card" } },
  ];
  const given: InForce = {
    layers: {
      base: {
        rules: [
          { id: "both", kinds: ["offers", "news"], want: "yes", limit },
          { id: "same", kinds: ["research"], want: "yes", limit },
          { id: "cards", kinds: ["offers"], about: { label: "card" }, want: "yes", limit },
        ],
      },
    },
    products,
    timeZone: "UTC",
  };
  const contacts = [
    made({ kind: "offers" }),
    made({ kind: "news" }),
    made({ kind: "research" }),
    made({ kind: "partners" }),
    made({ product: "card" }),
    made({ product: "credit" }),
    made({ kind: "news", product: "card" }),
    made({ product: "hats" }),
  ];
  const numbered = (contact: ReturnType<typeof made>) =>
    countedTogether(contact, contacts, given).map((one) => contacts.indexOf(one));
  test("are of the kinds of one rule, and of no other rule with the same limit", () => {
    expect(numbered(made({ kind: "news" }))).toEqual([0, 1, 6, 7]);
    expect(numbered(made({ kind: "research" }))).toEqual([2]);
    expect(numbered(made({ kind: "partners" }))).toEqual([]);
  });
  test("are about the same product if the rule is about a product", () => {
    expect(numbered(made({ product: "card" }))).toEqual([4]);
    expect(numbered(made({ product: "credit" }))).toEqual([5]);
  });
  test("are of the kinds that one rule of the company's document lists", () => {
    const view = viewFor({ ...given, parts: everything, plans: [], on: "2026-11-18" });
    const document: PreferencesDocument = { ...view, issued: "2026-11-18T00:00:00Z", expires: "2026-12-01T00:00:00Z" };
    const kindsFor = (kind: Kind, product?: string) => kindsUnderLimit(document, { kind, product, at: NOON });
    expect(kindsFor("offers")).toEqual(["news", "offers"]);
    expect(kindsFor("research")).toEqual(["research"]);
    expect(kindsFor("offers", "card")).toEqual(["offers"]);
    expect(kindsFor("partners")).toEqual([]);
    expect(decide(document, { kind: "news", at: NOON }).because).toBe(
      "The customer wants news. At most 1 a month, news and offers counted together.",
    );
  });
});

const time = fc.constantFrom("00:00", "08:00", "12:30", "17:30", "21:00");
const window = fc.record({ days: fc.subarray([...NIGHT.days], { minLength: 1 }), from: time, to: time });
/** A product whose id equals the customer's word for another product. */
const misleading = fc.constantFrom(
  { id: "shoes", label: { en: "Slippers" } },
  { id: "Mortgage", label: { en: "Loan" } },
  { id: "card ", label: { de: "Straße" } },
);
const rule = fc
  .tuple(contactRule, fc.option(fc.array(window, { minLength: 1, maxLength: 2 }), { nil: undefined }), fc.boolean())
  .map(([one, when, limited]) => ({
    ...one,
    ...(when === undefined ? {} : { when }),
    ...(limited ? { limit: { max: 1, per: "month" as const } } : {}),
  }));
const fullLayer = fc
  .tuple(layer, fc.array(rule, { maxLength: 5 }), fc.array(window, { maxLength: 2 }), fc.constantFrom(...WANTS))
  .map(([one, rules, quiet, service]): Layer => {
    const stored: StoredRule[] = rules.map((ruled, index) => ({ ...ruled, id: `rule-${index}` }));
    return { ...one, rules: stored, quiet, terms: { ...one.terms, purposes: { service } } };
  });
const inForce: fc.Arbitrary<InForce> = fc.record({
  layers: fc.record({ base: fullLayer, sector: fullLayer, company: fullLayer }, { requiredKeys: [] }),
  products: fc.tuple(products, misleading).map(([usual, odd]) => [odd, ...usual]),
  timeZone: fc.constantFrom("Europe/London", "Pacific/Auckland", "America/Los_Angeles"),
});
const subsetsOf = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: 2 ** all.length }, (_, bits) => all.filter((_one, nth) => (bits >> nth) % 2 === 1));

/** The SDK tells companies less. */
const TOLD: Partial<Record<ComplianceReason, DecisionReason>> = { "no-rule": "unknown", "no-purpose": "unknown" };

const instant = fc.integer({ min: 0, max: 800 * 24 * 4 }).map((quarters) => Date.UTC(2026, 10, 1) + quarters * 900_000);
const asked = fc.tuple(fc.constantFrom(...KINDS), fc.constantFrom(...CHANNELS), fc.nat(3), instant);
type Asked = [Kind, Channel, number, number];

/** A contact, and the document that a company could read at its moment. */
function met(given: InForce, [kind, channel, nth, milliseconds]: Asked, more: Partial<ViewInput> = {}) {
  const at = new Date(milliseconds).toISOString();
  const product = given.products[nth]?.id;
  const on = new Intl.DateTimeFormat("en-CA", { timeZone: given.timeZone }).format(milliseconds);
  const view = viewFor({ ...given, parts: everything, plans: [], on, ...more });
  // A document lasts at most 30 days.
  const issued = new Date(Math.floor(milliseconds / 86_400_000) * 86_400_000);
  const expires = new Date(issued.getTime() + 2 * 86_400_000).toISOString();
  const document: PreferencesDocument = { ...view, issued: issued.toISOString(), expires };
  return { contact: { kind, channel, at, ...(product === undefined ? {} : { product }) }, document };
}

test("agrees with decide() of the SDK on the document that the company could read", () => {
  holds(
    fc.property(inForce, asked, (given, contacted) => {
      const { contact, document } = met(given, contacted);
      const decision = decide(document, contact);
      const compliance = complianceOf(contact, given, []);
      expect(compliance.verdict === "kept").toBe(decision.allowed);
      expect(TOLD[compliance.reason] ?? compliance.reason).toBe(decision.reason);
    }),
    { numRuns: runs(500) },
  );
});

describe("the text that a company could read", () => {
  const parts = fc.record(recordOf(PARTS, () => fc.boolean()));
  const reads = (given: InForce, contacted: Asked, more: Partial<ViewInput>) => {
    const { contact, document } = met(given, contacted, more);
    const { reason } = complianceOf(contact, given, []);
    const read = reasonInText(JSON.stringify(document), contact, { inForce: given, earlier: [] });
    return { contact, document, reason, read };
  };
  const ONE: Asked = ["offers", "email", 0, Date.parse(NOON)];

  test("gives the ledger's reason for a contact exactly if its granted parts contain the reason", () => {
    holds(
      fc.property(inForce, asked, parts, (given, contacted, granted) => {
        const { reason, read } = reads(given, contacted, { parts: granted });
        expect(read === reason).toBe(granted.contact && (reason !== "no-purpose" || granted.terms));
      }),
      { numRuns: runs(500) },
    );
  });

  test.each(LAYER_ORDER)("contains a wish of the layer %s, and refused purposes, only with their parts", (name) => {
    for (const subset of subsetsOf(PARTS)) {
      const granted = recordOf(PARTS, (part) => subset.includes(part));
      for (const want of WANTS) {
        for (const service of ["yes", "no"] as const) {
          const rules: StoredRule[] = [{ id: "r", kinds: "*", want }];
          const given = { ...wanting({}), layers: { [name]: { rules, terms: { purposes: { service } } } } };
          const { reason, read } = reads(given, ONE, { parts: granted });
          const needs: Part[] = want === "yes" && service === "no" ? ["contact", "terms"] : ["contact"];
          expect(reason === "no-purpose").toBe(needs.length > 1);
          expect(read === reason).toBe(needs.every((part) => granted[part]));
        }
      }
    }
  });

  test("of an automatic grant, or without a topic, gives a reason that decide() of the SDK gives too", () => {
    const less = fc.constantFrom<Partial<ViewInput>>({ automatic: true }, { topics: [] });
    holds(
      fc.property(inForce, asked, less, (given, contacted, more) => {
        const { contact, document, read } = reads(given, contacted, more);
        const label = given.products.find(({ id }) => id === contact.product)?.label;
        const question = { ...contact, label: label && (label.en ?? Object.values(label)[0]) };
        expect(read === null ? null : (TOLD[read] ?? read)).toBe(decide(document, question).reason);
      }),
      { numRuns: runs(500) },
    );
  });

  test("of an automatic grant lacks quiet hours, channels, and the company's own rules", () => {
    const automatic = { automatic: true };
    expect(reads(wanting({}, { quiet: [{ ...NIGHT, from: "11:00" }] }), ONE, automatic)).toMatchObject({
      reason: "quiet-hours",
      read: "wanted",
    });
    expect(reads(wanting({ via: ["post"] }), ONE, automatic)).toMatchObject({
      reason: "other-channel",
      read: "wanted",
    });
    const { base } = wanting({ want: "no" }).layers;
    const own = { ...wanting({}), layers: { company: base ?? { rules: [] } } };
    expect(reads(own, ONE, automatic)).toMatchObject({ reason: "not-wanted", read: "no-rule" });
    expect(reads(own, ONE, {})).toMatchObject({ reason: "not-wanted", read: "not-wanted" });
  });

  test("counts earlier contacts as the user's own limit does", () => {
    const limited = wanting({ limit: { max: 1, per: "month" } });
    const { contact, document } = met(limited, ["offers", "email", 0, Date.parse(NOON)]);
    const read = (earlier: ReturnType<typeof made>[]) =>
      reasonInText(JSON.stringify(document), contact, { inForce: limited, earlier });
    expect(read([])).toBe("wanted");
    expect(read([made({ kind: "news" }), made({ at: "2026-10-18T12:00:00Z" })])).toBe("wanted");
    expect(read([made({ at: "2026-11-02T12:00:00Z" })])).toBe("over-limit");
  });

  test("says nothing about hours if the hour is unknown", () => {
    const nightly = wanting({ when: [NIGHT] });
    const { contact, document } = met(nightly, ["offers", "email", 0, Date.parse(NOON)]);
    const read = (more: object) =>
      reasonInText(JSON.stringify(document), { ...contact, ...more }, { inForce: nightly, earlier: [] });
    expect(read({})).toBe("outside-hours");
    expect(read({ timeUnknown: true })).toBe("time-unknown");
  });
});

test("a document has rules about contact only until it expires, and only with the contact part", () => {
  const document = {
    cmr: "0.1",
    issued: "2026-11-18T10:00:00Z",
    expires: "2026-11-19T10:00:00Z",
    contact: { rules: [], quiet: [], timeZone: "UTC" },
    purposes: ["service"],
  };
  const inText = (text: string, at = NOON) => reasonInText(text, made({ at }), { inForce: wanting({}), earlier: [] });
  const says = (at: string, one: object = document) => inText(JSON.stringify(one), at);
  expect(says(NOON)).toBe("no-rule");
  expect(says("2026-11-18T10:00:00Z")).toBe("no-rule");
  expect(says("2026-11-18T09:59:59Z")).toBeNull();
  expect(says("2026-11-19T10:00:00Z")).toBeNull();
  expect(says(NOON, { ...document, contact: undefined })).toBeNull();
  expect(inText("")).toBeNull();
  expect(inText("no document")).toBeNull();
});
