// The report's tables about answers to the company's questions. Counts customers' own words, and never shows them.
import { createCells, type ShownTable } from "./cells.ts";

/** A question on the company's pages. */
export interface AskedQuestion {
  id: string;
  text: string;
  /** As on the page (P90D, P2W, P6M, P1Y): answers are erased after it. Without it: after `keepAnswers`. */
  keep?: string;
}

const COLUMN = "customers";

/** `count` takes the answers of one customer. One table for each question. */
export function answerTables(questions: readonly AskedQuestion[]) {
  const tables = questions.map((question) => ({ question, cells: createCells() }));
  return {
    count(bodies: readonly unknown[]): void {
      const given = bodies.flatMap(givenIn);
      for (const { question, cells } of tables)
        cells.count(given.flatMap(({ id, said }) => (id === question.id ? [[said, COLUMN] as const] : [])));
    },
    shown: (): ShownTable[] =>
      tables.map(({ question, cells }) => ({ id: question.id, ...cells.shown(question.text, [COLUMN]) })),
  };
}

function givenIn(body: unknown): { id: string; said: string }[] {
  const answer = member(body, "answer");
  const id = member(answer, "question");
  if (typeof id !== "string") return [];
  const choice = member(answer, "choice");
  const value = member(member(answer, "feeling"), "value");
  if (typeof choice === "string") return [{ id, said: choice }];
  if (typeof value === "number") return [{ id, said: `felt ${value}` }];
  return [{ id, said: member(answer, "date") === undefined ? "in own words" : "a date" }];
}

const member = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null && Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;
