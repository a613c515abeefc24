// Schema of the participation file. Readers throw `Invalid` for the first invalid member, in order.
import { deleteUndefined, flag, Invalid, text } from "./checks.ts";
import { isCalendarDate } from "./dates.ts";
import { emailAddress } from "./email-address.ts";
import { each, filled, listOf, membersIn, membersOf, oneWordOf, optional, type Reader, textWhere } from "./readers.ts";
import { SECTORS, type Sector } from "./sectors.ts";
import { AGREEMENTS, type Agreement, CHANNELS, type Channel, KINDS, type Kind, SIGNAL_VERSION } from "./vocabulary.ts";

export const PARTICIPATION_STATUSES = ["live", "testing", "suspended", "disregarding"] as const;
export const ENDPOINTS = ["preferences", "feelings", "answers", "plans", "data", "withdraw"] as const;

export interface Product {
  id: string;
  /** Names by language tag. */
  label: Record<string, string>;
}

/** Keeps the members of a later version unchanged. */
export interface Participation {
  cmr: typeof SIGNAL_VERSION;
  lastUpdate: string;
  status: (typeof PARTICIPATION_STATUSES)[number];
  company: {
    name: string;
    sector?: Sector | undefined;
    contact?: { privacy?: string | undefined; post?: string | undefined } | undefined;
  };
  hosts: string[];
  honours: {
    kinds?: Kind[] | undefined;
    channels?: Channel[] | undefined;
    limits?: boolean | undefined;
    windows?: boolean | undefined;
    treatment?: boolean | undefined;
    terms?: Agreement[] | undefined;
    plans?: boolean | undefined;
    feelings?: boolean | undefined;
  };
  products?: Product[] | undefined;
  endpoints?: { [Name in (typeof ENDPOINTS)[number]]?: string | undefined } | undefined;
  promise?: { url: string; sha256: string } | undefined;
}

const TIME_OF_DAY = /^T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)?$/;

/** 2026-11-22, optionally with a time: 2026-11-22T09:15:00Z. */
function isDayOrMoment(text: string): boolean {
  const rest = text.slice(10);
  return text.length >= 10 && isCalendarDate(text.slice(0, 10)) && (rest === "" || TIME_OF_DAY.test(rest));
}

const LANGUAGE = /^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/;

const label: Reader<Record<string, string>> = (value, name) => {
  const entries = Object.entries(membersOf(value, name)).map(([language, words]) => {
    const path = `${name}.${language}`;
    if (!LANGUAGE.test(language)) throw new Invalid(`"${path}" is not named by a language`, path);
    return [language, filled(80)(words, path)];
  });
  return Object.fromEntries(entries);
};

const endpoint = optional(filled(300));

const contact: Reader<Participation["company"]["contact"]> = (value, name) => {
  const { rest, read } = membersIn(value, name);
  return deleteUndefined({
    ...rest,
    privacy: read("privacy", optional(textWhere((text) => emailAddress(text) === text, "an email address", 200))),
    post: read(
      "post",
      optional((post, path) => text(post, path, 400)),
    ),
  });
};

const company: Reader<Participation["company"]> = (value, name) => {
  const { rest, read } = membersIn(value, name);
  return deleteUndefined({
    ...rest,
    name: read("name", filled(120)),
    sector: read("sector", optional(oneWordOf(SECTORS))),
    contact: read("contact", optional(contact)),
  });
};

const honours: Reader<Participation["honours"]> = (value, name) => {
  const { rest, read } = membersIn(value, name);
  return deleteUndefined({
    ...rest,
    kinds: read("kinds", optional(each(oneWordOf(KINDS)))),
    channels: read("channels", optional(each(oneWordOf(CHANNELS)))),
    limits: read("limits", optional(flag)),
    windows: read("windows", optional(flag)),
    treatment: read("treatment", optional(flag)),
    terms: read("terms", optional(each(oneWordOf(AGREEMENTS)))),
    plans: read("plans", optional(flag)),
    feelings: read("feelings", optional(flag)),
  });
};

const product: Reader<Product> = (value, name) => {
  const { rest, read } = membersIn(value, name);
  return {
    ...rest,
    id: read(
      "id",
      textWhere((id) => /^[A-Za-z0-9._-]{1,80}$/.test(id), "an id"),
    ),
    label: read("label", label),
  };
};

const endpoints: Reader<Participation["endpoints"]> = (value, name) => {
  const { rest, read } = membersIn(value, name);
  return deleteUndefined({
    ...rest,
    preferences: read("preferences", endpoint),
    feelings: read("feelings", endpoint),
    answers: read("answers", endpoint),
    plans: read("plans", endpoint),
    data: read("data", endpoint),
    withdraw: read("withdraw", endpoint),
  });
};

const promise: Reader<Participation["promise"]> = (value, name) => {
  const { rest, read } = membersIn(value, name);
  return {
    ...rest,
    url: read("url", filled(300)),
    sha256: read(
      "sha256",
      textWhere((hash) => /^[0-9a-f]{64}$/.test(hash), "a SHA-256 in hexadecimal"),
    ),
  };
};

/** Reads the members of a file. Does not check whether hosts and addresses belong to the company. */
export const readFile: Reader<Participation> = (value, name) => {
  const { rest, read } = membersIn(value, name);
  return deleteUndefined({
    ...rest,
    cmr: read("cmr", oneWordOf([SIGNAL_VERSION])),
    lastUpdate: read("lastUpdate", textWhere(isDayOrMoment, "a date")),
    status: read("status", oneWordOf(PARTICIPATION_STATUSES)),
    company: read("company", company),
    hosts: read(
      "hosts",
      listOf((host, path) => text(host, path, 253), { least: 1, most: 50 }),
    ),
    honours: read("honours", honours),
    products: read("products", optional(listOf(product, { most: 200 }))),
    endpoints: read("endpoints", optional(endpoints)),
    promise: read("promise", optional(promise)),
  });
};
