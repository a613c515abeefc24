// Schema of the participation file. Readers throw `Invalid` for the first member, in order, that does not fit.
import { deleteUndefined, elements, Invalid, oneOf, type Raw, record, text } from "./checks.ts";
import { isCalendarDate } from "./dates.ts";
import { emailAddress } from "./email-address.ts";
import { SECTORS, type Sector } from "./sectors.ts";
import { AGREEMENTS, type Agreement, CHANNELS, type Channel, KINDS, type Kind, SIGNAL_VERSION } from "./vocabulary.ts";

export const PARTICIPATION_STATUSES = ["live", "testing", "suspended", "disregarding"] as const;
export const ENDPOINTS = ["preferences", "feelings", "answers", "plans", "data", "withdraw"] as const;

export interface Product {
  id: string;
  /** Names by language tag. */
  label: Record<string, string>;
}

/** Members of a later version are kept as they are. */
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

/** Reads a value; `name` is its path in the file, such as "products.0.id". */
type Reader<T> = (value: unknown, name: string) => T;

/** Unlike a document, a participation file may not say null for a missing member. */
const optional =
  <T>(read: Reader<T>): Reader<T | undefined> =>
  (value, name) =>
    value === undefined ? undefined : read(value, name);

const each =
  <T>(read: Reader<T>): Reader<T[]> =>
  (value, name) =>
    elements(value, name).map((element, index) => read(element, `${name}.${index}`));

const word =
  <const T extends string>(words: readonly T[]): Reader<T> =>
  (value, name) =>
    oneOf(value, words, name);

const textWhere =
  (isSound: (text: string) => boolean, form: string, most = Number.POSITIVE_INFINITY): Reader<string> =>
  (value, name) => {
    const read = text(value, name, most);
    if (!isSound(read)) throw new Invalid(`"${name}" is not ${form}`, name);
    return read;
  };

const filled = (most: number): Reader<string> => textWhere((read) => read !== "", "filled in", most);

function listOf<T>(read: Reader<T>, { least = 0, most }: { least?: number; most: number }): Reader<T[]> {
  return (value, name) => {
    const { length } = elements(value, name);
    if (length < least || length > most) throw new Invalid(`"${name}" has a wrong length`, name);
    return each(read)(value, name);
  };
}

/** Reads an object: each named member by its reader, in order; all other members stay as they are. */
function object<T extends object>(readers: { [Name in keyof T]-?: Reader<T[Name]> }): Reader<T> {
  return (value, name) => {
    const raw = record(value, name);
    const path = (member: string) => (name === "" ? member : `${name}.${member}`);
    const read = Object.entries<Reader<unknown>>(readers).map(([member, reader]) => [
      member,
      reader(raw[member], path(member)),
    ]);
    // Untyped on purpose: TypeScript cannot follow that each member of T has its reader.
    return deleteUndefined(Object.assign(Object.create(Object.prototype), membersOf(raw), Object.fromEntries(read)));
  };
}

const membersOf = (raw: Raw): Record<string, unknown> =>
  Object.fromEntries(Object.entries(raw).filter(([key]) => key !== "__proto__"));

const flag: Reader<boolean> = (value, name) => {
  if (typeof value !== "boolean") throw new Invalid(`"${name}" is not true or false`, name);
  return value;
};

const TIME_OF_DAY = /^T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)?$/;

/** 2026-11-22, optionally with a time: 2026-11-22T09:15:00Z. */
function isDayOrMoment(text: string): boolean {
  const rest = text.slice(10);
  return text.length >= 10 && isCalendarDate(text.slice(0, 10)) && (rest === "" || TIME_OF_DAY.test(rest));
}

const LANGUAGE = /^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/;

const label: Reader<Record<string, string>> = (value, name) => {
  const entries = Object.entries(membersOf(record(value, name))).map(([language, words]) => {
    const path = `${name}.${language}`;
    if (!LANGUAGE.test(language)) throw new Invalid(`"${path}" is not named by a language`, path);
    return [language, filled(80)(words, path)];
  });
  return Object.fromEntries(entries);
};

const endpoint = optional(filled(300));

/** The members of a file, by their readers. Whether hosts and addresses belong to the company is not checked here. */
export const readFile: Reader<Participation> = object<Participation>({
  cmr: word([SIGNAL_VERSION]),
  lastUpdate: textWhere(isDayOrMoment, "a date"),
  status: word(PARTICIPATION_STATUSES),
  company: object<Participation["company"]>({
    name: filled(120),
    sector: optional(word(SECTORS)),
    contact: optional(
      object<NonNullable<Participation["company"]["contact"]>>({
        privacy: optional(textWhere((read) => emailAddress(read) === read, "an email address", 200)),
        post: optional((value, name) => text(value, name, 400)),
      }),
    ),
  }),
  hosts: listOf((value, name) => text(value, name, 253), { least: 1, most: 50 }),
  honours: object<Participation["honours"]>({
    kinds: optional(each(word(KINDS))),
    channels: optional(each(word(CHANNELS))),
    limits: optional(flag),
    windows: optional(flag),
    treatment: optional(flag),
    terms: optional(each(word(AGREEMENTS))),
    plans: optional(flag),
    feelings: optional(flag),
  }),
  products: optional(
    listOf(object<Product>({ id: textWhere((id) => /^[A-Za-z0-9._-]{1,80}$/.test(id), "an id"), label }), {
      most: 200,
    }),
  ),
  endpoints: optional(
    object<NonNullable<Participation["endpoints"]>>({
      preferences: endpoint,
      feelings: endpoint,
      answers: endpoint,
      plans: endpoint,
      data: endpoint,
      withdraw: endpoint,
    }),
  ),
  promise: optional(
    object<NonNullable<Participation["promise"]>>({
      url: filled(300),
      sha256: textWhere((hash) => /^[0-9a-f]{64}$/.test(hash), "a SHA-256 in hexadecimal"),
    }),
  ),
});
