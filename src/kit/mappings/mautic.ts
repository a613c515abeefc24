// Mautic: one contact, for PATCH /api/contacts/{id}/edit. The members are those that its code reads:
// https://github.com/mautic/mautic/blob/5.x/app/bundles/LeadBundle/Controller/Api/LeadApiController.php and, of a frequency
// rule, https://github.com/mautic/mautic/blob/5.x/app/bundles/LeadBundle/Controller/FrequencyRuleTrait.php
import type { PreferencesDocument } from "../../signal/document.ts";
import type { Channel, Period } from "../../signal/vocabulary.ts";
import { losses } from "./losses.ts";
import type { Mapped, MappingOptions } from "./mapping.ts";
import { type DocumentReading, readDocument, type SwitchState, setChannel } from "./switches.ts";

/** Mautic's names of channels. */
const CHANNELS_OF_MAUTIC = { email: "email", sms: "sms", push: "notification" } as const satisfies Partial<
  Record<Channel, string>
>;
type MauticChannel = (typeof CHANNELS_OF_MAUTIC)[keyof typeof CHANNELS_OF_MAUTIC];
type MauticPeriod = "DAY" | "WEEK" | "MONTH";

const PERIODS_OF_MAUTIC: Record<Period, MauticPeriod | null> = { day: "DAY", week: "WEEK", month: "MONTH", year: null };
/** Mautic's codes: somebody may be contacted, or was excluded by hand. */
const [CONTACTABLE, MANUAL] = [0, 3] as const;

export interface MauticContact {
  doNotContact: { channel: MauticChannel; reason: typeof CONTACTABLE | typeof MANUAL; comments: string }[];
  frequencyRules: Partial<Record<MauticChannel, MauticFrequency>>;
  timezone?: string;
}

export interface MauticFrequency {
  frequency_number: number;
  frequency_time: MauticPeriod;
  pause_from_date: null;
  pause_to_date: null;
}

/**
 * Sets email, SMS and push; ignores `subscriptions`. A limit of the document becomes a frequency rule if Mautic can
 * enforce it: Mautic counts each channel alone, over the last day, week or month. Otherwise the limit switches the
 * channel off.
 */
export function toMautic(document: PreferencesDocument, options: MappingOptions = {}): Mapped<MauticContact> {
  const reading = readDocument(document, options, ["limit"]);
  const decides = options.decidesEachContact === true;
  const payload: MauticContact = { doNotContact: [], frequencyRules: {} };
  let isLimited = false;
  for (const channel of ["email", "sms", "push"] as const) {
    const state = setChannel(reading, channel);
    const frequency = state.said === "yes" && !isLimited ? frequencyOf(state, reading) : null;
    if (frequency !== null) {
      payload.frequencyRules[CHANNELS_OF_MAUTIC[channel]] = frequency;
      isLimited = true;
    } else if (state.limits.length > 0 && state.said === "yes" && !decides) state.said = "no";
    const isOn = state.said === "yes";
    const comments = isOn ? "" : "Not wanted, as the customer said in Regards.";
    payload.doNotContact.push({ channel: CHANNELS_OF_MAUTIC[channel], reason: isOn ? CONTACTABLE : MANUAL, comments });
  }
  const holds = heldLimits(reading, payload);
  if (document.contact !== undefined) {
    payload.timezone = document.contact.timeZone;
    holds.push("contact.timeZone");
  }
  return { payload, lost: losses(reading, { name: "Mautic", holds }), until: reading.until };
}

/** Null: there is no limit, or Mautic would count fewer contacts than the limit does. */
function frequencyOf({ limits }: SwitchState, { kinds }: DocumentReading): MauticFrequency | null {
  const [limit, ...others] = limits;
  if (limit === undefined || others.length > 0) return null;
  const period = PERIODS_OF_MAUTIC[limit.per];
  if (period === null || !limit.kinds.every((kind) => kinds.includes(kind))) return null;
  return { frequency_number: limit.max, frequency_time: period, pause_from_date: null, pause_to_date: null };
}

/** The paths of the limits that a frequency rule expresses exactly. */
function heldLimits({ document, kinds }: DocumentReading, { frequencyRules }: MauticContact): string[] {
  return (document.contact?.rules ?? []).flatMap((rule, at) => {
    const [only, ...others] = rule.via ?? [];
    const isOurs = only === "email" || only === "sms" || only === "push";
    if (rule.limit === undefined || !isOurs || others.length > 0) return [];
    const held = frequencyRules[CHANNELS_OF_MAUTIC[only]];
    const isSame =
      held?.frequency_number === rule.limit.max && held.frequency_time === PERIODS_OF_MAUTIC[rule.limit.per];
    return isSame && rule.kinds.every((kind) => kinds.includes(kind)) ? [`contact.rules[${at}].limit`] : [];
  });
}
