// A company's question before a contact.
import type { Channel, Kind } from "./vocabulary.ts";

export interface ContactQuestion {
  kind: Kind;
  /** An id from your own participation file. It never matches the customer's own words. */
  product?: string | undefined;
  /** A subject in words, yours or the product's name. Compared with the customer's words, never with an id. */
  label?: string | undefined;
  /** Without it, the answer names the channel that the customer likes best. */
  channel?: Channel | undefined;
  /** A text has a zone, such as Z or +01:00. Without it, now. */
  at?: Date | string | number | undefined;
  /**
   * Earlier contacts with this customer, for the limit; those of other periods, kinds and subjects may be included.
   * Without them, the answer names the limit and does not count.
   */
  history?: readonly PastContact[] | undefined;
}

/** A contact that was made, or is planned. */
export interface PastContact {
  kind: Kind;
  product?: string | undefined;
  label?: string | undefined;
  /** An unreadable time is treated as one of the same period. */
  at: Date | string | number;
}
