// HubSpot: subscription statuses of one contact, for POST /communication-preferences/v4/statuses/{email address}, one
// request for each entry. Fields: https://developers.hubspot.com/docs/api-reference/latest/communication-preferences/status/update-subscription
import type { PreferencesDocument } from "../../signal/document.ts";
import { losses } from "./losses.ts";
import type { Mapped, MappingOptions } from "./mapping.ts";
import { readDocument, setSwitch } from "./switches.ts";

export interface HubSpotStatus {
  channel: "EMAIL";
  statusState: "SUBSCRIBED" | "UNSUBSCRIBED";
  /** HubSpot's number of your subscription type. */
  subscriptionId: number;
}

/**
 * Sets your email subscription types, given as `subscriptions` with HubSpot's number as `id`; skips those of other
 * channels. Without an answer of the customer the status is UNSUBSCRIBED, since HubSpot may send to an unspecified one.
 * Add your own `legalBasis` if your account requires it: a preference is no legal basis. Throws a RangeError for an id
 * that is not a number.
 */
export function toHubSpot(document: PreferencesDocument, options: MappingOptions = {}): Mapped<HubSpotStatus[]> {
  const reading = readDocument(document, options);
  const types = (options.subscriptions ?? []).filter(({ channel }) => channel === "email");
  const payload = types.map(({ id, channel, kinds, product }): HubSpotStatus => {
    const { said } = setSwitch(reading, { channels: [channel], kinds, product });
    return {
      channel: "EMAIL",
      statusState: said === "yes" ? "SUBSCRIBED" : "UNSUBSCRIBED",
      subscriptionId: numberOf(id),
    };
  });
  return { payload, lost: losses(reading, { name: "HubSpot", holds: [] }), until: reading.until };
}

function numberOf(id: string): number {
  if (!/^\d{1,15}$/.test(id))
    throw new RangeError(`HubSpot numbers its subscription types: ${JSON.stringify(id)} is no number.`);
  return Number(id);
}
