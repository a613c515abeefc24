// The parts that all mappings share: the company's description of its system, and the result.
import type { Channel, Kind } from "../../signal/vocabulary.ts";

/** A list, topic or group of the company's own in its system. */
export interface Subscription {
  /** Its id or name in the system. */
  id: string;
  channel: Channel;
  kinds: readonly Kind[];
  /**
   * The id, in your participation file, of the one product that it writes about. Without it, it may write about
   * anything.
   */
  product?: string | undefined;
}

export interface MappingOptions {
  /** A text has a zone, as for `decide`. Without it, now. */
  at?: Date | string | number | undefined;
  /**
   * The kinds of contact that the system sends to a whole channel. Without it: advice, news, offers, research,
   * partners. Empty: the system sends to `subscriptions` only.
   */
  kinds?: readonly Kind[] | undefined;
  subscriptions?: readonly Subscription[] | undefined;
  /**
   * True: you call `decide` before each contact, which enforces hours, quiet hours and limits although the system
   * cannot. Otherwise, a wish with such a condition turns its contacts off.
   */
  decidesEachContact?: boolean | undefined;
}

/** A part of the document that the payload does not express. */
export interface Loss {
  /** `contact.rules[2].when`; a rule's own path means that the payload allows less than the rule. */
  path: string;
  /** A plain English sentence for your staff. */
  reason: string;
}

export interface Mapped<Payload> {
  payload: Payload;
  lost: Loss[];
  /**
   * Map again before this instant, after which the payload may allow too much. Null: the document allows nothing now.
   */
  until: string | null;
}

/** The kinds that a channel's own switch covers in systems that send marketing. */
export const MARKETING_KINDS: readonly Kind[] = ["advice", "news", "offers", "research", "partners"];
