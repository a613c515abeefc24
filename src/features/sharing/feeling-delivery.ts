// Delivery state of one feeling. Pure, so that windows can use it.
import type { Feeling } from "../../core/record/tables.ts";
import type { Delivery } from "../../core/sharing/delivery.ts";

export interface FeelingDelivery {
  /** The newest delivery that is not cancelled; null if there is none. */
  delivery: Delivery | null;
  /** The feeling was edited after it was shared. */
  changed: boolean;
}

export function feelingDelivery(feeling: Feeling, deliveries: readonly Delivery[]): FeelingDelivery {
  const own = deliveries.filter((one) => one.feeling === feeling.id && one.state !== "cancelled");
  const delivery = own.at(-1) ?? null;
  return { delivery, changed: delivery !== null && (delivery.version ?? 1) !== (feeling.version ?? 1) };
}
