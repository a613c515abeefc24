import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { beforeAfterOf, type Diary, pooledBeforeAfterOf } from "../../../src/core/insight/before-after.ts";
import type { Intervention } from "../../../src/core/insight/intervention.ts";
import { verdictOf } from "../../../src/core/insight/verdict.ts";
import type { Feeling } from "../../../src/core/record/tables.ts";
import { VALUES, type Value } from "../../../src/signal/feeling-vocabulary.ts";
import { holds } from "../../support/data/arbitraries.ts";
import { dayNumber, dayOf, feeling } from "../../support/data/diaries.ts";

const SHOP = "shop.example";
const TOLD_DAY = 50;

const toldOn = (day: number, company = SHOP): Intervention => ({ company, at: `${dayNumber(day)}T15:00:00Z` });

/** Visits before end on the day before the intervention; visits after begin on the day after it. */
function around(before: readonly Value[], after: readonly Value[], company = SHOP): Feeling[] {
  const first = TOLD_DAY - before.length;
  return [
    ...before.map((value, index) => feeling(dayNumber(first + index), value, { company })),
    ...after.map((value, index) => feeling(dayNumber(TOLD_DAY + 1 + index), value, { company })),
  ];
}

const ask = (feelings: readonly Feeling[], interventions: readonly Intervention[] = [toldOn(TOLD_DAY)]) =>
  beforeAfterOf({ feelings, interventions, dayOf }, toldOn(TOLD_DAY));

const BAD: Value[] = [-1, -2, -1, -1, 0, -1, -2, -1];
const RUN: Value[] = [-2, -2, -2];
const GOOD: Value[] = [1, 1, 2, 1, 0, 1, 1, 1];
const steady = (company = "steady.example"): Feeling[] =>
  around([0, 1, 0, 1, 0, 1, 0, 1, 0], [1, 0, 1, 0, 1, 0], company);

describe("the compared visits", () => {
  test("leave out the last three before the intervention, and those on its day", () => {
    const answer = ask([...around([...BAD, ...RUN], GOOD), feeling(dayNumber(TOLD_DAY), 2)]);
    expect(answer).toMatchObject({
      company: SHOP,
      interventionDay: dayNumber(TOLD_DAY),
      before: { visits: 11, good: 0 },
      after: { visits: 8, good: 7 },
      used: { before: { visits: 8, good: 0 }, after: { visits: 8, good: 7 } },
    });
    expect(answer.overlap).toMatchObject({ pairs: 64, better: 63, tied: 1, worse: 0 });
  });

  test("do not depend on the bad run or on the day of the intervention", () => {
    const values = fc.array(fc.constantFrom(...VALUES), { minLength: 3, maxLength: 3 });
    const without = ask([...around([...BAD, ...RUN], GOOD), ...steady()]);
    holds(
      fc.property(values, fc.constantFrom(...VALUES), (run, onTheDay) => {
        const other = ask([...around([...BAD, ...run], GOOD), feeling(dayNumber(TOLD_DAY), onTheDay), ...steady()]);
        expect({ ...other, before: without.before }).toEqual(without);
      }),
    );
  });

  test("lie within twelve months on either side", () => {
    const old = feeling("2024-12-31", 2);
    const late = feeling("2027-12-31", -2);
    const near = around([...BAD, ...RUN], GOOD);
    expect(ask([old, ...near, late])).toEqual(ask(near));
    expect(ask(near).period).toEqual({ from: "2025-02-20", until: "2027-02-20" });
  });

  test("include controls: untold companies with enough visits on the same dates", () => {
    const feelings = [
      ...around([...BAD, ...RUN], GOOD),
      ...steady(),
      ...steady("told.example"),
      ...around([1, 1, 1, 1, 1, 1, 1, 1], [1, 1, 1, 1], "rare.example"),
    ];
    const answer = ask(feelings, [toldOn(TOLD_DAY), toldOn(10, "told.example")]);
    // Nine visits of the control come before; three of them lie in the days that the comparison leaves out.
    expect(answer.controls).toBe(1);
    expect(answer.controlsMean).toBeCloseTo((3 * 3 + 0.5 * (3 * 3 + 3 * 3)) / 36, 12);
  });
});

