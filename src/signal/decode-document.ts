// Reads a preferences document that a browser sent. Total, never throws.
import {
  allWellFormed,
  boundedList,
  text as boundedText,
  calendarDate,
  deleteUndefined,
  duration,
  flag,
  frozen,
  Invalid,
  instant,
  isDeeper,
  known,
  knownWord,
  maybe,
  oneOf,
  plain,
  type Raw,
  record,
  time,
  wellFormed,
} from "./checks.ts";
import {
  type Contact,
  DOCUMENT_MAX_CHARACTERS,
  DOCUMENT_MAX_LEVELS,
  DOCUMENT_MAX_MILLISECONDS,
  DOCUMENT_SKEW_MILLISECONDS,
  type DocumentResult,
  type DocumentRule,
  type DocumentSubject,
  type PreferencesDocument,
  type TermsView,
  type TreatmentView,
} from "./document.ts";
import type { TimeWindow } from "./time-window.ts";
import {
  AGREEMENTS,
  CHANNELS,
  DAYS,
  KINDS,
  PERIODS,
  type Period,
  PURPOSES,
  type Purpose,
  SIGNAL_VERSION,
  WANTS,
  type Want,
} from "./vocabulary.ts";

/**
 * Reads a document from JSON text or a parsed value; the result is frozen. Ignores unknown members and vocabulary
 * words. With `now`, in milliseconds since 1970, a document issued more than a day later is invalid. An expired
 * document stays readable: `decide` reports it.
 */
export function decodeDocument(input: unknown, now?: number): DocumentResult {
  if (input === null || input === undefined || input === "") return { state: "absent" };
  try {
    if (typeof input === "string" && input.length > DOCUMENT_MAX_CHARACTERS) throw new Invalid("it is too long");
    const value: unknown = typeof input === "string" ? JSON.parse(input) : input;
    if (typeof input === "string" && isDeeper(value, DOCUMENT_MAX_LEVELS)) throw new Invalid("it is too deep");
    return { state: "preferences", preferences: frozen(readDocument(record(value, "document"), now)) };
  } catch (error) {
    return { state: "invalid", reason: error instanceof Invalid ? error.message : "it is not JSON" };
  }
}

function readDocument(raw: Raw, now: number | undefined): PreferencesDocument {
  if (raw.cmr !== SIGNAL_VERSION) throw new Invalid(`"cmr" is not ${SIGNAL_VERSION}`);
  const [issued, expires] = [instant(raw.issued, "issued"), instant(raw.expires, "expires")];
  checkHold(Date.parse(issued), Date.parse(expires), now);
  return deleteUndefined({
    cmr: SIGNAL_VERSION,
    issued,
    expires,
    contact: maybe(raw.contact, (value) => readContact(record(value, "contact"))),
    treatment: maybe(raw.treatment, (value) => readTreatment(record(value, "treatment"))),
    terms: maybe(raw.terms, (value) => readTerms(record(value, "terms"))),
    plans: maybe(raw.plans, (value) => boundedList(value, "plans", readPlan)),
    purposes: known(raw.purposes ?? [], PURPOSES, "purposes"),
  });
}

function checkHold(issued: number, expires: number, now = issued): void {
  if (expires <= issued) throw new Invalid('"expires" is not after "issued"');
  if (expires - issued > DOCUMENT_MAX_MILLISECONDS) throw new Invalid('"expires" is more than 30 days after "issued"');
  if (issued > now + DOCUMENT_SKEW_MILLISECONDS) throw new Invalid('"issued" is more than a day from now');
}

const text = (value: unknown, name: string, most: number): string => wellFormed(boundedText(value, name, most));

/** Accepts any object: its members are the customer's choice. */
const readPlan = (value: unknown): Record<string, unknown> => ({
  ...record(allWellFormed(plain(value, "plan")), "plan"),
});

const readContact = (raw: Raw): Contact => ({
  rules: boundedList(raw.rules, "rules", (rule) => readRule(record(rule, "rule"))),
  quiet: boundedList(raw.quiet ?? [], "quiet", readWindow),
  timeZone: text(raw.timeZone, "timeZone", 64),
});

const readRule = (raw: Raw): DocumentRule =>
  deleteUndefined({
    kinds: known(raw.kinds, KINDS, "kinds"),
    about: maybe(raw.about, (value) => readSubject(record(value, "about"))),
    want: oneOf(raw.want, WANTS, "want"),
    via: maybe(raw.via, (value) => known(value, CHANNELS, "via")),
    limit: maybe(raw.limit, (value) => readLimit(record(value, "limit"))),
    digest: maybe(raw.digest, (value) => flag(value, "digest")),
    urgent: maybe(raw.urgent, (value) => flag(value, "urgent")),
    when: maybe(raw.when, (value) => boundedList(value, "when", readWindow)),
    from: maybe(raw.from, (value) => calendarDate(value, "from")),
    until: maybe(raw.until, (value) => calendarDate(value, "until")),
    note: maybe(raw.note, (value) => text(value, "note", 140)),
  });

const readSubject = (raw: Raw): DocumentSubject =>
  deleteUndefined({
    label: text(raw.label, "label", 80),
    product: maybe(raw.product, (value) => text(value, "product", 80)),
    code: maybe(raw.code, (value) => text(value, "code", 80)),
  });

function readLimit(raw: Raw): { max: number; per: Period } {
  const { max } = raw;
  if (!Number.isInteger(max) || Number(max) < 0 || Number(max) > 1000) throw new Invalid('"max" is not a count');
  return { max: Number(max), per: oneOf(raw.per, PERIODS, "per") };
}

function readWindow(value: unknown): TimeWindow {
  const raw = record(value, "window");
  return { days: known(raw.days, DAYS, "days"), from: time(raw.from, "from"), to: time(raw.to, "to") };
}

const words = (value: unknown, name: string) => boundedList(value, name, (word) => text(word, name, 80));

const readTreatment = (raw: Raw): TreatmentView =>
  deleteUndefined({
    languages: maybe(raw.languages, (value) => words(value, "languages")),
    style: maybe(raw.style, (value) => words(value, "style")),
    addressAs: maybe(raw.addressAs, (value) => text(value, "addressAs", 80)),
    formats: maybe(raw.formats, (value) => words(value, "formats")),
    support: maybe(raw.support, (value) => words(value, "support")),
    supportNote: maybe(raw.supportNote, (value) => text(value, "supportNote", 280)),
    supportUntil: maybe(raw.supportUntil, (value) => calendarDate(value, "supportUntil")),
  });

const readTerms = (raw: Raw): TermsView =>
  deleteUndefined({
    agreement: maybe(raw.agreement, (value) => knownWord(value, AGREEMENTS, "agreement")),
    alternative: maybe(raw.alternative, (value) => knownWord(value, AGREEMENTS, "alternative")),
    purposes: maybe(raw.purposes, (value) => readPurposes(record(value, "purposes"))),
    keepFeedback: maybe(raw.keepFeedback, (value) => duration(value, "keepFeedback")),
    contribute: maybe(raw.contribute, (value) => words(value, "contribute")),
  });

function readPurposes(raw: Raw): Partial<Record<Purpose, Want>> {
  const purposes: Partial<Record<Purpose, Want>> = {};
  for (const purpose of PURPOSES) {
    const want = maybe(raw[purpose], (value) => oneOf(value, WANTS, purpose));
    if (want !== undefined) purposes[purpose] = want;
  }
  return purposes;
}
