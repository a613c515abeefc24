// What I intend: shared with nobody, named companies, a sector, or any participant I granted; always with an expiry.
import * as z from "zod/mini";
import type { GrantedTo } from "./grant.ts";
import { PartialDate, SECTORS, Subject } from "./preference.ts";
import { CHANNELS } from "./signal/vocabulary.ts";

export const VERBS = [
  "buy",
  "rent",
  "switch",
  "renew",
  "cancel",
  "repair",
  "sell",
  "travel",
  "move",
  "life-event",
  "learn",
] as const;

export const Audience = z.union([
  z.enum(["nobody", "any-participant-I-granted"]),
  z.looseObject({ companies: z.array(z.string()) }),
  z.looseObject({ sector: z.enum(SECTORS) }),
]);
export type Audience = z.infer<typeof Audience>;

export const Plan = z.looseObject({
  id: z.string(),
  what: z.string().check(z.minLength(1), z.maxLength(140)),
  verb: z.enum(VERBS),
  about: z.optional(Subject),
  why: z.optional(z.string().check(z.maxLength(280))),
  when: z.optional(z.looseObject({ earliest: z.optional(PartialDate), latest: z.optional(PartialDate) })),
  certainty: z.enum(["dreaming", "likely", "decided"]),
  budget: z.optional(
    z.looseObject({
      min: z.optional(z.number().check(z.gte(0))),
      max: z.optional(z.number().check(z.gte(0))),
      currency: z.string().check(z.regex(/^[A-Z]{3}$/)),
      per: z.enum(["once", "month", "year"]),
    }),
  ),
  where: z.optional(
    z.looseObject({
      country: z.string().check(z.regex(/^[A-Z]{2}$/)),
      area: z.optional(z.string().check(z.maxLength(80))),
    }),
  ),
  quantity: z.optional(z.number().check(z.gte(0))),
  must: z.optional(z.string().check(z.maxLength(280))),
  avoid: z.optional(z.string().check(z.maxLength(280))),
  replies: z.enum(["none", "one-each", "welcome"]),
  via: z.optional(z.array(z.enum(CHANNELS))),
  status: z.enum(["open", "paused", "done", "dropped"]),
  expires: PartialDate,
  audience: Audience,
});
export type Plan = z.infer<typeof Plan>;

/** Whether a granted company may read this plan on a local date. */
export function isPlanFor(plan: Plan, company: GrantedTo, on: string): boolean {
  if (plan.status !== "open" || on.slice(0, plan.expires.length) > plan.expires) return false;
  const { audience } = plan;
  if (audience === "nobody") return false;
  if (audience === "any-participant-I-granted") return true;
  if ("companies" in audience) return (audience.companies as string[]).includes(company.id);
  return audience.sector === company.sector;
}
