// A company's question before a contact.
import type { Channel, Kind } from "./vocabulary.ts";

export interface ContactQuestion {
  kind: Kind;
  /** An id from your own participation file. It never matches the customer's own words. */
  product?: string | undefined;
  /** A subject in words, yours or the product's name. Compared with the customer's words, never with an id. */
  label?: string | undefined;
  /** Left out: the answer names the channel that the customer likes best. */
  channel?: Channel | undefined;
  /** Left out: now. */
  at?: Date | string | number | undefined;
  /**
   * Contacts with this customer, for the limit; those of other periods, kinds and subjects may be in it. Left out: the
   * answer names the limit, and does not count.
   */
  history?: readonly PastContact[] | undefined;
}

/** A contact that was made, or is about to be. */
export interface PastContact {
  kind: Kind;
  product?: string | undefined;
  label?: string | undefined;
  /** A time that cannot be read counts as of the same period. */
  at: Date | string | number;
}
