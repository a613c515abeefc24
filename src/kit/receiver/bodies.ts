// Checks the texts that customers send, by docs/SIGNAL.md. Strict in known members; unknown members stay in the text.
import { calendarDate, Invalid, maybe, plain, type Raw, record, text } from "../../signal/checks.ts";
import { decodeDocument } from "../../signal/decode-document.ts";
import { DOCUMENT_MAX_CHARACTERS, DOCUMENT_MAX_LEVELS } from "../../signal/document.ts";
import { type JsonLimits, parseJson } from "../../signal/safe-json.ts";
import { SIGNAL_VERSION } from "../../signal/vocabulary.ts";
import { checkAnswer, checkFeeling } from "./item-checks.ts";

export const ITEM_KINDS = ["feeling", "answer", "plan", "preferences"] as const;
export type ItemKind = (typeof ITEM_KINDS)[number];

export const KEY = /^[A-Za-z0-9_-]{16,64}$/;

export interface CheckedBody {
  /** In the stored form: JSON without members that reach a prototype. */
  body: Readonly<Record<string, unknown>>;
  /** Key of the earlier item that this one replaces. */
  replaces: string | null;
  /** Instant of its end; null if it has none. */
  expires: string | null;
  /** Of a preferences document. */
  issued: string | null;
}

/** `broken`: it is not JSON, so no later version could read it. */
export type BodyResult = { ok: true; checked: CheckedBody } | { ok: false; reason: string; broken: boolean };

/** Those of a document, which is the largest text: members and lengths have no limit of their own in the protocol. */
const TEXT_LIMITS: JsonLimits = {
  maxCharacters: DOCUMENT_MAX_CHARACTERS,
  maxDepth: DOCUMENT_MAX_LEVELS,
  maxKeys: Number.POSITIVE_INFINITY,
  maxStringCharacters: Number.POSITIVE_INFINITY,
};

/** Total, never throws. */
export function checkBody(kind: ItemKind, input: string, now: number): BodyResult {
  const parsed = parseJson(input, TEXT_LIMITS);
  // The quarantine cannot hold a U+0000, which occurs in no JSON either.
  if (!parsed.ok && (parsed.fault === "not-json" || input.includes("\0")))
    return { ok: false, reason: "the text is not-json", broken: true };
  if (!parsed.ok) return { ok: false, reason: `the text is ${parsed.fault}`, broken: false };
  try {
    const value = record(plain(parsed.value, "text", DOCUMENT_MAX_LEVELS), "the text");
    if (value.cmr !== SIGNAL_VERSION) throw new Invalid(`"cmr" is not ${SIGNAL_VERSION}`);
    checkCharacters(value);
    const found = CHECKS[kind](value, now);
    const replaces = maybe(value.replaces, keyIn) ?? null;
    return { ok: true, checked: { body: { ...value }, replaces, expires: null, issued: null, ...found } };
  } catch (error) {
    return { ok: false, reason: error instanceof Invalid ? error.message : "the text cannot be read", broken: false };
  }
}

type Found = Partial<Pick<CheckedBody, "expires" | "issued">>;

const CHECKS: Readonly<Record<ItemKind, (value: Raw, now: number) => Found>> = {
  feeling({ feeling }) {
    checkFeeling(record(feeling, "feeling"));
    return {};
  },
  answer({ answer }) {
    checkAnswer(record(answer, "answer"));
    return {};
  },
  plan: ({ plan: said }) => ({ expires: endOf(calendarDate(record(plain(said, "plan"), "plan").expires, "expires")) }),
  preferences: (value, now) => {
    const result = decodeDocument(value, now);
    if (result.state !== "preferences")
      throw new Invalid(result.state === "invalid" ? result.reason : "there is no document");
    // PostgreSQL has no year 0.
    if (result.preferences.issued < "1970") throw new Invalid('"issued" is before 1970');
    return { issued: result.preferences.issued, expires: result.preferences.expires };
  },
};

/** PostgreSQL stores neither U+0000 nor lone surrogates. */
function checkCharacters(value: unknown): void {
  if (typeof value === "string") {
    if (value.includes("\0") || /[\uD800-\uDFFF]/u.test(value)) throw new Invalid("a text has an impossible character");
  } else if (typeof value === "object" && value !== null) {
    for (const [key, member] of Object.entries(value)) {
      checkCharacters(key);
      checkCharacters(member);
    }
  }
}

function keyIn(value: unknown): string {
  const key = text(value, "replaces", 64);
  if (!KEY.test(key)) throw new Invalid('"replaces" is no key');
  return key;
}

/** A later year has more than four digits, which PostgreSQL reads as another date. */
const LAST_INSTANT = Date.UTC(9999, 11, 31);

/** The instant after the last moment of a day, a month or a year in the last time zone on Earth. */
function endOf(date: string): string {
  const [year = 0, month, day] = date.split("-").map(Number);
  const next =
    month === undefined
      ? Date.UTC(year + 1, 0)
      : day === undefined
        ? Date.UTC(year, month)
        : Date.UTC(year, month - 1, day + 1);
  return new Date(Math.min(next + 12 * 3_600_000, LAST_INSTANT)).toISOString();
}

/** An earlier key, or all of the customer's items; null for another text. */
export function withdrawnIn(input: string): string | null {
  const parsed = parseJson(input, TEXT_LIMITS);
  if (!parsed.ok || typeof parsed.value !== "object" || parsed.value === null || Array.isArray(parsed.value))
    return null;
  const { cmr, withdraw } = record(parsed.value, "the text");
  return cmr === SIGNAL_VERSION && typeof withdraw === "string" && (withdraw === "all" || KEY.test(withdraw))
    ? withdraw
    : null;
}
