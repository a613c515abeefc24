// One row of a company's data file: an order, an invoice or a message of schema.org, with texts safe to show.
import { deleteUndefined, Invalid, oneOf, type Raw, record } from "./checks.ts";
import { amountIn, type DataAmount } from "./data-amount.ts";
import { type DataDate, dateIn } from "./data-date.ts";
import { displayText } from "./display-text.ts";

export const MOST_DATA_TEXT = 500;
export const MOST_REFERENCE = 80;

export const ROW_KINDS = ["order", "invoice", "message"] as const;
export type RowKind = (typeof ROW_KINDS)[number];
export const DATA_SENDERS = ["company", "customer"] as const;

/** One row, with texts safe to show. */
export interface DataEntry extends DataDate {
  kind: RowKind;
  /** The company's own number for it. */
  reference?: string | undefined;
  text?: string | undefined;
  amount?: DataAmount | undefined;
  /** Only of a message. */
  from?: (typeof DATA_SENDERS)[number] | undefined;
}

export const SKIP_REASONS = ["not-an-object", "other-type", "date", "amount", "text", "reference", "agent"] as const;
export type SkipReason = (typeof SKIP_REASONS)[number];

export type EntryResult = { entry: DataEntry; reason?: undefined } | { entry?: undefined; reason: SkipReason };

/** The entry of a row, or the reason for leaving it out. */
export function entryIn(value: unknown): EntryResult {
  try {
    const entry = readRow(record(value, "not-an-object"));
    return entry === null ? { reason: "other-type" } : { entry: deleteUndefined(entry) };
  } catch (error) {
    if (error instanceof Invalid) return { reason: oneOf(error.member, SKIP_REASONS, "reason") };
    throw error;
  }
}

const typeOf = ({ "@type": type }: Raw): unknown => type;

/** Null for a row of another type. */
function readRow(row: Raw): DataEntry | null {
  const type = typeOf(row);
  return type === "Order"
    ? orderIn(row)
    : type === "Invoice"
      ? invoiceIn(row)
      : type === "CommunicateAction"
        ? messageIn(row)
        : null;
}

const orderIn = ({ orderDate, orderNumber, identifier, description, orderedItem, acceptedOffer }: Raw): DataEntry => ({
  kind: "order",
  ...dateIn(orderDate),
  reference: referenceIn(orderNumber ?? identifier),
  text: textIn(description) ?? itemsIn(orderedItem),
  amount: amountIn(acceptedOffer),
});

const invoiceIn = ({
  paymentDueDate,
  confirmationNumber,
  identifier,
  description,
  totalPaymentDue,
}: Raw): DataEntry => ({
  kind: "invoice",
  ...dateIn(paymentDueDate),
  reference: referenceIn(confirmationNumber ?? identifier),
  text: textIn(description),
  amount: amountIn(totalPaymentDue),
});

const messageIn = ({ startTime, identifier, description, about, agent }: Raw): DataEntry => ({
  kind: "message",
  ...dateIn(startTime),
  reference: referenceIn(identifier),
  text: textIn(description) ?? nameIn(about),
  from: senderIn(agent),
});

/** Undefined for a missing text, and for one without a visible character. */
function textIn(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "string") throw new Invalid("a text is no text", "text");
  return displayText(value, MOST_DATA_TEXT) || undefined;
}

/** A text, or the name of a thing. */
const nameIn = (value: unknown): string | undefined =>
  typeof value === "object" && value !== null ? textIn(record(value, "text").name) : textIn(value);

/** The names of the ordered things: products, services, or order items that contain one. */
function itemsIn(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  const items = Array.isArray(value) ? value : [value];
  const names = items.flatMap((item) => nameIn(record(item, "text").orderedItem ?? item) ?? []);
  return textIn(names.join(", "));
}

function referenceIn(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  const shown = typeof value === "string" ? displayText(value, MOST_REFERENCE) : "";
  // A changed number would refer to another row.
  if (shown === "" || shown !== value) throw new Invalid("a reference is no reference", "reference");
  return shown;
}

/** An acting person is the customer; an organization is the company. */
function senderIn(value: unknown): DataEntry["from"] {
  const type = typeof value === "object" && value !== null ? typeOf(record(value, "agent")) : undefined;
  if (type === "Person") return "customer";
  if (type !== "Organization") throw new Invalid("an agent is neither a person nor an organization", "agent");
  return "company";
}
