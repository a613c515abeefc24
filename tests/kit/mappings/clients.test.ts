// The payloads have the types of npm clients' arguments, which `tsc` checks. No client runs, and none is needed. A
// line that the types must refuse shows that they check the member.
import type { lists } from "@mailchimp/mailchimp_marketing";
import type { Braze } from "braze-api";
import { expect, test } from "vitest";
import { type BrazeAttributes, toBraze, toMailchimp } from "../../../src/kit/mappings/index.ts";
import { saying } from "../site/saying.ts";

type MailchimpBody = Parameters<typeof lists.setListMember>[2];
type BrazeBody = NonNullable<Parameters<Braze["users"]["track"]>[0]["attributes"]>[number];
/** Without the client's index signature, which accepts any member of any type. */
type Declared<Body> = { [Name in keyof Body as string extends Name ? never : Name]: Body[Name] };

const document = { ...saying([{ kinds: ["news"], want: "yes", via: ["email"] }]), treatment: { languages: ["en"] } };
const options = {
  at: "2026-11-22T12:00:00Z",
  kinds: ["news"],
  subscriptions: [{ id: "7", channel: "email", kinds: ["news"] }],
} as const;

test("Mailchimp's lists.setListMember accepts the member", () => {
  const { payload } = toMailchimp(document, options);
  const body = { ...payload, email_address: "zoe@example.org" } satisfies MailchimpBody;
  // @ts-expect-error: Mailchimp knows no such status.
  ({ ...body, status: "opted_in" }) satisfies MailchimpBody;
  // @ts-expect-error: Mailchimp takes one language.
  ({ ...body, language: ["en"] }) satisfies MailchimpBody;
  expect(body).toMatchObject({ status: "subscribed", interests: { "7": true }, language: "en" });
});

test("Braze's users.track accepts the attributes; its client declares no groups", () => {
  const { payload } = toBraze(document, options);
  const { subscription_groups: groups, ...rest } = payload;
  const body = { ...rest, external_id: "c-17" } satisfies Declared<BrazeBody>;
  ({ ...body, subscription_groups: groups }) satisfies BrazeBody;
  // @ts-expect-error: Braze knows no such state.
  ({ ...body, email_subscribe: "yes" }) satisfies Declared<BrazeBody>;
  // @ts-expect-error: the name is time_zone.
  ({ ...body, timezone: "Europe/London" }) satisfies Declared<BrazeBody>;
  expect(Object.keys(payload).sort()).toEqual([...NAMES].sort());
});

const NAMES: readonly (keyof BrazeAttributes)[] = [
  "email_subscribe",
  "language",
  "push_subscribe",
  "subscription_groups",
  "time_zone",
];
