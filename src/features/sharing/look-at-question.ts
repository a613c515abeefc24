// A window looks for a company's question: takes over what pages asked since.
import type { Payload } from "../../core/commands/index.ts";
import type { OpenQuestion } from "../../core/commands/questions.ts";
import { collectQuestions } from "./collect-questions.ts";
import { readOpenQuestions } from "./read-questions.ts";

export async function lookAtQuestion({ company }: Payload<"look-at-question">): Promise<{ open: OpenQuestion | null }> {
  await collectQuestions();
  if (company === undefined) return { open: null };
  return { open: (await readOpenQuestions(company))[0] ?? null };
}
