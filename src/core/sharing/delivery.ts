// Delivery: a text that the user shared with a company and that has not arrived yet. Knows no sender.
import * as z from "zod/mini";

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
  lastError: z.optional(z.string().check(z.maxLength(200))),
  /** The company's own name for the user, sent beside the body if the user chose to be identified. */
  handle: z.optional(z.string().check(z.maxLength(128))),
  /** The shared feeling, and the version that was shared. */
  feeling: z.optional(z.string()),
  version: z.optional(z.number()),
});
export type Delivery = z.infer<typeof Delivery>;

/** 36^25 are more than 2^128. */
export const KEY_CHARACTERS = 25;

export const isOwed = ({ state }: Delivery): boolean => state === "owed";

/** Edits that cancel the owed ones among these deliveries. */
export const cancelling = (deliveries: readonly Delivery[]) =>
  deliveries.filter(isOwed).map(({ id }) => ({ table: "deliveries" as const, id, fields: { state: "cancelled" } }));

/** Detail of a `told` event for a shared feeling. The share can be withdrawn while its delivery is owed. */
export const SharedDetail = z.looseObject({
  shared: z.literal("feeling"),
  delivery: z.string(),
  withdrawn: z.optional(z.nullable(z.boolean())),
});
export type SharedDetail = z.infer<typeof SharedDetail>;