describe("the verdict", () => {
  test("is not-enough below five visits on either side, with counts of all visits", () => {
    const answer = ask(around([1, -1, -1, 1, 0, -1], [1, 1, 0, 1]));
    expect(answer).toMatchObject({
      verdict: "not-enough",
      doubt: null,
      before: { visits: 6, good: 2 },
      after: { visits: 4, good: 3 },
      p: 1,
    });
    expect(ask(around([...BAD.slice(0, 4), ...RUN], GOOD)).verdict).toBe("not-enough");
    expect(ask([]).verdict).toBe("not-enough");
  });

  test("is better if the change is large and sure, and the controls did not change as much", () => {
    const answer = ask([...around([...BAD, ...RUN], GOOD), ...steady()]);
    expect(answer).toMatchObject({ verdict: "better", doubt: null, controls: 1 });
    expect(answer.p).toBeLessThan(0.001);
  });

  test("is maybe, with the reason for the doubt", () => {
    const clear = around([...BAD, ...RUN], GOOD);
    expect(ask(clear)).toMatchObject({ verdict: "maybe-better", doubt: "no-controls", controlsMean: null });
    const others = around([...BAD, ...RUN], GOOD, "other.example");
    expect(ask([...clear, ...others])).toMatchObject({ verdict: "maybe-better", doubt: "others-too" });
    const few = around([-1, 0, 1, -1, 0, ...RUN], [1, 0, 1, 0, 1]);
    expect(ask([...few, ...steady()])).toMatchObject({ verdict: "maybe-better", doubt: "chance" });
  });

  describe("the limits", () => {
    const two = (mean: number) => ({ count: 2, mean, isLeadRare: () => true });
    const three = (rare: boolean) => ({ count: 3, mean: 0.5, isLeadRare: () => rare });
    test.each([
      [{ nap: 0.7, p: 0.05, others: three(true) }, "better", null],
      [{ nap: 0.699, p: 0.05, others: three(true) }, "no-clear-change", null],
      [{ nap: 0.7, p: 0.051, others: three(true) }, "maybe-better", "chance"],
      // With three controls chance decides, however large the lead; with fewer the lead itself decides.
      [{ nap: 1, p: 0.001, others: three(false) }, "maybe-better", "others-too"],
      [{ nap: 0.75, p: 0.05, others: two(0.5) }, "better", null],
      [{ nap: 0.75, p: 0.05, others: two(0.501) }, "maybe-better", "others-too"],
      [{ nap: 0.9, p: 0.04, others: null }, "maybe-better", "no-controls"],
      [{ nap: 0.3, p: 0.05, others: three(true) }, "worse", null],
      [{ nap: 0.301, p: 0.05, others: three(true) }, "no-clear-change", null],
      [{ nap: 0.2, p: 0.05, others: three(false) }, "maybe-worse", "others-too"],
      [{ nap: 0.2, p: 0.05, others: two(0.45) }, "worse", null],
      [{ nap: 0.2, p: 0.05, others: two(0.449) }, "maybe-worse", "others-too"],
      [{ nap: 0.2, p: 0.04, others: null }, "maybe-worse", "no-controls"],
    ] as const)("%j: %s", (numbers, verdict, doubt) => {
      expect(verdictOf(numbers)).toEqual({ verdict, doubt });
    });
  });

  test("of the mirrored diary is the mirrored verdict", () => {
    const mirrored: Record<string, string> = {
      "not-enough": "not-enough",
      better: "worse",
      "maybe-better": "maybe-worse",
      "no-clear-change": "no-clear-change",
      "maybe-worse": "maybe-better",
      worse: "better",
    };
    const list = fc.array(fc.constantFrom(...VALUES), { maxLength: 12 });
    const flip = (feelings: readonly Feeling[]): Feeling[] =>
      feelings.map((one) => ({ ...one, value: (0 - one.value) as Value }));
    holds(
      fc.property(list, list, list, list, fc.integer({ min: 1, max: 4 }), (before, after, earlier, later, many) => {
        const others = Array.from({ length: many }, (_, index) =>
          around(earlier.slice(index % 2), later.slice(index % 2), `other${index}.example`),
        );
        const feelings = [...around(before, after), ...others.flat()];
        const one = ask(feelings);
        const other = ask(flip(feelings));
        expect(other.verdict).toBe(mirrored[one.verdict]);
        expect(other.doubt).toBe(one.doubt);
      }),
    );
  });

  test("is at most maybe without controls, and the same for the same data", () => {
    const list = fc.array(fc.constantFrom(...VALUES), { maxLength: 14 });
    holds(
      fc.property(list, list, (before, after) => {
        const feelings = around(before, after);
        expect(["better", "worse"]).not.toContain(ask(feelings).verdict);
        expect(ask(feelings.toReversed())).toEqual(ask(feelings));
      }),
    );
  });
});

