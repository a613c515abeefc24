// Braze: the attributes of one user, for POST /users/track. Fields:
// https://www.braze.com/docs/api/objects_filters/user_attributes_object
import type { PreferencesDocument } from "../../signal/document.ts";
import { losses } from "./losses.ts";
import type { Mapped, MappingOptions } from "./mapping.ts";
import { readDocument, setChannel, setChannelWithLists, setSwitch } from "./switches.ts";

type BrazeSubscribed = "opted_in" | "unsubscribed";

export interface BrazeAttributes {
  email_subscribe: BrazeSubscribed;
  push_subscribe: BrazeSubscribed;
  subscription_groups: { subscription_group_id: string; subscription_state: "subscribed" | "unsubscribed" }[];
  time_zone?: string;
  language?: string;
}

/** Braze takes a language code of ISO 639-1. */
const TWO_LETTERS = /^[a-z]{2}$/;

/**
 * Sets email, push and the subscription groups that `subscriptions` names by Braze's id. Without an answer of the
 * customer a channel or group is unsubscribed, since Braze sends to everybody else. A user who is unsubscribed from email
 * gets no email of a group either: if all your email goes to groups, pass `kinds: []`. Add `external_id` or another id.
 */
export function toBraze(document: PreferencesDocument, options: MappingOptions = {}): Mapped<BrazeAttributes> {
  const reading = readDocument(document, options);
  const emails = (options.subscriptions ?? []).filter(({ channel }) => channel === "email");
  const others = (options.subscriptions ?? []).filter(({ channel }) => channel !== "email");
  const email = setChannelWithLists(reading, "email", emails);
  const push = setChannel(reading, "push");
  const otherStates = others.map(({ channel, kinds, product }) =>
    setSwitch(reading, { channels: [channel], kinds, product }),
  );
  const said = [...email.lists, ...otherStates.map((state) => state.said)];
  const payload: BrazeAttributes = {
    email_subscribe: email.said === "yes" ? "opted_in" : "unsubscribed",
    push_subscribe: push.said === "yes" ? "opted_in" : "unsubscribed",
    subscription_groups: [...emails, ...others].map(({ id }, at) => ({
      subscription_group_id: id,
      subscription_state: said[at] === "yes" ? "subscribed" : "unsubscribed",
    })),
  };
  const holds: string[] = [];
  if (document.contact !== undefined) {
    payload.time_zone = document.contact.timeZone;
    holds.push("contact.timeZone");
  }
  const { languages = [] } = document.treatment ?? {};
  if (languages[0] !== undefined && TWO_LETTERS.test(languages[0])) {
    payload.language = languages[0];
    if (languages.length === 1) holds.push("treatment.languages");
  }
  return { payload, lost: losses(reading, { name: "Braze", holds }), until: reading.until };
}
