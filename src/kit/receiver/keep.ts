// The end of an answer: docs/SIGNAL.md, "A question", `keep`.
import { daysIn } from "../../signal/dates.ts";
import { KEEP } from "../../signal/question.ts";
import type { CheckedBody } from "./bodies.ts";
import type { AskedQuestion } from "./report-answers.ts";

const DAY = 86_400_000;

/** Throws RangeError for a question that no company may ask, with a sentence for the operator. */
export function checkQuestion({ id, text, keep }: AskedQuestion): AskedQuestion {
  if (keep === undefined) return { id, text };
  if (typeof keep !== "string" || !KEEP.test(keep))
    throw new RangeError(`"keep" of the question "${id}" is not a number of days, weeks, months or years (P90D)`);
  return { id, text, keep };
}

/** With the end of its keeping, if it answers a question with a `keep`. */
export function withEnd(checked: CheckedBody, questions: readonly AskedQuestion[], now: number): CheckedBody {
  const { answer } = checked.body;
  const id = typeof answer === "object" && answer !== null && "question" in answer ? answer.question : undefined;
  const keep = questions.find((question) => question.id === id)?.keep;
  return keep === undefined ? checked : { ...checked, expires: endOfKeeping(now, keep) };
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