describe("the answer for any diary", () => {
  const list = fc.array(fc.constantFrom(...VALUES), { maxLength: 14 });
  const companies = fc.array(fc.tuple(list, list), { minLength: 1, maxLength: 6 });
  const diaryOf = (sides: readonly (readonly [Value[], Value[]])[], many: number) => {
    const names = sides.map((_, index) => (index < many ? `told${index}.example` : `other${index}.example`));
    const feelings = sides.flatMap(([before, after], index) => around(before, after, names[index]));
    return { feelings, interventions: names.slice(0, many).map((name) => toldOn(TOLD_DAY, name)), dayOf };
  };
  const answersOf = (diary: Diary) => [
    ...diary.interventions.map((intervention) => beforeAfterOf(diary, intervention)),
    pooledBeforeAfterOf(diary),
  ];

  test("has finite numbers within their bounds", () => {
    holds(
      fc.property(companies, fc.nat(6), (sides, many) => {
        for (const { p, overlap, controls, controlsMean, verdict } of answersOf(diaryOf(sides, many))) {
          expect(p).toBeGreaterThan(0);
          expect(p).toBeLessThanOrEqual(1);
          expect(overlap.nap).toBeGreaterThanOrEqual(0);
          expect(overlap.nap).toBeLessThanOrEqual(1);
          expect(controlsMean === null).toBe(controls === 0);
          if (controls === 0) expect(["better", "worse"]).not.toContain(verdict);
          else expect(Math.abs((controlsMean ?? Number.NaN) - 0.5)).toBeLessThanOrEqual(0.5 + 1e-9);
        }
      }),
    );
  });

  test("does not depend on the order of rows", () => {
    holds(
      fc.property(companies, fc.nat(6), fc.infiniteStream(fc.nat()), (sides, many, numbers) => {
        const diary = diaryOf(sides, many);
        const mixed = diary.feelings
          .map((one) => ({ one, place: Number(numbers.next().value) }))
          .sort((one, other) => one.place - other.place)
          .map(({ one }) => one);
        expect(answersOf({ ...diary, feelings: mixed })).toEqual(answersOf(diary));
        const interventions = diary.interventions.toReversed();
        expect(pooledBeforeAfterOf({ ...diary, feelings: mixed, interventions })).toEqual(pooledBeforeAfterOf(diary));
      }),
    );
  });

  test("of equal visits is no change, even if the controls changed", () => {
    const visits = fc.integer({ min: 0, max: 14 });
    holds(
      fc.property(fc.constantFrom(...VALUES), visits, visits, companies, (value, before, after, sides) => {
        const same = (count: number) => new Array<Value>(count).fill(value);
        const [answer] = answersOf(diaryOf([[same(before), same(after)], ...sides], 1));
        expect(["not-enough", "no-clear-change"]).toContain(answer?.verdict);
      }),
    );
  });

  test("finds a change beside controls whose visits are all equal", () => {
    const flat = ["a", "b", "c"].flatMap((name) => around(same(1, 9), same(1, 6), `${name}.example`));
    expect(ask([...around([...BAD, ...RUN], GOOD), ...flat])).toMatchObject({ verdict: "better", controlsMean: 0.5 });
  });
});

