// Compliance of contacts: examples, and agreement with the SDK's answer to a company that asks beforehand.
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { complianceOf, countedTogether, type InForce, saysContact } from "../../../src/core/compliance/compliance.ts";
import type { ComplianceReason } from "../../../src/core/compliance/logged-contact.ts";
import type { ContactRule, Layer, StoredRule } from "../../../src/core/preferences/preference.ts";
import { viewFor } from "../../../src/core/sharing/view.ts";
import { type DecisionReason, decide, kindsUnderLimit } from "../../../src/kit/site/index.ts";
import type { PreferencesDocument } from "../../../src/signal/document.ts";
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
const REASON: Partial<Record<DecisionReason, ComplianceReason>> = { unknown: "no-rule" };

test("agrees with decide() of the SDK on the document that the company could read", () => {
  const instant = fc
    .integer({ min: 0, max: 800 * 24 * 4 })
    .map((quarters) => Date.UTC(2026, 10, 1) + quarters * 900_000);
  const asked = fc.tuple(fc.constantFrom(...KINDS), fc.constantFrom(...CHANNELS), fc.nat(3), instant);
  holds(
    fc.property(inForce, asked, (given, [kind, channel, nth, milliseconds]) => {
      const at = new Date(milliseconds).toISOString();
      const product = given.products[nth]?.id;
      const on = new Intl.DateTimeFormat("en-CA", { timeZone: given.timeZone }).format(milliseconds);
      const view = viewFor({ ...given, parts: everything, plans: [], on });
      const document: PreferencesDocument = {
        ...view,
        issued: "2026-01-01T00:00:00Z",
        expires: "2100-01-01T00:00:00Z",
      };
      const decision = decide(document, { kind, channel, product, at });
      const compliance = complianceOf({ kind, channel, at, ...(product === undefined ? {} : { product }) }, given, []);
      expect(compliance.verdict === "kept").toBe(decision.allowed);
      expect(compliance.reason).toBe(REASON[decision.reason] ?? decision.reason);
    }),
    { numRuns: runs(500) },
  );
});

test("a document has rules about contact only until it expires, and only with the contact part", () => {
  const document = {
    cmr: "0.1",
    issued: "2026-11-18T10:00:00Z",
    expires: "2026-11-19T10:00:00Z",
    contact: { rules: [], quiet: [], timeZone: "UTC" },
    purposes: ["service"],
  };
  const says = (at: string, one: object = document) => saysContact(JSON.stringify(one), at);
  expect(says(NOON)).toBe(true);
  expect(says("2026-11-18T10:00:00Z")).toBe(true);
  expect(says("2026-11-18T09:59:59Z")).toBe(false);
  expect(says("2026-11-19T10:00:00Z")).toBe(false);
  expect(says(NOON, { ...document, contact: undefined })).toBe(false);
  expect(saysContact("", NOON)).toBe(false);
  expect(saysContact("no document", NOON)).toBe(false);
});
