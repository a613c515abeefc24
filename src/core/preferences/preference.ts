// Preferences: contact rules, treatment and data terms, in layers.
import * as z from "zod/mini";
import { AGREEMENTS, CHANNELS, DAYS, KINDS, PERIODS, PURPOSES, STYLES, WANTS } from "../../signal/vocabulary.ts";
import { NONE } from "./none.ts";

export const FORMATS = [
  "plain-language",
  "easy-read",
  "large-print",
  "braille",
  "audio",
  "accessible-document",
  "captions",
  "sign-language-video",
] as const;

export const SUPPORTS = [
  "interpreter",
  "sign-interpreter",
  "text-relay",
  "extra-time",
  "written-follow-up",
  "call-me-back",
  "someone-with-me",
  "contact-my-helper",
  "step-free",
  "quiet-place",
  "home-visit",
] as const;

/** ISO 8601 calendar date, reduced precision allowed: 2027, 2027-05, 2027-05-01. */
export const PartialDate = z.string().check(z.regex(/^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?$/));
export const Time = z.string().check(z.regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/));

const StoredWindow = z.looseObject({
  days: z.array(z.enum(DAYS)).check(z.minLength(1), z.maxLength(7)),
  from: Time,
  to: Time,
});

export const Subject = z.looseObject({
  label: z.string().check(z.minLength(1), z.maxLength(80)),
  product: z.optional(z.string().check(z.minLength(1), z.maxLength(80))),
  code: z.optional(z.string().check(z.regex(/^(?:iab-ap2|schema|gpt):[\x21-\x7e]{1,70}$/))),
});
export type Subject = z.infer<typeof Subject>;

export const ContactRule = z.looseObject({
  kinds: z.union([z.literal("*"), z.array(z.enum(KINDS)).check(z.minLength(1), z.maxLength(KINDS.length))]),
  about: z.optional(Subject),
  want: z.enum(WANTS),
  via: z.optional(z.array(z.enum(CHANNELS)).check(z.maxLength(CHANNELS.length))),
  limit: z.optional(z.looseObject({ max: z.int().check(z.gte(1), z.lte(999)), per: z.enum(PERIODS) })),
  digest: z.optional(z.boolean()),
  urgent: z.optional(z.boolean()),
  when: z.optional(z.array(StoredWindow).check(z.maxLength(14))),
  from: z.optional(PartialDate),
  until: z.optional(PartialDate),
  note: z.optional(z.string().check(z.maxLength(140))),
});
export type ContactRule = z.infer<typeof ContactRule>;

/** A rule's answer, without its kinds and subject. */
export const RuleAnswer = z.omit(ContactRule, { kinds: true, about: true });
export type RuleAnswer = z.infer<typeof RuleAnswer>;

/** A language tag with the form of RFC 5646. */
export const LanguageTag = z.string().check(z.regex(/^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/));

export const Treatment = z.looseObject({
  languages: z.optional(z.array(LanguageTag).check(z.maxLength(10))),
  style: z.optional(z.array(z.enum(STYLES))),
  addressAs: z.optional(z.string().check(z.maxLength(80))),
  formats: z.optional(z.array(z.enum(FORMATS))),
  support: z.optional(z.array(z.enum(SUPPORTS))),
  supportNote: z.optional(z.string().check(z.maxLength(280))),
  supportUntil: z.optional(PartialDate),
});
export type Treatment = z.infer<typeof Treatment>;

/** Offered retention periods for feedback. Stored values outside this list stay unchanged. */
export const KEEP_DURATIONS = ["P1M", "P3M", "P6M", "P12M", "P24M", "P60M"] as const;
export const CONTRIBUTIONS = ["PDC-INTENT", "PDC-GOOD", "PDC-AI"] as const;

const AgreementOrNone = z.enum([...AGREEMENTS, NONE]);

export const DataTerms = z.looseObject({
  agreement: z.optional(AgreementOrNone),
  alternative: z.optional(AgreementOrNone),
  purposes: z.optional(z.partialRecord(z.enum(PURPOSES), z.enum(WANTS))),
  keepFeedback: z.optional(z.string().check(z.regex(/^(?:none|P(?=\d)(?:\d+Y)?(?:\d+M)?(?:\d+W)?(?:\d+D)?)$/))),
  contribute: z.optional(z.array(z.enum(CONTRIBUTIONS))),
});
export type DataTerms = z.infer<typeof DataTerms>;

/** "No contact until …": refuses all kinds except those named, up to and including its last day. */
export const Hold = z.looseObject({
  until: PartialDate,
  except: z.array(z.enum(KINDS)).check(z.maxLength(KINDS.length)),
});
export type Hold = z.infer<typeof Hold>;

/** Fields of a layer other than its rules. */
export const LayerFields = z.looseObject({
  hold: z.optional(Hold),
  quiet: z.optional(z.array(StoredWindow).check(z.maxLength(14))),
  treatment: z.optional(Treatment),
  terms: z.optional(DataTerms),
});
export type LayerFields = z.infer<typeof LayerFields>;

/** An edit of a layer: `null` removes a field, so that the less specific layer's value applies again. */
export const LayerEdit = z.extend(LayerFields, {
  hold: z.optional(z.nullable(Hold)),
  quiet: z.optional(z.nullable(z.array(StoredWindow).check(z.maxLength(14)))),
});
export type LayerEdit = z.infer<typeof LayerEdit>;

/** `base`, `sector:<sector>` or `company:<registrable domain>`. */
export const LayerId = z.string().check(z.regex(/^(?:base|sector:[a-z-]{1,20}|company:[a-z0-9._-]{1,253})$/));

export interface StoredRule extends ContactRule {
  id: string;
}

export interface Layer extends LayerFields {
  rules: StoredRule[];
}
