// Simulated diaries with a known change, and the share of them in which the product says "better".
import { type BeforeAfter, beforeAfterOf } from "../../../src/core/insight/before-after.ts";
import type { Feeling } from "../../../src/core/record/tables.ts";
import type { Value } from "../../../src/signal/feeling-vocabulary.ts";
import { napOf } from "../../../src/signal/statistics/overlap.ts";
import { chanceOf } from "../../../src/signal/statistics/permutation.ts";
import { dayNumber, dayOf, feeling } from "./diaries.ts";
import {
  ASIDE,
  chanceOfSeed,
  course,
  LENGTHS,
  type Length,
  lengthsOf,
  SHAPE_NAMES,
  type Shape,
  untilBadRun,
  wordFor,
} from "./made-up-people.ts";

const TOLD = "told.example";
export const DAYS_BETWEEN = 6;
export const OTHERS = [3, 6, 12] as const;

export const MOST_OTHERS = 12;

export interface Kind {
  shape: Shape;
  length: Length;
}

export interface Truth {
  /** The change at the told company, and at the others, in standard deviations. */
  gain?: number;
  elsewhere?: number;
  lasting?: number;
  spokeUp?: "any time" | "after a bad run" | "to the worst";
}

export const KINDS: readonly Kind[] = SHAPE_NAMES.flatMap((shape) => LENGTHS.map((length) => ({ shape, length })));

/** One person: the words of each visit to the company with the intervention, and to the others if needed. */
export interface Person {
  before: number;
  own: Value[];
  others(): Value[][];
}

export function personOf(seed: number, { shape, length }: Kind, truth: Truth): Person {
  const { gain = 0, elsewhere = 0, lasting = 0.3, spokeUp = "any time" } = truth;
  const random = chanceOfSeed(seed);
  const { before: usual, after } = lengthsOf(length, random);
  const bad = spokeUp === "after a bad run" ? untilBadRun(after, shape, random) : null;
  const before = bad?.before ?? usual;
  const words = (moods: readonly number[], from: number, change: number): Value[] =>
    moods.map((mood, index) => wordFor(mood + (index >= from ? change : 0), shape));
  const other = (): Value[] => words(course(before + after, lasting, random), before, elsewhere);
  if (spokeUp !== "to the worst") {
    const moods = bad?.moods ?? course(before + 1 + after, lasting, random);
    return { before, own: words(moods, before + 1, gain), others: () => Array.from({ length: MOST_OTHERS }, other) };
  }
  const recently = (list: readonly Value[]): number =>
    list.slice(before - 8, before).reduce<number>((sum, one) => sum + one, 0);
  const all = Array.from({ length: MOST_OTHERS }, other).sort((one, two) => recently(one) - recently(two));
  const [own = [], ...others] = all;
  return { before, own: own.toSpliced(before, 0, 0), others: () => others };
}

export const DAYS = Array.from({ length: 400 }, (_, day) => dayNumber(day));

/** The intervention is on the day of the visit after `before`; visits to the others are on the days between. */
export function answerTo({ before, own }: Person, others: readonly (readonly Value[])[]): BeforeAfter {
  const feelings = [own, ...others].flatMap((list, company) =>
    list.map((value, visit): Feeling => {
      const day = visit * DAYS_BETWEEN + (company === 0 ? 0 : 1 + (company % (DAYS_BETWEEN - 1)));
      return feeling(DAYS[day] ?? "", value, { company: company === 0 ? TOLD : `other${company}.example` });
    }),
  );
  const intervention = { company: TOLD, at: `${DAYS[before * DAYS_BETWEEN]}T18:00:00Z` };
  return beforeAfterOf({ feelings, interventions: [intervention], dayOf }, intervention);
}

/** Less than this is never "better", whatever the others did. That decides most diaries. */
function mayBeBetter({ before, own }: Person): boolean {
  const sides = { before: own.slice(0, before - ASIDE), after: own.slice(before + 1) };
  return napOf(sides.before, sides.after) >= 0.7 && chanceOf([sides]).p <= 0.05;
}

export interface Asked {
  /** Number of diaries. */
  runs: number;
  /** Numbers of other companies; one answer for each. */
  others?: readonly number[];
}

/** Percentage of diaries in which it says "better". */
export function betterIn(kind: Kind, truth: Truth, { runs, others = OTHERS }: Asked): number[] {
  const better = others.map(() => 0);
  const index = KINDS.findIndex(({ shape, length }) => shape === kind.shape && length === kind.length);
  for (let run = 1; run <= runs; run++) {
    const person = personOf(run + 10_000 * index, kind, truth);
    if (!mayBeBetter(person)) continue;
    const beside = person.others();
    others.forEach((count, place) => {
      if (answerTo(person, beside.slice(0, count)).verdict === "better") better[place] = (better[place] ?? 0) + 1;
    });
  }
  return better.map((count) => (100 * count) / runs);
}
