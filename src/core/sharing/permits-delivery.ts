// Rule of a grant about deliveries.
import type { Delivery } from "./delivery.ts";
import { kindOf } from "./delivery-state.ts";
import { type Grant, isLive } from "./grant.ts";

/**
 * True if the grant lets a delivery leave at this instant. With the press on a single text the user agrees to exactly
 * those words. A withdrawal contains nothing about the user, so it needs no grant.
 */
export function permitsDelivery(grant: Grant | undefined, delivery: Pick<Delivery, "kind">, at: string): boolean {
  const kind = kindOf(delivery);
  if (kind === "withdraw") return true;
  if (!isLive(grant, at)) return false;
  return kind === "preferences" ? grant.updatesAs !== undefined : kind !== "feeling" || grant.parts.feelings === true;
}
