// A user's profile in the notation of tests/core, and the document that one company reads of it.
import { isPlanFor, type Plan } from "../../../src/core/plans/plan.ts";
import { DEFAULT_QUIET, DEFAULT_RULES, DEFAULT_TERMS } from "../../../src/core/preferences/defaults.ts";
import type { Layers } from "../../../src/core/preferences/layers.ts";
import { ContactRule, type Layer, LayerFields, type StoredRule } from "../../../src/core/preferences/preference.ts";
import { type GrantedParts, summaryFor, type View, type ViewInput, viewFor } from "../../../src/core/sharing/view.ts";
import type { DocumentRule } from "../../../src/signal/document.ts";
import { encodeHeader } from "../../../src/signal/header.ts";
import type { Product } from "../../../src/signal/participation-schema.ts";
import type { Sector } from "../../../src/signal/sectors.ts";
import { PARTS, type Part, PURPOSES } from "../../../src/signal/vocabulary.ts";

export const TODAY = "2026-11-22";

/** A layer as the user enters it. Rules get ids in their order. */
export function layer(rules: readonly ContactRule[], fields: LayerFields = {}): Layer {
  const stored = rules.map((rule, index): StoredRule => ({ ...ContactRule.parse(rule), id: `rule-${index}` }));
  return { ...LayerFields.parse(fields), rules: stored };
}

/** Default layer of a fresh profile. */
export const BASE: Layer = { rules: [...DEFAULT_RULES], quiet: DEFAULT_QUIET, terms: DEFAULT_TERMS };

export const allParts = (granted: boolean): Record<Part, boolean> =>
  Object.fromEntries(PARTS.map((part) => [part, granted])) as Record<Part, boolean>;

export const granting = (...parts: Part[]): GrantedParts =>
  Object.fromEntries(PARTS.map((part) => [part, parts.includes(part)])) as Record<Part, boolean>;

export interface Story {
  company?: Layer;
  sectorLayer?: Layer;
  parts?: GrantedParts;
  products?: readonly Product[];
  plans?: readonly Plan[];
  /** The company that reads, which decides about the plans. */
  reader?: { id: string; sector?: Sector };
  on?: string;
}

/** The document that a company reads from these layers over the defaults. */
export function reads(story: Story): { view: View; header: string | null } {
  const { company, sectorLayer, reader = { id: "company.example" }, on = TODAY } = story;
  const layers: Layers = {
    base: BASE,
    ...(sectorLayer === undefined ? {} : { sector: sectorLayer }),
    ...(company === undefined ? {} : { company }),
  };
  const input: ViewInput = {
    layers,
    parts: story.parts ?? granting("contact"),
    products: story.products ?? [],
    plans: (story.plans ?? []).filter((plan) => isPlanFor(plan, reader, on)),
    timeZone: "Europe/London",
    on,
  };
  const view = viewFor(input);
  return { view, header: encodeHeader(summaryFor(input, view)) };
}

/** The default rules in a document, each with its remaining kinds. */
export const DEFAULTS = {
  security: { kinds: ["security"], want: "yes", via: ["push", "sms", "email", "call"], urgent: true },
  service: { kinds: ["service", "support"], want: "yes", via: ["email", "inbox"] },
  changes: { kinds: ["changes"], want: "yes", via: ["email", "post"] },
  advice: { kinds: ["advice", "research"], want: "ask", limit: { max: 1, per: "month" } },
  marketing: { kinds: ["news", "offers", "partners"], want: "no" },
} satisfies Record<string, DocumentRule>;

export const QUIET = [{ days: ["mo", "tu", "we", "th", "fr", "sa", "su"], from: "21:00", to: "08:00" }];

/** A document with the contact part alone. */
export const contactDocument = (...rules: DocumentRule[]) => ({
  cmr: "0.1",
  purposes: ["service"],
  contact: { rules, quiet: QUIET, timeZone: "Europe/London" },
});

export const DEFAULT_PURPOSES = Object.fromEntries(
  PURPOSES.map((purpose) => {
    if (purpose === "service" || purpose === "security") return [purpose, "yes"];
    return [purpose, ["improve", "personalise", "recommend", "research"].includes(purpose) ? "ask" : "no"];
  }),
);
