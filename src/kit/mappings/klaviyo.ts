// Klaviyo: the profile of the jobs that subscribe and unsubscribe, for POST /api/profile-subscription-bulk-create-jobs
// and /api/profile-subscription-bulk-delete-jobs. Fields: https://developers.klaviyo.com/en/reference/bulk_subscribe_profiles
// and https://developers.klaviyo.com/en/docs/collect_email_and_sms_consent_via_api
import type { PreferencesDocument } from "../../signal/document.ts";
import type { Channel } from "../../signal/vocabulary.ts";
import { losses } from "./losses.ts";
import type { Mapped, MappingOptions } from "./mapping.ts";
import { readDocument, setChannel } from "./switches.ts";

const CHANNELS_OF_KLAVIYO = ["email", "sms"] as const satisfies readonly Channel[];
type KlaviyoChannel = (typeof CHANNELS_OF_KLAVIYO)[number];
type KlaviyoConsent = "SUBSCRIBED" | "UNSUBSCRIBED";

export interface KlaviyoJob<Type extends string, Consent extends KlaviyoConsent> {
  data: {
    type: Type;
    attributes: {
      profiles: {
        data: [
          {
            type: "profile";
            attributes: { subscriptions: Partial<Record<KlaviyoChannel, { marketing: { consent: Consent } }>> };
          },
        ];
      };
    };
  };
}

export interface KlaviyoJobs {
  /** Null: no channel is on, so there is nothing to subscribe. */
  subscribe: KlaviyoJob<"profile-subscription-bulk-create-job", "SUBSCRIBED"> | null;
  unsubscribe: KlaviyoJob<"profile-subscription-bulk-delete-job", "UNSUBSCRIBED"> | null;
}

/**
 * Sets marketing by email and SMS. Klaviyo has one consent for each channel, whatever the list, so this ignores
 * `subscriptions`: pass all kinds that you send as `kinds`. Add `email` or `phone_number` to the profiles, and send
 * `unsubscribe` first.
 */
export function toKlaviyo(document: PreferencesDocument, options: MappingOptions = {}): Mapped<KlaviyoJobs> {
  const reading = readDocument(document, options);
  const isOn = CHANNELS_OF_KLAVIYO.map((channel) => setChannel(reading, channel).said === "yes");
  const on = CHANNELS_OF_KLAVIYO.filter((_, at) => isOn[at]);
  const off = CHANNELS_OF_KLAVIYO.filter((_, at) => !isOn[at]);
  return {
    payload: {
      subscribe: on.length === 0 ? null : job("profile-subscription-bulk-create-job", "SUBSCRIBED", on),
      unsubscribe: off.length === 0 ? null : job("profile-subscription-bulk-delete-job", "UNSUBSCRIBED", off),
    },
    lost: losses(reading, { name: "Klaviyo", holds: [] }),
    until: reading.until,
  };
}

function job<Type extends string, Consent extends KlaviyoConsent>(
  type: Type,
  consent: Consent,
  channels: readonly KlaviyoChannel[],
): KlaviyoJob<Type, Consent> {
  const subscriptions: Partial<Record<KlaviyoChannel, { marketing: { consent: Consent } }>> = {};
  for (const channel of channels) subscriptions[channel] = { marketing: { consent } };
  return { data: { type, attributes: { profiles: { data: [{ type: "profile", attributes: { subscriptions } }] } } } };
}
