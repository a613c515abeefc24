// Proof of what was disclosed. Written when what a company can read changes, never on each request; grow-only.
import * as z from "zod/mini";

export const Receipt = z.looseObject({
  id: z.string(),
  at: z.string(),
  company: z.string(),
  direction: z.enum(["shared", "answered", "withdrawn", "acknowledged"]),
  /** The exact bytes the company could read from `at` on, until its next receipt. */
  payload: z.string(),
  /** SHA-256 of the payload's UTF-8 bytes, lower-case hexadecimal. */
  payloadHash: z.string(),
  purposes: z.array(z.string()),
  agreement: z.optional(z.string()),
  /** Id of the delivery, if the payload is a shared feeling. The delivery's state tells whether it has left. */
  delivery: z.optional(z.string()),
});
export type Receipt = z.infer<typeof Receipt>;

/** Of what a company can read: from one to the next such receipt. Others tell of one thing that was told. */
export const isOfReading = ({ direction }: { direction?: unknown }): boolean =>
  direction === "shared" || direction === "withdrawn";

/** Kind of a receipt. A feeling given for delivery is "told": the user shared it, and it answers no request. */
export const RECEIPT_KINDS = ["shared", "told", "answered", "withdrawn", "acknowledged"] as const;
export type ReceiptKind = (typeof RECEIPT_KINDS)[number];

export const receiptKind = ({ direction, delivery }: Receipt): ReceiptKind =>
  delivery === undefined ? direction : "told";

/** A company's statement about what it will do; stored as "they said", changes nothing of the user's. */
export const ReceivedAcknowledgement = z.object({
  receipt: z.optional(z.string().check(z.maxLength(200))),
  honours: z.optional(
    z
      .record(z.string().check(z.maxLength(80)), z.enum(["yes", "partly", "no"]))
      .check(z.refine((said) => Object.keys(said).length <= 50)),
  ),
  handle: z.optional(z.string().check(z.regex(/^[\x21-\x7e]{1,128}$/))),
});
export type ReceivedAcknowledgement = z.infer<typeof ReceivedAcknowledgement>;
