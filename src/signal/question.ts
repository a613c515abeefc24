// A company's question to its customer, and the text of an answer: docs/SIGNAL.md, "A question". The company's text is
// shown as text, never obeyed.
import { calendarDate, elements, Invalid, oneOf, record, text } from "./checks.ts";
import { displayText } from "./display-text.ts";
import type { Value } from "./feeling-vocabulary.ts";
import { PURPOSES, type Purpose, SIGNAL_VERSION } from "./vocabulary.ts";

export const QUESTION_MOST = 140;
export const ANSWER_MOST = 280;
const CHOICE_MOST = 80;

/** Form of the answer: free words, a day, a value like that of a feeling, or one of two to six choices. */
export type AnswerForm = "text" | "date" | "feeling" | readonly string[];

export interface CompanyQuestion {
  /** The company's own identifier of the question. */
  id: string;
  text: string;
  /** Its reason. */
  why: string;
  /** The one purpose for which it uses the answer. */
  use: Purpose;
  /** Time for which it stores the answer: one number of days, weeks, months or years (P90D, P2W, P6M, P1Y). */
  keep: string;
  answer: AnswerForm;
  /** Last day of the question, YYYY-MM-DD. */
  expires: string;
  /** Language of its texts. */
  lang?: string;
}

export type QuestionAnswer = { choice: string } | { text: string } | { date: string } | { feeling: { value: Value } };

/** Reads a question without its unknown members; null if a member is invalid. Never throws. */
export function readQuestion(value: unknown): CompanyQuestion | null {
  try {
    const { id, text: asked, why, use, keep, answer, expires, lang } = record(value, "question");
    return {
      id: ownName(id),
      text: shown(asked, "text", QUESTION_MOST),
      why: shown(why, "why", QUESTION_MOST),
      use: oneOf(use, PURPOSES, "use"),
      keep: period(keep),
      answer: formOf(answer),
      expires: day(expires),
      ...(lang === undefined ? {} : { lang: languageTag(lang) }),
    };
  } catch (error) {
    if (error instanceof Invalid) return null;
    throw error;
  }
}

/** JSON without spaces. */
export const encodeAnswer = (question: string, answer: QuestionAnswer): string =>
  JSON.stringify({ cmr: SIGNAL_VERSION, answer: { question, ...answer } });

function ownName(value: unknown): string {
  const id = text(value, "id", 80);
  if (!/^[A-Za-z0-9._-]+$/.test(id)) throw new Invalid('"id" is not an id', "id");
  return id;
}

/** Text that can be shown unchanged: without invisible characters, and without those that reverse its direction. */
function shown(value: unknown, name: string, most: number): string {
  const said = text(value, name, most);
  if (said === "" || displayText(said, most) !== said.normalize("NFC"))
    throw new Invalid(`"${name}" is not clean`, name);
  return said;
}

function formOf(value: unknown): AnswerForm {
  if (!Array.isArray(value)) return oneOf(value, ["text", "date", "feeling"], "answer");
  const choices = elements(value, "answer").map((choice) => shown(choice, "answer", CHOICE_MOST));
  const different = new Set(choices.map((choice) => choice.normalize("NFC").toLowerCase()));
  if (choices.length < 2 || choices.length > 6 || different.size < choices.length)
    throw new Invalid('"answer" is not two to six different choices', "answer");
  return choices;
}

/** Form of `keep`. */
export const KEEP = /^P\d{1,3}[DWMY]$/;

function period(value: unknown): string {
  const keep = text(value, "keep", 5);
  if (!KEEP.test(keep)) throw new Invalid('"keep" is not a number of days, weeks, months or years', "keep");
  return keep;
}

function day(value: unknown): string {
  const date = calendarDate(value, "expires");
  if (date.length !== 10) throw new Invalid('"expires" is not a day', "expires");
  return date;
}

function languageTag(value: unknown): string {
  const tag = text(value, "lang", 35);
  if (!/^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/.test(tag)) throw new Invalid('"lang" is not a language', "lang");
  return tag;
}
