// What became of sharing one feeling. For windows too: reads nothing.

import type { Feeling } from "../../core/record/tables.ts";
import type { Delivery } from "../../core/sharing/delivery.ts";

export interface FeelingDelivery {
  /** The newest that was not taken back. */
  delivery: Delivery | null;
  /** The feeling was edited since. */
  changed: boolean;
}

export function feelingDelivery(feeling: Feeling, deliveries: readonly Delivery[]): FeelingDelivery {
  const own = deliveries.filter((one) => one.feeling === feeling.id && one.state !== "cancelled");
  const delivery = own.at(-1) ?? null;
  return { delivery, changed: delivery !== null && (delivery.version ?? 1) !== (feeling.version ?? 1) };
}
