// The preferences document: the resolved view of one company, as its page and its server read it. Total, never throws.
import {
  AGREEMENTS,
  type Agreement,
  CHANNELS,
  type Channel,
  DAYS,
  type Day,
  KINDS,
  type Kind,
  PERIODS,
  type Period,
  PURPOSES,
  type Purpose,
  SIGNAL_VERSION,
  WANTS,
  type Want,
} from "./vocabulary.ts";

export const DOCUMENT_MAX_CHARACTERS = 65_536;

/** Local times "HH:MM"; `from` later than `to` runs overnight and belongs to the day it starts on. */
export interface Window {
  days: Day[];
  from: string;
  to: string;
}

export interface Subject {
  label: string;
  /** An id from the company's own product list. */
  product?: string | undefined;
  code?: string | undefined;
}

export interface DocumentRule {
  kinds: Kind[];
  about?: Subject | undefined;
  want: Want;
  /** Best first; nothing else is allowed. Missing: any channel. */
  via?: Channel[] | undefined;
  limit?: { max: number; per: Period } | undefined;
  digest?: boolean | undefined;
  /** May break quiet hours. */
  urgent?: boolean | undefined;
  when?: Window[] | undefined;
  from?: string | undefined;
  until?: string | undefined;
  note?: string | undefined;
}

export interface Contact {
  rules: DocumentRule[];
  quiet: Window[];
  timeZone: string;
}

export interface TreatmentView {
  languages?: string[] | undefined;
  style?: string[] | undefined;
  addressAs?: string | undefined;
  formats?: string[] | undefined;
  support?: string[] | undefined;
  supportNote?: string | undefined;
  supportUntil?: string | undefined;
}

export interface TermsView {
  agreement?: Agreement | undefined;
  alternative?: Agreement | undefined;
  purposes?: Partial<Record<Purpose, Want>> | undefined;
  keepFeedback?: string | undefined;
  contribute?: string[] | undefined;
}

export interface PreferencesDocument {
  cmr: typeof SIGNAL_VERSION;
  issued: string;
  expires: string;
  contact?: Contact | undefined;
  treatment?: TreatmentView | undefined;
  terms?: TermsView | undefined;
  plans?: Record<string, unknown>[] | undefined;
  /** What the company may use this document for. */
  purposes: Purpose[];
}

export type DocumentResult =
  | { readonly state: "absent" }
  | { readonly state: "invalid"; readonly reason: string }
  | { readonly state: "preferences"; readonly preferences: PreferencesDocument };

/** Reads a document from JSON text or a parsed value. Unknown members and vocabulary words are ignored. */
export function decodeDocument(input: unknown): DocumentResult {
  if (input === null || input === undefined || input === "") return { state: "absent" };
  try {
    if (typeof input === "string" && input.length > DOCUMENT_MAX_CHARACTERS) throw new Invalid("it is too long");
    const value: unknown = typeof input === "string" ? JSON.parse(input) : input;
    return { state: "preferences", preferences: readDocument(record(value, "document")) };
  } catch (error) {
    return { state: "invalid", reason: error instanceof Invalid ? error.message : "it is not JSON" };
  }
}

class Invalid extends Error {}

type Raw = Readonly<Record<string, unknown>>;

function readDocument(raw: Raw): PreferencesDocument {
  if (raw.cmr !== SIGNAL_VERSION) throw new Invalid(`"cmr" is not ${SIGNAL_VERSION}`);
  return prune({
    cmr: SIGNAL_VERSION,
    issued: instant(raw.issued, "issued"),
    expires: instant(raw.expires, "expires"),
    contact: maybe(raw.contact, (value) => readContact(record(value, "contact"))),
    treatment: maybe(raw.treatment, (value) => readTreatment(record(value, "treatment"))),
    terms: maybe(raw.terms, (value) => readTerms(record(value, "terms"))),
    plans: maybe(raw.plans, (value) => list(value, "plans", (plan) => ({ ...record(plan, "plan") }))),
    purposes: known(raw.purposes ?? [], PURPOSES, "purposes"),
  });
}

const readContact = (raw: Raw): Contact => ({
  rules: list(raw.rules, "rules", (rule) => readRule(record(rule, "rule"))),
  quiet: list(raw.quiet ?? [], "quiet", readWindow),
  timeZone: text(raw.timeZone, "timeZone", 64),
});

const readRule = (raw: Raw): DocumentRule =>
  prune({
    kinds: known(raw.kinds, KINDS, "kinds"),
    about: maybe(raw.about, (value) => readSubject(record(value, "about"))),
    want: oneOf(raw.want, WANTS, "want"),
    via: maybe(raw.via, (value) => known(value, CHANNELS, "via")),
    limit: maybe(raw.limit, (value) => readLimit(record(value, "limit"))),
    digest: maybe(raw.digest, (value) => flag(value, "digest")),
    urgent: maybe(raw.urgent, (value) => flag(value, "urgent")),
    when: maybe(raw.when, (value) => list(value, "when", readWindow)),
    from: maybe(raw.from, (value) => date(value, "from")),
    until: maybe(raw.until, (value) => date(value, "until")),
    note: maybe(raw.note, (value) => text(value, "note", 140)),
  });

