// Rules about a company's questions: how many, for how long, and which answers fit.
import * as z from "zod/mini";
import { VALUES } from "../../signal/feeling-vocabulary.ts";
import { ANSWER_MOST, type CompanyQuestion, type QuestionAnswer, readQuestion } from "../../signal/question.ts";
import { subjectKey } from "../preferences/resolution.ts";
import { addDays } from "../time/calendar.ts";
import { isDay } from "../time/instant.ts";

/** Stored per day: for one company, and for all companies together. */
export const MOST_QUESTIONS_A_DAY = { company: 3, all: 20 };
const MOST_OPEN_DAYS = 90;

/** Payload schema of a page's question. */
export const ReceivedQuestion = z.transform((value: unknown, { issues }): CompanyQuestion => {
  const read = readQuestion(value);
  if (read === null) issues.push({ code: "custom", input: value, message: "not a question" });
  // Never returned: an issue makes the schema refuse the payload.
  return read ?? { id: "", text: "", why: "", use: "service", keep: "P0D", answer: "text", expires: "" };
});

export const GivenAnswer = z.union([
  z.strictObject({ choice: z.string().check(z.maxLength(80)) }),
  z.strictObject({ text: z.string().check(z.maxLength(ANSWER_MOST)) }),
  z.strictObject({ date: z.string().check(z.refine(isDay)) }),
  z.strictObject({ feeling: z.strictObject({ value: z.literal([...VALUES]) }) }),
]);

/** An answer that can still become a rule: its delivery, the company's text, and the answer. */
export const KeptAnswer = z.object({ delivery: z.string(), question: z.string(), answer: GivenAnswer });
export type KeptAnswer = z.infer<typeof KeptAnswer>;

/** Detail of an `asked` event with a company's question. */
export interface AskedDetail {
  question: CompanyQuestion;
  /** The user declined to answer it. */
  declined: boolean;
}

/** Null for another event, and for a question that a file brought in an invalid form. */
export function askedIn({
  type,
  detail,
}: {
  type: string;
  detail: Readonly<Record<string, unknown>>;
}): AskedDetail | null {
  const question = type === "asked" ? readQuestion(detail.question) : null;
  return question === null ? null : { question, declined: detail.declined === true };
}

/** The same row on every device. */
export const askedId = (company: string, { id }: CompanyQuestion): string => `asked ${company} ${id}`;

/** True on its last day too. */
export const isOpenOn = ({ expires }: CompanyQuestion, today: string): boolean => today <= expires;

/** True if the question ends in time: a company cannot ask for years. */
export const endsInTime = ({ expires }: CompanyQuestion, today: string): boolean =>
  today <= expires && expires <= addDays(today, MOST_OPEN_DAYS);

/** Equal for questions with the same words. */
export const askedKey = ({ text }: CompanyQuestion): string => subjectKey(text);

export function fitsQuestion({ answer: form }: CompanyQuestion, answer: QuestionAnswer): boolean {
  if ("choice" in answer) return Array.isArray(form) && form.includes(answer.choice);
  if ("text" in answer) return form === "text" && answer.text.trim() !== "";
  return "date" in answer ? form === "date" : form === "feeling";
}
