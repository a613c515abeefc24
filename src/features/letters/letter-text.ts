// A letter's subject and body in one language, and the link that opens it in a mail program.
import type { LetterKind, LetterLaw } from "../../core/letters/letter.ts";
import { oneLine } from "../../core/text/plain-text.ts";
import { emailAddress } from "../../signal/email-address.ts";
import type { Language } from "../../ui/locale.ts";
import { inLanguage, t } from "../../ui/messages.ts";

export interface LetterRequest {
  kind: LetterKind;
  law: LetterLaw;
  /** Contact rules in words, in the language that is current at the call. */
  sentences: () => readonly string[];
  name: string;
  address: string;
  customerNumber: string;
}

export interface LetterText {
  subject: string;
  body: string;
}

/** The language must have been prepared. */
export const letterText = (language: Language, letter: LetterRequest): LetterText =>
  inLanguage(language, () => {
    const { subject, request, more, due } = wordingOf(letter);
    const rest = [...listOf(letter), ...more, due, t("letter_identity"), signature(letter)];
    return { subject, body: [t("letter_greeting"), request, ...rest].join("\n\n") };
  });

interface Wording {
  subject: string;
  request: string;
  /** Text after the list, if any. */
  more: readonly string[];
  due: string;
}

function wordingOf({ kind, law }: LetterRequest): Wording {
  if (kind === "contact") return contactWording(law);
  return {
    subject: t(`letter_subject_${kind}_${law}`),
    request: t(`letter_${kind}_${law}`),
    more: [t(`letter_${kind}_${law}_more`)],
    due: kind === "objection" && law === "ccpa" ? t("letter_due_ccpa_objection") : t(`letter_due_${law}`),
  };
}

/** Contact rules are a wish in every law. Only the refusal of advertising is a right, in European law. */
const contactWording = (law: LetterLaw): Wording => ({
  subject: t("letter_subject_contact"),
  request: t("letter_contact"),
  more: [t("letter_contact_more"), ...(law === "plain" ? [] : [t(`letter_contact_${law}`)])],
  due: law === "gdpr" ? t("letter_due_gdpr_contact") : t("letter_due_plain"),
});

function listOf({ kind, sentences }: LetterRequest): string[] {
  if (kind === "correction") return [[t("letter_wrong_line"), t("letter_right_line")].join("\n")];
  const lines = kind === "contact" ? sentences() : [];
  return lines.length === 0 ? [] : [lines.map((line) => `- ${line}`).join("\n")];
}

function signature({ name, address, customerNumber }: LetterRequest): string {
  const number = customerNumber.trim() === "" ? "" : t("letter_number_line", { number: customerNumber.trim() });
  const lines = [name.trim(), address.trim(), number].filter((line) => line !== "");
  return [t("letter_closing"), ...(lines.length === 0 ? [] : ["", ...lines])].join("\n");
}

/**
 * Limit of characters of an address that Windows passes to a program; it truncates longer ones (2,048 with their
 * terminator).
 */
export const MOST_LINK_CHARACTERS = 2046;

/**
 * True if a mail program may truncate the text, because the encoded address, in which an ä takes six characters, is too
 * long.
 */
export const isLongForMail = (address: string, text: LetterText): boolean =>
  mailtoLink(address, text).length > MOST_LINK_CHARACTERS;

/**
 * mailto address (RFC 6068): percent-encoded, with CRLF line ends. Leaves out a recipient that is not exactly one email
 * address, since some mail programs read encoded separators in it; the program then asks for one.
 */
export function mailtoLink(address: string, { subject, body }: LetterText): string {
  const to = emailAddress(address) ?? "";
  const lines = body.replace(/\r\n|\r|\n/g, "\r\n");
  return `mailto:${encoded(to).replace("%40", "@")}?subject=${encoded(oneLine(subject))}&body=${encoded(lines)}`;
}

/** A lone surrogate, which truncated text may contain, cannot be encoded. */
const encoded = (text: string): string => encodeURIComponent(text.replace(/\p{Cs}/gu, "\ufffd"));
