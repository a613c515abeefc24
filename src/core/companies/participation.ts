// A company's participation file: what it says it reads and honours. Data only; an invalid file means "unknown".

import * as z from "zod/mini";
import { isCalendarDate } from "../../signal/dates.ts";
import { displayText } from "../../signal/display-text.ts";
import { keysOf } from "../../signal/plain-objects.ts";
import { COMPANY_LIMITS, type JsonFault, parseJson } from "../../signal/safe-json.ts";
import { AGREEMENTS, CHANNELS, KINDS, SIGNAL_VERSION } from "../../signal/vocabulary.ts";
import { SECTORS } from "../preferences/preference.ts";
import { emailAddress } from "../text/email.ts";
import { companyOf } from "./company.ts";
import { endpointUrl } from "./endpoint.ts";
import { urlOf } from "./host.ts";

const TIME_OF_DAY = /^T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)?$/;

/** 2026-11-22, perhaps with a time: 2026-11-22T09:15:00Z. */
function isDayOrMoment(text: string): boolean {
  const rest = text.slice(10);
  return text.length >= 10 && isCalendarDate(text.slice(0, 10)) && (rest === "" || TIME_OF_DAY.test(rest));
}

const Label = z.record(
  z.string().check(z.regex(/^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/)),
  z.string().check(z.minLength(1), z.maxLength(80)),
);

export const Product = z.looseObject({
  id: z.string().check(z.regex(/^[A-Za-z0-9._-]{1,80}$/)),
  label: Label,
});
export type Product = z.infer<typeof Product>;

const Endpoint = z.optional(z.string().check(z.minLength(1), z.maxLength(300)));
const Endpoints = z.looseObject({
  preferences: Endpoint,
  feelings: Endpoint,
  answers: Endpoint,
  plans: Endpoint,
  data: Endpoint,
  withdraw: Endpoint,
});
const ENDPOINTS = keysOf(Endpoints.shape);

export const Participation = z.looseObject({
  cmr: z.literal(SIGNAL_VERSION),
  lastUpdate: z.string().check(z.refine(isDayOrMoment)),
  status: z.enum(["live", "testing", "suspended", "disregarding"]),
  company: z.looseObject({
    name: z.string().check(z.minLength(1), z.maxLength(120)),
    sector: z.optional(z.enum(SECTORS)),
    contact: z.optional(
      z.looseObject({
        privacy: z.optional(
          z.string().check(
            z.maxLength(200),
            z.refine((text) => emailAddress(text) === text),
          ),
        ),
        post: z.optional(z.string().check(z.maxLength(400))),
      }),
    ),
  }),
  hosts: z.array(z.string().check(z.maxLength(253))).check(z.minLength(1), z.maxLength(50)),
  honours: z.looseObject({
    kinds: z.optional(z.array(z.enum(KINDS))),
    channels: z.optional(z.array(z.enum(CHANNELS))),
    limits: z.optional(z.boolean()),
    windows: z.optional(z.boolean()),
    treatment: z.optional(z.boolean()),
    terms: z.optional(z.array(z.enum(AGREEMENTS))),
    plans: z.optional(z.boolean()),
    feelings: z.optional(z.boolean()),
  }),
  products: z.optional(z.array(Product).check(z.maxLength(200))),
  endpoints: z.optional(Endpoints),
  promise: z.optional(
    z.looseObject({
      url: z.string().check(z.minLength(1), z.maxLength(300)),
      sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
    }),
  ),
});
export type Participation = z.infer<typeof Participation>;

export type ParticipationFault = JsonFault | "schema" | "other-company" | "other-host" | "endpoint" | "not-in-force";

export type ParticipationResult =
  | { ok: true; participation: Participation }
  /** `detail` names the member, for the company's developer. */
  | { ok: false; fault: ParticipationFault; detail: string };

/** Validates the text of a file that was fetched from `host`. Never throws; names come back safe to show. */
export function readParticipation(text: string, host: string): ParticipationResult {
  const json = parseJson(text, COMPANY_LIMITS);
  if (!json.ok) return { ok: false, fault: json.fault, detail: "" };
  const parsed = Participation.safeParse(json.value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return { ok: false, fault: "schema", detail: displayText(issue?.path.map(String).join(".") ?? "", 80) };
  }
  const participation = parsed.data;
  const company = companyOf(host);
  if (company === null || !participation.hosts.includes(host))
    return { ok: false, fault: "other-host", detail: displayText(host) };
  const stranger = participation.hosts.find((candidate) => companyOf(candidate) !== company);
  if (stranger !== undefined) return { ok: false, fault: "other-company", detail: displayText(stranger) };
  for (const name of ENDPOINTS) {
    const url = participation.endpoints?.[name];
    if (url !== undefined && !isOwnAddress(url, host)) return { ok: false, fault: "endpoint", detail: name };
  }
  if (participation.promise !== undefined && !isOwnAddress(participation.promise.url, host)) {
    return { ok: false, fault: "endpoint", detail: "promise" };
  }
  const blank = blankText(participation);
  if (blank !== null) return { ok: false, fault: "schema", detail: blank };
  if (participation.status === "suspended" || participation.status === "disregarding") {
    return { ok: false, fault: "not-in-force", detail: participation.status };
  }
  return { ok: true, participation: shown(participation) };
}

function isOwnAddress(reference: string, host: string): boolean {
  const url = urlOf(endpointUrl(reference, { host }) ?? "");
  return url !== null && companyOf(url.hostname) === companyOf(host);
}

/** Name of the first member without a visible character, which would look empty; null if there is none. */
function blankText({ company, products = [] }: Participation): string | null {
  if (displayText(company.name) === "") return "company.name";
  const { post } = company.contact ?? {};
  if (post !== undefined && displayText(post) === "") return "company.contact.post";
  const product = products.findIndex(({ label }) => Object.values(label).some((text) => displayText(text) === ""));
  return product === -1 ? null : `products.${product}.label`;
}

function shown(participation: Participation): Participation {
  return {
    ...participation,
    company: { ...participation.company, name: displayText(participation.company.name) },
    products: (participation.products ?? []).map((product) => ({
      ...product,
      label: Object.fromEntries(
        Object.entries(product.label).map(([language, label]) => [language, displayText(label, 80)]),
      ),
    })),
  };
}
