// One customer in each system: news by email, at most twice a month; no offers; calls about the mortgage in the evening.
import { describe, expect, test } from "vitest";
import {
  toBraze,
  toHubSpot,
  toKlaviyo,
  toMailchimp,
  toMautic,
  toSalesforce,
  toXdm,
} from "../../../src/kit/mappings/index.ts";
import { decodeDocument, type PreferencesDocument } from "../../../src/kit/site/index.ts";

const ISSUED = "2026-11-22T00:00:00Z";
const EXPIRES = "2026-12-22T00:00:00.000Z";
const at = "2026-11-25T12:00:00Z";

function read(rules: object[], rest: object = {}): PreferencesDocument {
  const contact = { rules, timeZone: "Europe/London", ...rest };
  const result = decodeDocument({ cmr: "0.1", issued: ISSUED, expires: EXPIRES, contact, purposes: ["service"] });
  if (result.state !== "preferences") throw new Error(JSON.stringify(result));
  return result.preferences;
}

const customer = read([
  { kinds: ["news"], want: "yes", via: ["email"], limit: { max: 2, per: "month" } },
  { kinds: ["offers", "partners"], want: "no", until: "2026-12-10" },
  {
    kinds: ["service"],
    about: { label: "Mortgage", product: "mortgage" },
    want: "yes",
    via: ["call"],
    when: [{ days: ["mo"], from: "17:30", to: "19:30" }],
  },
]);
const news = { id: "7", channel: "email", kinds: ["news"] } as const;
const offers = { id: "8", channel: "email", kinds: ["offers"] } as const;

test("HubSpot stores no limit: news is off, unless decide() applies the limit", () => {
  const mapped = toHubSpot(customer, { at, subscriptions: [news, offers] });
  expect(mapped.payload).toEqual([
    { channel: "EMAIL", statusState: "UNSUBSCRIBED", subscriptionId: 7 },
    { channel: "EMAIL", statusState: "UNSUBSCRIBED", subscriptionId: 8 },
  ]);
  expect(mapped.until).toBe("2026-12-11T00:00:00.000Z");
  expect(mapped.lost).toEqual([
    { path: "issued", reason: "HubSpot does not store the date of the document." },
    { path: "expires", reason: "HubSpot does not expire settings: map again before 2026-12-11T00:00:00.000Z." },
    { path: "purposes", reason: "HubSpot does not store the purposes of the document." },
    { path: "contact.timeZone", reason: "HubSpot does not store the customer's time zone." },
    { path: "contact.rules[0].limit", reason: "HubSpot does not support this limit." },
    { path: "contact.rules[0]", reason: "HubSpot lets less through than this rule: news by email." },
    { path: "contact.rules[1].until", reason: "HubSpot does not store the end of this rule: map again then." },
    {
      path: "contact.rules[1]",
      reason:
        "HubSpot has no switch that forbids: offers, partners by inbox, sms, messenger, push, call, video, post, person; partners by email.",
    },
    { path: "contact.rules[2].about", reason: 'HubSpot has no switch for "Mortgage" alone.' },
    { path: "contact.rules[2].when", reason: "HubSpot does not support hours." },
    { path: "contact.rules[2]", reason: "HubSpot lets less through than this rule: service by call." },
  ]);
  const decided = toHubSpot(customer, { at, subscriptions: [news], decidesEachContact: true });
  expect(decided.payload[0]?.statusState).toBe("SUBSCRIBED");
  expect(() => toHubSpot(customer, { subscriptions: [{ ...news, id: "weekly" }] })).toThrow(
    'HubSpot numbers its subscription types: "weekly" is no number.',
  );
});

describe("Mautic stores a limit as a frequency rule", () => {
  const frequency = { frequency_number: 2, frequency_time: "MONTH", pause_from_date: null, pause_to_date: null };

  test("for the only channel that is on", () => {
    const { payload, lost } = toMautic(customer, { at, kinds: ["news"] });
    expect(payload.frequencyRules).toEqual({ email: frequency });
    expect(payload.doNotContact.map(({ channel, reason }) => [channel, reason])).toEqual([
      ["email", 0],
      ["sms", 3],
      ["notification", 3],
    ]);
    expect(payload.timezone).toBe("Europe/London");
    expect(lost.map(({ path }) => path)).not.toContain("contact.rules[0].limit");
  });
  test.each([
    ["but not of a year", { kinds: ["news"], limit: { max: 2, per: "year" } }],
    [
      "but not if contacts count that Mautic does not send",
      { kinds: ["news", "service"], limit: { max: 2, per: "month" } },
    ],
  ])("%s", (_what, rule) => {
    const { payload, lost } = toMautic(read([{ ...rule, want: "yes", via: ["email"] }]), { at, kinds: ["news"] });
    expect([payload.doNotContact[0]?.reason, payload.frequencyRules]).toEqual([3, {}]);
    expect(lost.map(({ path }) => path)).toContain("contact.rules[0]");
  });
  test("and switches a second channel off, because it would count the same limit separately", () => {
    const { payload } = toMautic(read([{ kinds: ["news"], want: "yes", limit: { max: 2, per: "month" } }]), {
      at,
      kinds: ["news"],
    });
    expect(payload.doNotContact.map(({ reason }) => reason)).toEqual([0, 3, 3]);
  });
});

