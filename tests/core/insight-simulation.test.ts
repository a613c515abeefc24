// The check that "it got better since you told them" can be trusted: made-up diaries in which the truth is known.
import { describe, expect, test } from "vitest";
import type { Feeling } from "../../src/core/entities.ts";
import { overlapOf } from "../../src/core/insight/nap.ts";
import { chanceOf } from "../../src/core/insight/permutation.ts";
import { didItGetBetter, didTheyGetBetter, verdictOf } from "../../src/core/insight/told.ts";
import { asValue, chance, dayNumber, dayOf, feeling, moods } from "../support/diaries.ts";
import { thorough } from "../support/runs.ts";

interface Scenario {
  /** What changes for the company that was told, and for the others, in standard deviations. */
  gain?: number;
  othersGain?: number;
  others?: number;
  /** The user speaks up the first time that three visits in a row felt bad, instead of at any time. */
  badRun?: boolean;
}

const DAYS_BETWEEN = 6;
const OTHERS = 3;
const TOLD = "shop.example";

/** Between nine and twenty visits before, and six to fourteen after. */
function diaryOf(seed: number, { gain = 0, othersGain = 0, others = OTHERS, badRun = false }: Scenario) {
  const random = chance(seed);
  const between = (least: number, most: number): number => least + Math.floor(random() * (most - least + 1));
  const after = between(6, 14);
  const course = badRun ? untilBadRun(random, after) : { before: between(9, 20), list: [] as number[] };
  const list = badRun ? course.list : moods(course.before + 1 + after, random);
  const feelings = visits(
    TOLD,
    0,
    list.map((mood, index) => mood + (index > course.before ? gain : 0)),
  );
  for (let other = 1; other <= others; other++) {
    const own = moods(list.length, random).map((mood, index) => mood + (index > course.before ? othersGain : 0));
    feelings.push(...visits(`other${other}.example`, other, own));
  }
  const telling = { company: TOLD, at: `${dayNumber(course.before * DAYS_BETWEEN)}T18:00:00Z` };
  return { diary: { feelings, tellings: [telling], dayOf }, telling, values: list.map(asValue), before: course.before };
}

const visits = (company: string, offset: number, list: readonly number[]): Feeling[] =>
  list.map((mood, index) => feeling(dayNumber(index * DAYS_BETWEEN + offset), asValue(mood), { company }));

/** After at least eight visits; who has no bad run in sixty visits never speaks up and is another person. */
function untilBadRun(random: () => number, after: number): { before: number; list: number[] } {
  for (;;) {
    const list = moods(60 + after, random);
    const isBad = (mood: number): boolean => asValue(mood) < 0;
    const end = list.findIndex((_, index) => index >= 8 && index <= 40 && list.slice(index - 3, index).every(isBad));
    if (end > 0) return { before: end, list: list.slice(0, end + 1 + after) };
  }
}

type Run = ReturnType<typeof diaryOf>;

const RUNS = thorough ? 400 : 40;

/** In how many of a hundred runs something holds. */
function share(scenario: Scenario, holds: (run: Run) => boolean): number {
  let count = 0;
  for (let run = 1; run <= RUNS; run++) count += Number(holds(diaryOf(run, scenario)));
  return (100 * count) / RUNS;
}

/** A tenth of the runs says less exactly how often. */
const ROOM = thorough ? 0 : 8;

const saysBetter = ({ diary, telling }: Run): boolean => didItGetBetter(diary, telling).verdict === "better";

/** What would be said of the same diary with the bad run left in. */
function saysBetterWithTheRun({ diary, telling, values, before }: Run): boolean {
  const stratum = { before: values.slice(0, before), after: values.slice(before + 1) };
  const { nap } = overlapOf(stratum.before, stratum.after);
  const { controlsMean } = didItGetBetter(diary, telling);
  return verdictOf({ nap, p: chanceOf([stratum]).p, controlsMean }).verdict === "better";
}

/** What would be said if the others were not looked at. */
function saysBetterWithoutOthers({ diary, telling }: Run): boolean {
  const { overlap, p } = didItGetBetter(diary, telling);
  return verdictOf({ nap: overlap.nap, p, controlsMean: 0.5 }).verdict === "better";
}

describe("how often it says that it got better", () => {
  test("when nothing changed: in at most 6 of 100 diaries", () => {
    expect(share({}, saysBetter)).toBeLessThanOrEqual(6 + ROOM);
  });

  test("when everything improved for everyone: in at most 15, and in many more without looking at the others", () => {
    const everyone = { gain: 0.8, othersGain: 0.8 };
    expect(share(everyone, saysBetter)).toBeLessThanOrEqual(15 + ROOM);
    expect(share(everyone, saysBetterWithoutOthers)).toBeGreaterThanOrEqual(25 - ROOM);
  });

  test("when the user spoke up after a bad run: in at most 4, and in more with the run left in", () => {
    const badRun = { badRun: true };
    const left = share(badRun, saysBetterWithTheRun);
    const dropped = share(badRun, saysBetter);
    expect(dropped).toBeLessThanOrEqual(4 + ROOM);
    if (thorough) expect(left).toBeGreaterThanOrEqual(dropped * 1.5);
  });

  test("when it really got better by 1.8 standard deviations: in at least 50", () => {
    expect(share({ gain: 1.8 }, saysBetter)).toBeGreaterThanOrEqual(50 - ROOM);
  });

  test("without any company beside it: never, whatever happened", () => {
    expect(share({ gain: 1.8, others: 0 }, saysBetter)).toBe(0);
  });

  test("when it got worse: never", () => {
    expect(share({ gain: -1.8 }, saysBetter)).toBe(0);
    expect(
      share({ gain: -1.8 }, ({ diary, telling }) => didItGetBetter(diary, telling).verdict === "worse"),
    ).toBeGreaterThanOrEqual(50 - ROOM);
  });
});

describe("of three companies together", () => {
  const pooled = (run: number, gain: number) => {
    const parts = [1, 2, 3].map((part) => diaryOf(10_000 + 3 * run + part, { gain, others: part === 1 ? OTHERS : 0 }));
    const renamed = parts.map(({ diary, telling }, index) => ({
      feelings: diary.feelings.map((one) => (one.company === TOLD ? { ...one, company: `${index}.example` } : one)),
      telling: { ...telling, company: `${index}.example` },
    }));
    const tellings = renamed.map(({ telling }) => telling);
    return didTheyGetBetter({ feelings: renamed.flatMap(({ feelings }) => feelings), tellings, dayOf });
  };
  const often = (gain: number): number => {
    let count = 0;
    for (let run = 0; run < RUNS / 4; run++) count += Number(pooled(run, gain).verdict === "better");
    return (100 * count) / (RUNS / 4);
  };

  test("nothing changed: rarely better; a real gain: mostly better", () => {
    expect(often(0)).toBeLessThanOrEqual(6 + ROOM);
    expect(often(1.8)).toBeGreaterThanOrEqual(60 - ROOM);
  });
});