const readSubject = (raw: Raw): Subject =>
  prune({
    label: text(raw.label, "label", 80),
    product: maybe(raw.product, (value) => text(value, "product", 80)),
    code: maybe(raw.code, (value) => text(value, "code", 80)),
  });

function readLimit(raw: Raw): { max: number; per: Period } {
  const { max } = raw;
  if (!Number.isInteger(max) || Number(max) < 0 || Number(max) > 1000) throw new Invalid('"max" is not a count');
  return { max: Number(max), per: oneOf(raw.per, PERIODS, "per") };
}

function readWindow(value: unknown): Window {
  const raw = record(value, "window");
  return { days: known(raw.days, DAYS, "days"), from: time(raw.from, "from"), to: time(raw.to, "to") };
}

const words = (value: unknown, name: string) => list(value, name, (word) => text(word, name, 80));

const readTreatment = (raw: Raw): TreatmentView =>
  prune({
    languages: maybe(raw.languages, (value) => words(value, "languages")),
    style: maybe(raw.style, (value) => words(value, "style")),
    addressAs: maybe(raw.addressAs, (value) => text(value, "addressAs", 80)),
    formats: maybe(raw.formats, (value) => words(value, "formats")),
    support: maybe(raw.support, (value) => words(value, "support")),
    supportNote: maybe(raw.supportNote, (value) => text(value, "supportNote", 280)),
    supportUntil: maybe(raw.supportUntil, (value) => date(value, "supportUntil")),
  });

const readTerms = (raw: Raw): TermsView =>
  prune({
    agreement: maybe(raw.agreement, (value) => AGREEMENTS.find((name) => name === value)),
    alternative: maybe(raw.alternative, (value) => AGREEMENTS.find((name) => name === value)),
    purposes: maybe(raw.purposes, (value) => readPurposes(record(value, "purposes"))),
    keepFeedback: maybe(raw.keepFeedback, (value) => text(value, "keepFeedback", 20)),
    contribute: maybe(raw.contribute, (value) => words(value, "contribute")),
  });

function readPurposes(raw: Raw): Partial<Record<Purpose, Want>> {
  const purposes: Partial<Record<Purpose, Want>> = {};
  for (const purpose of PURPOSES) {
    if (Object.hasOwn(raw, purpose)) purposes[purpose] = oneOf(raw[purpose], WANTS, purpose);
  }
  return purposes;
}

function record(value: unknown, name: string): Raw {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Invalid(`${name} is not an object`);
  // Own members only: a parsed "__proto__" key must never reach a prototype chain.
  return Object.assign(Object.create(null), value) as Raw;
}

function list<T>(value: unknown, name: string, read: (element: unknown) => T): T[] {
  if (!Array.isArray(value)) throw new Invalid(`"${name}" is not a list`);
  if (value.length > 500) throw new Invalid(`"${name}" is too long`);
  return value.map(read);
}

function text(value: unknown, name: string, most: number): string {
  if (typeof value !== "string" || value.length > most) throw new Invalid(`"${name}" is not a text of ≤ ${most}`);
  return value;
}

function flag(value: unknown, name: string): boolean {
  if (typeof value !== "boolean") throw new Invalid(`"${name}" is not true or false`);
  return value;
}

function oneOf<const T extends string>(value: unknown, words: readonly T[], name: string): T {
  const found = words.find((word) => word === value);
  if (found === undefined) throw new Invalid(`"${name}" is not one of ${words.join(", ")}`);
  return found;
}

/** Words this version does not know are left out, so that a later vocabulary stays readable. */
function known<const T extends string>(value: unknown, words: readonly T[], name: string): T[] {
  return list(value, name, (element) => text(element, name, 80)).flatMap(
    (element) => words.find((word) => word === element) ?? [],
  );
}

function matching(pattern: RegExp, what: string) {
  return (value: unknown, name: string): string => {
    if (typeof value !== "string" || !pattern.test(value)) throw new Invalid(`"${name}" is not ${what}`);
    return value;
  };
}

const instant = matching(
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?Z$/,
  "an instant in UTC",
);
const date = matching(/^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?$/, "a date");
const time = matching(/^(?:[01]\d|2[0-3]):[0-5]\d$/, "a time HH:MM");

const maybe = <T>(value: unknown, read: (value: unknown) => T): T | undefined =>
  value === undefined || value === null ? undefined : read(value);

function prune<T extends object>(value: T): T {
  for (const key of Object.keys(value) as (keyof T)[]) if (value[key] === undefined) delete value[key];
  return value;
}
