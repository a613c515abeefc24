// State of a delivery. Imports no schema, so that the popup can use it.
import { type DataKind, dataOfText, OF_OWN_WORDS } from "./data-kinds.ts";
import type { Delivery, DeliveryKind } from "./delivery.ts";

export const isOwed = ({ state }: Delivery): boolean => state === "owed";

export const kindOf = ({ kind = "feeling" }: Pick<Delivery, "kind">): DeliveryKind => kind;

/**
 * A request to delete contains nothing new about the user, so it may always be sent. An update contains only text that
 * the company may read anyway.
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

/** Like `cancelling`, for the end of the company's grant: requests to delete stay owed. */
export const cancellingWithGrant = (deliveries: readonly Delivery[]) =>
  cancelling(deliveries.filter((delivery) => kindOf(delivery) !== "withdraw"));