test("Mailchimp distinguishes lists, and subscribes to its audience only if all of it is wanted", () => {
  const plain = read([{ kinds: ["news"], want: "yes", via: ["email"] }]);
  expect(toMailchimp(plain, { at, subscriptions: [news, offers] }).payload).toEqual({
    status: "unsubscribed",
    status_if_new: "unsubscribed",
    interests: { 7: true, 8: false },
  });
  // The audience is off, so Mailchimp sends no list either; `lost` says so.
  expect(toMailchimp(plain, { at, subscriptions: [news] }).lost).toContainEqual({
    path: "contact.rules[0]",
    reason: "Mailchimp lets less through than this rule: news by email.",
  });
  const alone = toMailchimp(plain, { at, kinds: [], subscriptions: [news] });
  expect(alone.payload.status).toBe("subscribed");
  expect(alone.lost.map(({ path }) => path)).not.toContain("contact.rules[0]");
});

test("Klaviyo gets one job for the channels that are on and one for the others", () => {
  const { payload } = toKlaviyo(read([{ kinds: ["news"], want: "yes", via: ["email"] }]), { at, kinds: ["news"] });
  const profile = (subscriptions: object) => ({
    profiles: { data: [{ type: "profile", attributes: { subscriptions } }] },
  });
  expect(payload).toEqual({
    subscribe: {
      data: {
        type: "profile-subscription-bulk-create-job",
        attributes: profile({ email: { marketing: { consent: "SUBSCRIBED" } } }),
      },
    },
    unsubscribe: {
      data: {
        type: "profile-subscription-bulk-delete-job",
        attributes: profile({ sms: { marketing: { consent: "UNSUBSCRIBED" } } }),
      },
    },
  });
  expect(toKlaviyo(read([]), { at }).payload.subscribe).toBeNull();
});

test("Braze gets the time zone, a language of two letters, and groups", () => {
  const document = { ...read([{ kinds: ["news"], want: "yes" }]), treatment: { languages: ["pl"] } };
  const { payload, lost } = toBraze(document, { at, subscriptions: [news, offers] });
  expect(payload).toEqual({
    email_subscribe: "unsubscribed",
    push_subscribe: "unsubscribed",
    subscription_groups: [
      { subscription_group_id: "7", subscription_state: "subscribed" },
      { subscription_group_id: "8", subscription_state: "unsubscribed" },
    ],
    time_zone: "Europe/London",
    language: "pl",
  });
  expect(lost.map(({ path }) => path)).not.toContain("treatment.languages");
  expect(toBraze({ ...document, treatment: { languages: ["de-AT"] } }, { at }).payload.language).toBeUndefined();
});

test("Salesforce opens the telephone only if calls and text messages are both wanted, and its consent expires", () => {
  const statusOf = (via: string[]) => {
    const { payload } = toSalesforce(read([{ kinds: ["news"], want: "yes", via }]), { at, kinds: ["news"] });
    return payload.contactPointTypeConsents.find(({ ContactPointType: type }) => type === "Phone")
      ?.PrivacyConsentStatus;
  };
  expect([statusOf(["call"]), statusOf(["call", "sms"])]).toEqual(["OptOut", "OptIn"]);
  const { payload, lost } = toSalesforce(customer, { at, subscriptions: [news] });
  expect(payload.contactPointTypeConsents[0]?.EffectiveTo).toBe("2026-12-11T00:00:00.000Z");
  expect(payload.commSubscriptionConsents).toEqual([
    {
      Name: "Regards: news",
      CommSubscriptionChannelTypeId: "7",
      PrivacyConsentStatus: "OptOut",
      ConsentCapturedDateTime: ISSUED,
      ConsentCapturedSource: "Regards",
      EffectiveFromDate: "2026-11-22",
    },
  ]);
  expect(lost.map(({ path }) => path)).toContain("expires");
  expect(toSalesforce(customer, { at }).lost.map(({ path }) => path)).not.toContain("expires");
});

test("Adobe distinguishes a no from a missing answer, and treats a no to selling as one to sharing", () => {
  const terms = { purposes: { personalise: "ask", sell: "no" } } as const;
  const { consents } = toXdm(
    { ...read([{ kinds: ["offers"], want: "no" }]), terms },
    { at, subscriptions: [news] },
  ).payload;
  expect(consents.marketing.email).toEqual({ val: "n", time: ISSUED, subscriptions: { 7: { val: "dn" } } });
  expect([consents.personalize, consents.share]).toEqual([{ content: { val: "n" } }, { val: "n" }]);
  expect(toXdm(read([]), { at }).payload.consents.marketing.any.val).toBe("dn");
  const called = toXdm(read([{ kinds: ["offers"], want: "yes", via: ["call"] }]), { at, kinds: ["offers"] }).payload;
  expect(called.consents.marketing).toMatchObject({
    call: { val: "y" },
    postalMail: { val: "n" },
    email: { val: "n" },
  });
  const sold = toXdm({ ...read([]), terms: { purposes: { sell: "yes" } } }, { at }).payload.consents;
  expect(sold.share).toBeUndefined();
});

test.each([
  ["Europe/London", { from: "2026-12" }, "2026-12-01T00:00:00.000Z"],
  ["Europe/London", { until: "2026-12-10" }, "2026-12-11T00:00:00.000Z"],
  ["Pacific/Kiritimati", { from: "2026-12-05" }, "2026-12-04T10:00:00.000Z"],
  ["Pacific/Niue", { until: "2026-11" }, "2026-12-01T11:00:00.000Z"],
  ["America/New_York", { until: "2026" }, EXPIRES],
  ["Europe/London", { from: "2026-11-01", until: "9999" }, EXPIRES],
])("in %s the mapping of a rule with %j expires at %s", (timeZone, dates, until) => {
  expect(toXdm(read([{ kinds: ["news"], want: "yes", ...dates }], { timeZone }), { at }).until).toBe(until);
});
