// The parts that all mappings share: what a company says of its system, and what it gets back.
import type { Channel, Kind } from "../../signal/vocabulary.ts";

/** A list, topic or group of the company's own in its system. */
export interface Subscription {
  /** Its id or name in the system. */
  id: string;
  channel: Channel;
  kinds: readonly Kind[];
  /** The id, in your participation file, of the one product that it writes about. Left out: it may write about anything. */
  product?: string | undefined;
}

export interface MappingOptions {
  /** Left out: now. */
  at?: Date | string | number | undefined;
  /**
   * The kinds of contact that the system sends to a whole channel. Left out: advice, news, offers, research, partners. Empty:
   * it sends to `subscriptions` alone.
   */
  kinds?: readonly Kind[] | undefined;
  subscriptions?: readonly Subscription[] | undefined;
  /**
   * True: you call `decide` before each contact, so that hours, quiet hours and limits are kept though the system cannot
   * hold them. Otherwise a wish with such a condition switches its contacts off.
   */
  decidesEachContact?: boolean | undefined;
}

/** A part of the document that the payload does not hold. */
export interface Loss {
  /** `contact.rules[2].when`; a rule's own path means that the payload allows less than the rule. */
  path: string;
  /** A plain English sentence for your staff. */
  reason: string;
}

export interface Mapped<Payload> {
  payload: Payload;
  lost: Loss[];
  /** Map again before this instant: from then on the payload may allow too much. Null: the document says nothing now. */
  until: string | null;
}

/** The kinds that a channel's own switch stands for in systems that send marketing. */
export const MARKETING_KINDS: readonly Kind[] = ["advice", "news", "offers", "research", "partners"];