const same = (value: Value, visits: number): Value[] => new Array<Value>(visits).fill(value);

describe("beside three controls or more", () => {
  const others = (before: Value[], after: Value[]): Feeling[] =>
    ["a", "b", "c"].flatMap((name) => around([...before, ...same(0, 3)], after, `${name}.example`));
  const clear = around([...BAD, ...RUN], GOOD);

  test("a gain larger than theirs is better, although they improved too", () => {
    const answer = ask([...clear, ...others([0, 1, 0, -1, 1, 0, -1, 0], [1, 0, 0, 1, 0, 1, -1, 0])]);
    expect(answer).toMatchObject({ verdict: "better", controls: 3 });
    expect(answer.controlsMean).toBeGreaterThan(0.55);
  });

  test("a gain like theirs is only a maybe, and so is a loss", () => {
    expect(ask([...clear, ...others(BAD, GOOD)])).toMatchObject({ verdict: "maybe-better", doubt: "others-too" });
    const fall = around([...GOOD, ...RUN], BAD);
    expect(ask([...fall, ...others(GOOD, BAD)])).toMatchObject({ verdict: "maybe-worse", doubt: "others-too" });
  });
});

describe("several companies together", () => {
  const three = ["a.example", "b.example", "c.example"];
  const pooled = (feelings: readonly Feeling[], companies: readonly string[]) => {
    const diary: Diary = { feelings, interventions: companies.map((id) => toldOn(TOLD_DAY, id)), dayOf };
    return pooledBeforeAfterOf(diary);
  };
  const few = (company: string): Feeling[] => around([-1, -1, -2, ...RUN], [1, 0, 1], company);

  test("support a verdict that none supports alone", () => {
    const feelings = [...three.flatMap(few), ...steady()];
    const alone = beforeAfterOf(
      { feelings, interventions: three.map((id) => toldOn(TOLD_DAY, id)), dayOf },
      toldOn(TOLD_DAY, "a.example"),
    );
    expect(alone.verdict).toBe("not-enough");
    expect(pooled(feelings, three)).toMatchObject({
      verdict: "better",
      companies: three,
      used: { before: { visits: 9, good: 0 }, after: { visits: 9, good: 6 } },
      overlap: { pairs: 27, better: 27, tied: 0, worse: 0 },
    });
  });

  test("are not enough if they are two, or three of which one has nothing to compare", () => {
    const two = three.slice(0, 2);
    expect(pooled([...two.flatMap(few), ...steady()], two).verdict).toBe("not-enough");
    const silent = [...two.flatMap(few), ...around([0, 0, 0], [1, 1, 1, 1, 1], "c.example"), ...steady()];
    expect(pooled(silent, three)).toMatchObject({ verdict: "not-enough", companies: two });
  });

  test("are never compared with each other: a bad one before and a good one after is no change", () => {
    const level = (company: string, value: Value): Feeling[] =>
      around(new Array<Value>(8).fill(value), new Array<Value>(5).fill(value), company);
    const feelings = [...level("a.example", -2), ...level("b.example", 0), ...level("c.example", 2), ...steady()];
    expect(pooled(feelings, three)).toMatchObject({ verdict: "no-clear-change", overlap: { nap: 0.5 }, p: 1 });
  });

  test("count a control of all three interventions once", () => {
    const feelings = [...three.flatMap(few), ...steady("x.example"), ...steady("y.example")];
    expect(pooled(feelings, three)).toMatchObject({ controls: 2 });
    expect(pooled(feelings, three).controlsMean).toBeCloseTo(0.5, 12);
  });

  test("are compared from the first intervention of each", () => {
    const feelings = [...three.flatMap(few), ...steady()];
    const diary = { feelings, interventions: three.map((id) => toldOn(TOLD_DAY, id)), dayOf };
    const again = [...diary.interventions, ...three.map((id) => toldOn(TOLD_DAY + 2, id))];
    expect(pooledBeforeAfterOf({ ...diary, interventions: again.toReversed() })).toEqual(pooledBeforeAfterOf(diary));
  });
});
