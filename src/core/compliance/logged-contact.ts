// A contact that the user logged, as stored in an event: with the verdict at that time, and the rule that decided.
import * as z from "zod/mini";
import { CHANNELS, KINDS } from "../../signal/vocabulary.ts";
import { LAYER_ORDER } from "../preferences/layers.ts";
import { ContactRule } from "../preferences/preference.ts";
import type { TimelineEvent } from "../record/tables.ts";

export const VERDICTS = ["kept", "broke", "unclear"] as const;
export type ComplianceVerdict = (typeof VERDICTS)[number];

/** Reasons of a verdict, in the order of the checks. Only `wanted` leads to the verdict `kept`. */
export const COMPLIANCE_REASONS = [
  "no-rule",
  "not-wanted",
  "ask-first",
  "outside-hours",
  "quiet-hours",
  "other-channel",
  "over-limit",
  "no-purpose",
  "time-unknown",
  "wanted",
] as const;
export type ComplianceReason = (typeof COMPLIANCE_REASONS)[number];

export const Made = z.looseObject({
  kind: z.enum(KINDS),
  channel: z.enum(CHANNELS),
  /** The id of one of the company's products, or the user's own words for a topic. */
  product: z.optional(z.string().check(z.minLength(1), z.maxLength(80))),
  /** The user knows the day but not the hour, so hours are not held against the company. */
  timeUnknown: z.optional(z.boolean()),
});

export const ContactDetail = z.extend(Made, {
  verdict: z.enum(VERDICTS),
  reason: z.enum(COMPLIANCE_REASONS),
  /** The deciding rule at that time. */
  rule: z.optional(ContactRule),
  layer: z.optional(z.enum(LAYER_ORDER)),
  /** The layer's hold decided; `rule` expresses it as a rule. */
  hold: z.optional(z.boolean()),
  /** True if the text that the company could read at that moment gives the same reason. */
  readable: z.boolean(),
});
export type ContactDetail = z.infer<typeof ContactDetail>;

export interface LoggedContact extends ContactDetail {
  id: string;
  at: string;
  company: string;
}

/** The contact that an event records; null for every other event. */
export function contactOf({ id, at, company, type, detail }: TimelineEvent): LoggedContact | null {
  const parsed = type === "contact" ? ContactDetail.safeParse(detail) : null;
  return parsed?.success === true ? { ...parsed.data, id, at, company } : null;
}
