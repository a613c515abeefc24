// A letter's subject and body in the words of one language, and the link that opens it in a mail program.
import type { LetterKind, LetterLaw } from "../../core/letter.ts";
import { inLanguage, type Language, t } from "../../ui/messages.ts";
import { emailAddress } from "./email-address.ts";

export interface LetterRequest {
  kind: LetterKind;
  law: LetterLaw;
  /** How the company may contact me, said in the language that is current when it is called. */
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
  /** What follows the list, if there is one. */
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

/** How to contact me is a wish in every law; only what it says of advertising is a right, in the European one. */
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

/** Windows hands a program at most this much of an address: what is longer may be cut (2,048 characters with their end). */
export const MOST_LINK_CHARACTERS = 2046;

/** Whether a mail program may get only a part: counted as the address is written, where an ä takes six characters. */
export const isLongForMail = (address: string, text: LetterText): boolean =>
  mailtoLink(address, text).length > MOST_LINK_CHARACTERS;

/**
 * RFC 6068: percent-encoded, lines end in CRLF. A text that is not exactly one email address is left out, since some mail
 * programs read separators in it even where they are encoded; the program then asks for the recipient.
 */
export function mailtoLink(address: string, { subject, body }: LetterText): string {
  const to = emailAddress(address) ?? "";
  const lines = body.replace(/\r\n|\r|\n/g, "\r\n");
  return `mailto:${encoded(to).replace("%40", "@")}?subject=${encoded(oneLine(subject))}&body=${encoded(lines)}`;
}

/** A line break in a subject would begin another header. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ");

/** Half a character, which a text that was cut may hold, cannot be encoded. */
const encoded = (text: string): string => encodeURIComponent(text.replace(/\p{Cs}/gu, "\ufffd"));
