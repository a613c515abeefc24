// The systems of the mappings, for a reader who has only the payload.
import {
  type Loss,
  MARKETING_KINDS,
  type MappingOptions,
  type Subscription,
  toBraze,
  toHubSpot,
  toKlaviyo,
  toMailchimp,
  toMautic,
  toSalesforce,
  toXdm,
} from "../../../src/kit/mappings/index.ts";
import type { Channel, Kind, PreferencesDocument } from "../../../src/kit/site/index.ts";

export interface Contact {
  kind: Kind;
  product?: string;
  label?: string;
  channel: Channel;
  at: number;
  /** Earlier contacts by the same channel. */
  history: { kind: Kind; at: number }[];
}

export interface Reading {
  lost: Loss[];
  until: string | null;
  payload: unknown;
  permits(contact: Contact): boolean;
}

/** The company's own lists, one of them about a product. */
export const SUBSCRIPTIONS: readonly Subscription[] = [
  { id: "11", channel: "email", kinds: ["news"] },
  { id: "12", channel: "email", kinds: ["advice", "service"], product: "mortgage" },
  { id: "13", channel: "sms", kinds: ["offers"] },
  { id: "14", channel: "email", kinds: ["security"] },
];

const isAbout = (one: Subscription, { kind, channel, product }: Contact): boolean =>
  one.channel === channel && one.kinds.includes(kind) && (one.product === undefined || one.product === product);

/** The ids of the lists that would send this contact. */
const listsOf = (contact: Contact): string[] =>
  SUBSCRIPTIONS.filter((one) => isAbout(one, contact)).map(({ id }) => id);

/** Sent to a whole channel. */
const isSent = ({ kinds = MARKETING_KINDS }: MappingOptions, kind: Kind): boolean => kinds.includes(kind);

const DAY = 86_400_000;
const WINDOW = { DAY, WEEK: 7 * DAY, MONTH: 31 * DAY };

export const SYSTEMS: Record<string, (document: PreferencesDocument, options: MappingOptions) => Reading> = {
  "Adobe XDM": (document, options) => {
    const mapped = toXdm(document, options);
    const { marketing } = mapped.payload.consents;
    return {
      ...mapped,
      permits: (contact) => {
        const { kind, channel } = contact;
        const isMarketing = isSent(options, kind);
        if (channel === "call" || channel === "post")
          return isMarketing && marketing[channel === "call" ? "call" : "postalMail"].val === "y";
        if (channel !== "email" && channel !== "push" && channel !== "sms")
          return isMarketing && marketing.any.val === "y";
        const { val, subscriptions = {} } = marketing[channel];
        return (isMarketing && val === "y") || listsOf(contact).some((id) => subscriptions[id]?.val === "y");
      },
    };
  },
  HubSpot: (document, options) => {
    const mapped = toHubSpot(document, options);
    const on = mapped.payload.filter(({ statusState }) => statusState === "SUBSCRIBED");
    return {
      ...mapped,
      permits: (contact) =>
        listsOf(contact).some((id) => on.some(({ subscriptionId }) => String(subscriptionId) === id)),
    };
  },
  Braze: (document, options) => {
    const mapped = toBraze(document, options);
    const { email_subscribe: email, push_subscribe: push, subscription_groups: groups } = mapped.payload;
    const on = groups.filter(({ subscription_state: state }) => state === "subscribed");
    return {
      ...mapped,
      permits: (contact) => {
        const channel = { email, push }[contact.channel === "email" ? "email" : "push"];
        const isChannel = ["email", "push"].includes(contact.channel) && channel !== "unsubscribed";
        const takesGroups = contact.channel !== "email" || email !== "unsubscribed";
        const isGroup =
          takesGroups && listsOf(contact).some((id) => on.some((group) => group.subscription_group_id === id));
        return (isChannel && isSent(options, contact.kind)) || isGroup;
      },
    };
  },
  Mailchimp: (document, options) => {
    const mapped = toMailchimp(document, options);
    const { status, interests } = mapped.payload;
    return {
      ...mapped,
      permits: (contact) =>
        status === "subscribed" &&
        ((contact.channel === "email" && isSent(options, contact.kind)) ||
          listsOf(contact).some((id) => interests[id] === true)),
    };
  },
  Klaviyo: (document, options) => {
    const mapped = toKlaviyo(document, options);
    const consents = mapped.payload.subscribe?.data.attributes.profiles.data[0].attributes.subscriptions ?? {};
    return {
      ...mapped,
      permits: ({ channel, kind }) =>
        (channel === "email" || channel === "sms") &&
        isSent(options, kind) &&
        consents[channel]?.marketing.consent === "SUBSCRIBED",
    };
  },
  Mautic: (document, options) => {
    const mapped = toMautic(document, options);
    const names: Partial<Record<Channel, string>> = { email: "email", sms: "sms", push: "notification" };
    return {
      ...mapped,
      permits: ({ channel, kind, at, history }) => {
        const entry = mapped.payload.doNotContact.find((one) => one.channel === names[channel]);
        if (entry?.reason !== 0 || !isSent(options, kind)) return false;
        const rule = mapped.payload.frequencyRules[entry.channel];
        if (rule === undefined) return true;
        const since = at - WINDOW[rule.frequency_time];
        return history.filter((past) => past.at > since && past.at <= at).length < rule.frequency_number;
      },
    };
  },
  Salesforce: (document, options) => {
    const mapped = toSalesforce(document, options);
    const points = {
      email: "Email",
      call: "Phone",
      sms: "Phone",
      post: "MailingAddress",
      messenger: "Social",
    } as const;
    const pointOf: Partial<Record<Channel, string>> = { ...points, inbox: "Web", push: "Web" };
    const { contactPointTypeConsents, commSubscriptionConsents } = mapped.payload;
    return {
      ...mapped,
      permits: (contact) => {
        const point = contactPointTypeConsents.find(
          ({ ContactPointType: type, EffectiveTo: end }) =>
            type === pointOf[contact.channel] && contact.at < Date.parse(end),
        );
        const isPoint = point?.PrivacyConsentStatus === "OptIn" && isSent(options, contact.kind);
        const on = commSubscriptionConsents.filter(({ PrivacyConsentStatus: status }) => status === "OptIn");
        return isPoint || listsOf(contact).some((id) => on.some((one) => one.CommSubscriptionChannelTypeId === id));
      },
    };
  },
};
