// Proof of what was disclosed. Written when what a company can read changes, never on each request; grow-only.
import * as z from "zod/mini";
import { type Acknowledgement, readAcknowledgement } from "../../signal/acknowledgement.ts";

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

/**
 * True for receipts about the preferences that a company can read until the next such receipt. All others record one
 * disclosure.
 */
export const isOfReading = ({ direction }: { direction?: unknown }): boolean =>
  direction === "shared" || direction === "withdrawn";

/** Kind of a receipt. A shared feeling is "told": the user shared it, and it answers no request. */
export const RECEIPT_KINDS = ["shared", "told", "answered", "withdrawn", "acknowledged"] as const;
export type ReceiptKind = (typeof RECEIPT_KINDS)[number];

export const receiptKind = ({ direction, delivery }: Receipt): ReceiptKind =>
  delivery === undefined ? direction : "told";

/** Payload schema of the protocol's acknowledgement; stored as "they said". */
export const ReceivedAcknowledgement = z.transform((value: unknown, { issues }): Acknowledgement => {
  const read = readAcknowledgement(value);
  if (read === null) issues.push({ code: "custom", input: value, message: "not an acknowledgement" });
  return read ?? {};
});
