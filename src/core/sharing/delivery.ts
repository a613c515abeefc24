// What the user told us to send to a company and that has not arrived yet, as a row. Sending it is somebody else's.
import * as z from "zod/mini";

export const DELIVERY_STATES = ["owed", "accepted", "refused", "cancelled"] as const;

export const Delivery = z.looseObject({
  /** The idempotency key: random, minted for this one item, and told to nobody else. */
  id: z.string(),
  at: z.string(),
  company: z.string(),
  /** Absolute URL, as the company's file named it when the user shared. */
  endpoint: z.string(),
  /** The exact bytes that the user saw. Never changed. */
  body: z.string(),
  attempts: z.number().check(z.gte(0)),
  /** ISO instant in UTC before which it is not tried. */
  nextAt: z.string(),
  state: z.enum(DELIVERY_STATES),
  lastError: z.optional(z.string().check(z.maxLength(200))),
  /** Sent beside the body, where the user chose to be known: the company's own name for them. */
  handle: z.optional(z.string().check(z.maxLength(128))),
  /** The feeling it tells of, and which version of it. */
  feeling: z.optional(z.string()),
  version: z.optional(z.number()),
});
export type Delivery = z.infer<typeof Delivery>;

/** 36^25 are more than 2^128. */
export const KEY_CHARACTERS = 25;

export const isOwed = ({ state }: Delivery): boolean => state === "owed";

/** What is not to be sent any more: edits of the rows that still were. */
export const cancelling = (deliveries: readonly Delivery[]) =>
  deliveries.filter(isOwed).map(({ id }) => ({ table: "deliveries" as const, id, fields: { state: "cancelled" } }));

/** What a `told` event of the timeline says of something shared: it can be withdrawn while it is owed. */
export const SharedDetail = z.looseObject({
  shared: z.literal("feeling"),
  delivery: z.string(),
  withdrawn: z.optional(z.nullable(z.boolean())),
});
export type SharedDetail = z.infer<typeof SharedDetail>;
