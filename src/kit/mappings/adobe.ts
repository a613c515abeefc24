// Adobe Experience Platform: the field `consents` of a profile, as Adobe's schema has it:
// https://github.com/adobe/xdm/blob/master/components/datatypes/consent/consent-preferences.schema.json
// https://experienceleague.adobe.com/en/docs/experience-platform/xdm/field-groups/profile/consents
import type { PreferencesDocument } from "../../signal/document.ts";
import { CHANNELS, type Channel } from "../../signal/vocabulary.ts";
import { losses } from "./losses.ts";
import type { Mapped, MappingOptions } from "./mapping.ts";
import { type DocumentReading, readDocument, setChannel, setSwitch } from "./switches.ts";

/** Yes, no, or no by default because the customer has not chosen. */
type XdmValue = "y" | "n" | "dn";
interface XdmField {
  val: XdmValue;
}
interface XdmTimedField extends XdmField {
  time: string;
}
interface XdmChannel extends XdmTimedField {
  /** Keyed by your name of the subscription. */
  subscriptions?: Record<string, XdmField>;
}

export interface XdmConsents {
  consents: {
    marketing: Record<"any" | "call" | "postalMail", XdmTimedField> & Record<XdmChannelName, XdmChannel>;
    personalize?: { content: XdmField };
    share?: { val: "n" };
    metadata: { time: string };
  };
}

const CHANNELS_OF_XDM = ["email", "push", "sms"] as const satisfies readonly Channel[];
type XdmChannelName = (typeof CHANNELS_OF_XDM)[number];
const VALUES = { yes: "y", no: "n", unknown: "dn" } as const;

/**
 * Sets contact in general, calls, postal mail, email, push and SMS; for the last three also their `subscriptions`. Leave
 * out calls and postal mail if your copy of the field group is older and lacks them. Of `terms.purposes`, `personalise`
 * becomes `personalize.content`, and a no to `sell` becomes a no to `share`; a yes to `sell` is no yes to all sharing.
 */
export function toXdm(document: PreferencesDocument, options: MappingOptions = {}): Mapped<XdmConsents> {
  const reading = readDocument(document, options);
  const { issued: time, terms } = document;
  const field = (...names: Channel[]): XdmTimedField => ({ val: VALUES[setChannel(reading, ...names).said], time });
  const channel = (name: XdmChannelName): XdmChannel => {
    const subscriptions = subscriptionsBy(name, reading, options);
    return Object.keys(subscriptions).length === 0 ? field(name) : { ...field(name), subscriptions };
  };
  const marketing = {
    any: field(...CHANNELS),
    call: field("call"),
    postalMail: field("post"),
    email: channel("email"),
    push: channel("push"),
    sms: channel("sms"),
  };
  const { personalise, sell } = reading.until === null ? {} : (terms?.purposes ?? {});
  const payload: XdmConsents = {
    consents: {
      marketing,
      ...(personalise === undefined ? {} : { personalize: { content: { val: personalise === "yes" ? "y" : "n" } } }),
      ...(sell === "no" ? { share: { val: "n" } } : {}),
      metadata: { time },
    },
  };
  return { payload, lost: losses(reading, { name: "Adobe XDM", holds: ["issued"] }), until: reading.until };
}

function subscriptionsBy(
  name: XdmChannelName,
  reading: DocumentReading,
  options: MappingOptions,
): Record<string, XdmField> {
  const own = (options.subscriptions ?? []).filter(({ channel }) => channel === name);
  return Object.fromEntries(
    own.map(({ id, kinds, product }) => [
      id,
      { val: VALUES[setSwitch(reading, { channels: [name], kinds, product }).said] },
    ]),
  );
}
