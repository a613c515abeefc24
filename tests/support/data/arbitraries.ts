// Random profiles for the properties: few labels, products and days, so that rules often concern the same.
import * as fc from "fast-check";
import type { Layers } from "../../../src/core/preferences/layers.ts";
import type { ContactRule, Hold, Layer, StoredRule, Subject } from "../../../src/core/preferences/preference.ts";
import type { ViewInput } from "../../../src/core/sharing/view.ts";
import type { Product } from "../../../src/signal/participation-schema.ts";
import { AGREEMENTS, CHANNELS, KINDS, type Part, STYLES, WANTS } from "../../../src/signal/vocabulary.ts";

export const day = fc
  .integer({ min: 0, max: 800 })
  .map((days) => new Date(Date.UTC(2026, 10, 1 + days)).toISOString().slice(0, 10));

/** Full and reduced precision, and days that no calendar has. */
export const partialDate = fc.oneof(
  day,
  day.map((date) => date.slice(0, 7)),
  day.map((date) => date.slice(0, 4)),
  fc.constantFrom("2027-02-29", "2027-02-31", "2027-04-31", "2028-02-29", "2028-02-30"),
);

export const LABELS = ["Mortgage", "Hypothek", "Card", "Shoes", "My allotment"] as const;
const label = fc.constantFrom(...LABELS, "mortgage ", "HYPOTHEK", "  shoes");

export const subject: fc.Arbitrary<Subject> = fc.record(
  { label, product: fc.constantFrom("mortgage", "card", "gone"), code: fc.constantFrom("gpt:1", "gpt:2") },
  { requiredKeys: ["label"] },
);

export const kinds = fc.oneof(fc.constant("*" as const), fc.subarray([...KINDS], { minLength: 1, maxLength: 3 }));

export const contactRule: fc.Arbitrary<ContactRule> = fc.record(
  {
    kinds,
    about: subject,
    want: fc.constantFrom(...WANTS),
    via: fc.subarray([...CHANNELS], { minLength: 1, maxLength: 3 }),
    urgent: fc.boolean(),
    from: partialDate,
    until: partialDate,
  },
  { requiredKeys: ["kinds", "want"] },
);

const identified = (rules: readonly ContactRule[]): StoredRule[] =>
  rules.map((rule, index) => ({ ...rule, id: `rule-${index}` }));

export const rules = fc.array(contactRule, { maxLength: 5 }).map(identified);

export const hold: fc.Arbitrary<Hold> = fc.record({
  until: partialDate,
  except: fc.oneof(fc.constant<Hold["except"]>(["security"]), fc.subarray([...KINDS])),
});

export const layer: fc.Arbitrary<Layer> = fc.record(
  {
    rules,
    hold,
    treatment: fc.record({ style: fc.subarray([...STYLES]), formats: fc.constant(["braille" as const]) }),
    terms: fc.record(
      {
        agreement: fc.constantFrom(...AGREEMENTS),
        purposes: fc.record(
          { service: fc.constantFrom(...WANTS), marketing: fc.constantFrom(...WANTS) },
          { requiredKeys: [] },
        ),
      },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: ["rules"] },
);

export const layers: fc.Arbitrary<Layers> = fc.record(
  { base: layer, sector: layer, company: layer },
  { requiredKeys: [] },
);

export const products: fc.Arbitrary<Product[]> = fc.subarray([
  { id: "mortgage", label: { en: "Mortgage", de: "Hypothek" } },
  { id: "card", label: { en: "Card" } },
  { id: "credit", label: { de: "Card" } },
]);

export const viewInput: fc.Arbitrary<ViewInput> = fc.record({
  layers,
  products,
  parts: fc.record({
    contact: fc.boolean(),
    treatment: fc.boolean(),
    support: fc.boolean(),
    terms: fc.boolean(),
    plans: fc.boolean(),
    feelings: fc.boolean(),
  } satisfies Record<Part, fc.Arbitrary<boolean>>),
  plans: fc.constant([]),
  timeZone: fc.constant("Europe/London"),
  on: day,
});

const hasPrototype = (value: unknown): boolean =>
  typeof value === "object" &&
  value !== null &&
  (Object.hasOwn(value, "__proto__") || Object.values(value).some(hasPrototype));

/** A JSON value of a row: without a member named `__proto__`, which no row of a record has. */
export const storedValue = fc.jsonValue({ maxDepth: 2 }).filter((value) => !hasPrototype(value));

/** Runs a property, and throws the smallest counterexample. */
export const holds = <T>(property: fc.IProperty<T>, parameters: fc.Parameters<T> = {}): void =>
  void fc.assert(property, parameters);
