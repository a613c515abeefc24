// The operator's file of questions, the end of answers, and studies, for a receiver that runs as its own server.
import { readFile } from "node:fs/promises";
import { checkKeepAnswers, checkQuestions } from "./keep.ts";
import type { ReceiverOptions } from "./receiver-options.ts";
import type { AskedQuestion } from "./report-answers.ts";
import { checkPlan } from "./study.ts";

const MOST_QUESTIONS = 200;

export type OperatorFile = Required<Pick<ReceiverOptions, "questions" | "keepAnswers" | "studies">>;

/** Throws with a sentence for the operator. An unknown member may be a misspelled `keep`, and is refused. */
export async function readOperatorFile(path: string): Promise<OperatorFile> {
  const { questions, keepAnswers, studies } = membersOf(jsonIn(await readFile(path, "utf8"), path), OWN_MEMBERS, path);
  const listed = (name: string, list: unknown): unknown[] => {
    if (list !== undefined && !Array.isArray(list)) throw new Error(`"${name}" in ${path} is not a list.`);
    return list ?? [];
  };
  const asked = listed("questions", questions).map((one) => questionIn(one, path));
  if (asked.length > MOST_QUESTIONS) throw new Error(`${path} has more than ${MOST_QUESTIONS} questions.`);
  if (keepAnswers !== undefined && typeof keepAnswers !== "string")
    throw new Error(`"keepAnswers" in ${path} is not a text.`);
  return {
    questions: checkQuestions(asked),
    keepAnswers: checkKeepAnswers(keepAnswers),
    studies: listed("studies", studies).map(checkPlan),
  };
}

const OWN_MEMBERS = ["questions", "keepAnswers", "studies"] as const;

function jsonIn(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${path} is not JSON.`);
  }
}

function membersOf<Name extends string>(
  value: unknown,
  names: readonly Name[],
  where: string,
): Partial<Record<Name, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Error(`${where} is not an object.`);
  const strange = Object.keys(value).find((key) => !names.some((name) => name === key));
  if (strange !== undefined) throw new Error(`${where} has an unknown member "${strange}".`);
  return value;
}

function questionIn(value: unknown, path: string): AskedQuestion {
  const { id, text, keep } = membersOf(value, ["id", "text", "keep"], `A question in ${path}`);
  if (typeof id !== "string" || typeof text !== "string")
    throw new Error(`A question in ${path} needs "id" and "text".`);
  if (keep !== undefined && typeof keep !== "string")
    throw new Error(`"keep" of the question "${id}" in ${path} is not a text.`);
  return { id, text, ...(keep === undefined ? {} : { keep }) };
}
