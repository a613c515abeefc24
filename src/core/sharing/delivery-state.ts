// State of a delivery. Brings no schema, so that the popup can use it.
import { type DataKind, dataOfText, OF_OWN_WORDS } from "./data-kinds.ts";
import type { Delivery, DeliveryKind } from "./delivery.ts";

export const isOwed = ({ state }: Delivery): boolean => state === "owed";

export const kindOf = ({ kind = "feeling" }: Pick<Delivery, "kind">): DeliveryKind => kind;

/**
 * A request to delete says nothing new about the user: it must always arrive. An update says what the company may read
 * anyway.
 */
export function dataOfDelivery(delivery: Pick<Delivery, "kind" | "body">): readonly DataKind[] {
  const kind = kindOf(delivery);
  if (kind === "withdraw") return [];
  return kind === "preferences" ? dataOfText(delivery.body) : OF_OWN_WORDS;
}

/** True if the company has the text, or may have it: an attempt without an answer may have arrived. */
export const mayHaveArrived = ({ state, attempts }: Delivery): boolean =>
  state === "accepted" || (state === "cancelled" && attempts > 0);

/** Edits that cancel the owed ones among these deliveries. */
export const cancelling = (deliveries: readonly Delivery[]) =>
  deliveries.filter(isOwed).map(({ id }) => ({ table: "deliveries" as const, id, fields: { state: "cancelled" } }));

/** As `cancelling`, when the company's grant ends: what the user asked to be deleted is still to be deleted. */
export const cancellingWithGrant = (deliveries: readonly Delivery[]) =>
  cancelling(deliveries.filter((delivery) => kindOf(delivery) !== "withdraw"));
