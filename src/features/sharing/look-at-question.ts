// A window asks for a company's question. Stores what pages asked since.
import type { Payload } from "../../core/commands/index.ts";
import type { GivenAnswerView, OpenQuestion } from "../../core/commands/questions.ts";
import { entityOf } from "../../core/record/tables.ts";
import { KeptAnswer } from "../../core/sharing/question.ts";
import { readGivenAnswer } from "../../platform/session/given-answers.ts";
import { database } from "../../record/database.ts";
import { collectQuestions } from "./collect-questions.ts";
import { readOpenQuestions } from "./read-questions.ts";

interface Seen {
  open: OpenQuestion | null;
  answered: GivenAnswerView | null;
}

export async function lookAtQuestion({ company }: Payload<"look-at-question">): Promise<Seen> {
  await collectQuestions();
  if (company === undefined) return { open: null, answered: null };
  const [[open = null], answered] = await Promise.all([readOpenQuestions(company), readAnswered(company)]);
  return { open, answered };
}

/** Null after the answer was taken back. */
async function readAnswered(company: string): Promise<GivenAnswerView | null> {
  const kept = KeptAnswer.safeParse(JSON.parse((await readGivenAnswer(company)) ?? "null"));
  if (!kept.success) return null;
  const { delivery, question, answer } = kept.data;
  const state = entityOf("deliveries", await database.deliveries.get(delivery))?.state;
  return state === undefined || state === "cancelled" ? null : { question, answer };
}
