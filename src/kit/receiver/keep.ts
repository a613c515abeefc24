// The end of an answer: docs/SIGNAL.md, "A question", `keep`.
import { daysIn } from "../../signal/dates.ts";
import { KEEP } from "../../signal/question.ts";
import type { CheckedBody, ItemKind } from "./bodies.ts";
import type { AskedQuestion } from "./report-answers.ts";

const DAY = 86_400_000;

/** Throws RangeError, with a sentence for the operator, for an id given twice or a `keep` that is no duration. */
export function checkQuestions(questions: readonly AskedQuestion[]): AskedQuestion[] {
  const twice = questions.find(({ id }, at) => questions.findIndex((other) => other.id === id) < at);
  if (twice !== undefined) throw new RangeError(`there are two questions "${twice.id}"`);
  return questions.map(checkQuestion);
}

function checkQuestion({ id, text, keep }: AskedQuestion): AskedQuestion {
  if (keep === undefined) return { id, text };
  if (typeof keep !== "string" || !KEEP.test(keep))
    throw new RangeError(`"keep" of the question "${id}" is not a number of days, weeks, months or years (P90D)`);
  return { id, text, keep };
}

/** The company's own rules about the end of answers. */
export interface KeepRules {
  questions?: readonly AskedQuestion[];
  /** For answers to a question that has no `keep` or is not listed: in the form of `keep`. */
  keepAnswers?: string;
}

/**
 * The default of `keepAnswers`. The customer was told a `keep` that the receiver does not know, so this is short: an
 * answer that ends too early breaks no promise.
 */
const KEEP_ANSWERS = "P30D";

/** Throws RangeError for a text that is no duration. */
export function checkKeepAnswers(keepAnswers: string = KEEP_ANSWERS): string {
  if (typeof keepAnswers !== "string" || !KEEP.test(keepAnswers))
    throw new RangeError('"keepAnswers" is not a number of days, weeks, months or years (P30D)');
  return keepAnswers;
}

/** With the end of its keeping, if it is an answer. `arrived`: in milliseconds since 1970. */
export const withEnd = (
  { kind, checked }: { kind: ItemKind; checked: CheckedBody },
  rules: KeepRules,
  arrived: number,
): CheckedBody => (kind === "answer" ? { ...checked, expires: endOfAnswer(checked.body, rules, arrived) } : checked);

export function endOfAnswer(body: unknown, { questions = [], keepAnswers }: KeepRules, arrived: number): string {
  const answer: unknown = typeof body === "object" && body !== null && "answer" in body ? body.answer : undefined;
  const id = typeof answer === "object" && answer !== null && "question" in answer ? answer.question : undefined;
  const keep = questions.find((question) => question.id === id)?.keep;
  return endOfKeeping(arrived, keep ?? checkKeepAnswers(keepAnswers));
}

/** The instant when `keep` is over. In a month that has no such day, its last day: never later than promised. */
export function endOfKeeping(from: number, keep: string): string {
  const [number, unit] = [Number(keep.slice(1, -1)), keep.at(-1)];
  if (unit === "D" || unit === "W") return new Date(from + number * (unit === "W" ? 7 : 1) * DAY).toISOString();
  const end = new Date(from);
  const day = end.getUTCDate();
  end.setUTCDate(1);
  end.setUTCMonth(end.getUTCMonth() + number * (unit === "Y" ? 12 : 1));
  end.setUTCDate(Math.min(day, daysIn(end.getUTCFullYear(), end.getUTCMonth() + 1)));
  return end.toISOString();
}
