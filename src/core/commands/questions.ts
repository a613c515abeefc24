// Commands about a company's questions: the user's side, and the page's.
import * as z from "zod/mini";
import type { CompanyQuestion, QuestionAnswer } from "../../signal/question.ts";
import { GivenAnswer, ReceivedQuestion } from "../sharing/question.ts";
import { command, type Undoable } from "./declare.ts";
import { CompanyId, Id } from "./payload-parts.ts";

/** An unanswered question. */
export interface OpenQuestion {
  /** Id of its timeline entry. */
  id: string;
  company: string;
  name: string;
  question: CompanyQuestion;
  /** Host that the browser must permit before an answer can be sent; null if it permits it already. */
  asksHost: string | null;
  /** The company's name for the user; null if it gave none. */
  handle: string | null;
}

/** The user's last answer, which can still become a rule. */
export interface GivenAnswerView {
  question: string;
  answer: QuestionAnswer;
}

const Shown = z.string().check(z.maxLength(2000));

export const QUESTIONS = {
  /** The answer is always the same, so that the page learns nothing. */
  "ask-question": command("site", ReceivedQuestion).answers<null>(),
  /** Stores what pages asked. Answers with this company's open question, and its last answered one. */
  "look-at-question": command("ui", z.strictObject({ company: z.optional(CompanyId) })).answers<{
    open: OpenQuestion | null;
    answered: GivenAnswerView | null;
  }>(),
  "answer-question": command(
    "ui",
    z.strictObject({ id: Id, answer: GivenAnswer, named: z.boolean(), shown: Shown }),
  ).answers<{ delivery: string }>(),
  /** `never`: refuses all further questions of this company. */
  "decline-question": command("ui", z.strictObject({ id: Id, never: z.boolean() })).answers<Undoable>(),
} as const;
