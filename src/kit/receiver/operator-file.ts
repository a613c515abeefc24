// The operator's file of questions, the end of answers, and studies, for a receiver that runs as its own server.
import { readFile } from "node:fs/promises";
import { checkKeepAnswers, checkQuestion } from "./keep.ts";
import type { ReceiverOptions } from "./receiver-options.ts";
import type { AskedQuestion } from "./report-answers.ts";
import { checkPlan } from "./study.ts";

const MOST_QUESTIONS = 200;

export type OperatorFile = Required<Pick<ReceiverOptions, "questions" | "keepAnswers" | "studies">>;

/** Throws with a sentence for the operator. */
export async function readOperatorFile(path: string): Promise<OperatorFile> {
  const text = await readFile(path, "utf8");
  const value: unknown = JSON.parse(text);
  const listed = (name: string): unknown[] => {
    const list: unknown = typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
    if (list !== undefined && !Array.isArray(list)) throw new Error(`"${name}" in ${path} is not a list.`);
    return list ?? [];
  };
  const questions = listed("questions").map((one) => questionIn(one, path));
  if (questions.length > MOST_QUESTIONS) throw new Error(`${path} has more than ${MOST_QUESTIONS} questions.`);
  const keepAnswers: unknown =
    typeof value === "object" && value !== null ? Reflect.get(value, "keepAnswers") : undefined;
  if (keepAnswers !== undefined && typeof keepAnswers !== "string")
    throw new Error(`"keepAnswers" in ${path} is not a text.`);
  return { questions, keepAnswers: checkKeepAnswers(keepAnswers), studies: listed("studies").map(checkPlan) };
}

function questionIn(value: unknown, path: string): AskedQuestion {
  const { id, text, keep }: { id?: unknown; text?: unknown; keep?: unknown } =
    typeof value === "object" && value !== null ? value : {};
  if (typeof id !== "string" || typeof text !== "string")
    throw new Error(`A question in ${path} needs "id" and "text".`);
  if (keep !== undefined && typeof keep !== "string")
    throw new Error(`"keep" of the question "${id}" in ${path} is not a text.`);
  return checkQuestion({ id, text, ...(keep === undefined ? {} : { keep }) });
}
