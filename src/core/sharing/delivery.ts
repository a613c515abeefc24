// Delivery: a text that the user sends to a company, from the press until the company's answer.
import * as z from "zod/mini";

/** Reasons why an owed delivery waits. The first one never passes without the user, the others may. */
export const STOPPED = ["gave-up", "not-granted", "no-permission", "ended"] as const;
export type Stopped = (typeof STOPPED)[number];

/**
 * Kinds of text for a company's endpoints. `preferences`: the document that it may read, sent when it changes.
 * `withdraw`: the request to delete one of the texts.
 */
export const DELIVERY_KINDS = ["feeling", "plan", "answer", "preferences", "withdraw"] as const;
export type DeliveryKind = (typeof DELIVERY_KINDS)[number];

export const DELIVERY_STATES = ["owed", "accepted", "refused", "cancelled"] as const;

export const Delivery = z.looseObject({
  /** Idempotency key: random, one per delivery, known to its company only. */
  id: z.string(),
  at: z.string(),
  company: z.string(),
  /** Absolute URL, as the company's file named it when the user shared. */
  endpoint: z.string(),
  /** The exact bytes that the user saw. Never changed. */
  body: z.string(),
  attempts: z.number().check(z.gte(0)),
  /** No attempt before this ISO instant in UTC. */
  nextAt: z.string(),
  state: z.enum(DELIVERY_STATES),
  /** Absent in rows of earlier versions, which held feelings only. */
  kind: z.optional(z.enum(DELIVERY_KINDS)),
  /** Result of the last failed attempt: `http-503`, or a code of `RequestFault`. */
  lastError: z.optional(z.string().check(z.maxLength(200))),
  stopped: z.optional(z.enum(STOPPED)),
  /** Instant of the company's acceptance. A fact, so a withdrawal on another device does not undo it. */
  acceptedAt: z.optional(z.string()),
  /** The company's own reference. */
  reference: z.optional(z.string().check(z.maxLength(200))),
  /** The company's reason for a refusal, in its own words. */
  reason: z.optional(z.string().check(z.maxLength(200))),
  /** The company's name for the user, sent beside the body if the user chose to be identified. */
  handle: z.optional(z.string().check(z.regex(/^[\x21-\x7e]{1,128}$/))),
  /** The shared feeling, and the version that was shared. */
  feeling: z.optional(z.string()),
  version: z.optional(z.number()),
  /** Id of the shared plan. */
  plan: z.optional(z.string()),
  /** Id of the timeline entry with the answered question. */
  question: z.optional(z.string()),
  /** Key of the delivery that this one withdraws. */
  withdraws: z.optional(z.string()),
});
export type Delivery = z.infer<typeof Delivery>;

/** 36^25 is more than 2^128. */
export const KEY_CHARACTERS = 25;

/** Time in which a press on Undo still stops a delivery. */
export const GRACE_MILLISECONDS = 10_000;

/** Detail of a `told` event for a delivery. It can be withdrawn while its delivery is owed. */
export const SharedDetail = z.looseObject({
  shared: z.enum(DELIVERY_KINDS),
  delivery: z.string(),
  withdrawn: z.optional(z.nullable(z.boolean())),
});
export type SharedDetail = z.infer<typeof SharedDetail>;
