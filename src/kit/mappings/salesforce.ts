// Salesforce: records of consent for one customer. Fields:
// https://developer.salesforce.com/docs/platform/object-reference/references/standard-objects/object-contactpointtypeconsent.html
// https://developer.salesforce.com/docs/platform/object-reference/references/standard-objects/object-commsubscriptionconsent.html
import type { PreferencesDocument } from "../../signal/document.ts";
import type { Channel } from "../../signal/vocabulary.ts";
import { losses } from "./losses.ts";
import type { Mapped, MappingOptions } from "./mapping.ts";
import { readDocument, setChannel, setSwitch } from "./switches.ts";

type SalesforceStatus = "OptIn" | "OptOut";

export interface ContactPointTypeConsent {
  Name: string;
  ContactPointType: "Email" | "Phone" | "MailingAddress" | "Social" | "Web";
  PrivacyConsentStatus: SalesforceStatus;
  CaptureContactPointType: "Web";
  CaptureDate: string;
  CaptureSource: string;
  EffectiveFrom: string;
  EffectiveTo: string;
}

export interface CommSubscriptionConsent {
  Name: string;
  CommSubscriptionChannelTypeId: string;
  PrivacyConsentStatus: SalesforceStatus;
  ConsentCapturedDateTime: string;
  ConsentCapturedSource: string;
  EffectiveFromDate: string;
}

export interface SalesforceConsents {
  contactPointTypeConsents: ContactPointTypeConsent[];
  commSubscriptionConsents: CommSubscriptionConsent[];
}

/** The channels of a contact point type. One consent opens them all. */
const POINTS: readonly [ContactPointTypeConsent["ContactPointType"], ...Channel[]][] = [
  ["Email", "email"],
  ["Phone", "call", "sms"],
  ["MailingAddress", "post"],
  ["Social", "messenger"],
  ["Web", "inbox", "push"],
];

const SOURCE = "Regards";

/**
 * Sets the contact point types, and the channel types of your communication subscriptions, given as `subscriptions` with
 * Salesforce's id. A contact point consent has the document's end; a subscription has none, since its end would be a
 * whole day. Without an answer of the customer the status is OptOut. Add `PartyId`, and for subscriptions
 * `ContactPointId` and `ConsentGiverId`.
 */
export function toSalesforce(document: PreferencesDocument, options: MappingOptions = {}): Mapped<SalesforceConsents> {
  const reading = readDocument(document, options);
  const status = (said: string): SalesforceStatus => (said === "yes" ? "OptIn" : "OptOut");
  const { issued } = document;
  const payload: SalesforceConsents = {
    contactPointTypeConsents: POINTS.map(([type, ...channels]) => ({
      Name: `${SOURCE}: ${type}`,
      ContactPointType: type,
      PrivacyConsentStatus: status(setChannel(reading, ...channels).said),
      CaptureContactPointType: "Web",
      CaptureDate: issued,
      CaptureSource: SOURCE,
      EffectiveFrom: issued,
      EffectiveTo: reading.until ?? document.expires,
    })),
    commSubscriptionConsents: (options.subscriptions ?? []).map(({ id, channel, kinds, product }) => ({
      Name: `${SOURCE}: ${kinds.join(", ")}`,
      CommSubscriptionChannelTypeId: id,
      PrivacyConsentStatus: status(setSwitch(reading, { channels: [channel], kinds, product }).said),
      ConsentCapturedDateTime: issued,
      ConsentCapturedSource: SOURCE,
      EffectiveFromDate: issued.slice(0, 10),
    })),
  };
  const endsByItself = payload.commSubscriptionConsents.length === 0;
  const holds = endsByItself ? ["issued", "expires"] : ["issued"];
  return { payload, lost: losses(reading, { name: "Salesforce", holds }), until: reading.until };
}
