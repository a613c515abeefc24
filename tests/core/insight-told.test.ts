import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Feeling } from "../../src/core/entities.ts";
import { VALUES, type Value } from "../../src/core/feeling.ts";
import { type Diary, didItGetBetter, didTheyGetBetter, type Telling, verdictOf } from "../../src/core/insight/told.ts";
import { dayNumber, dayOf, feeling } from "../support/diaries.ts";
import { holds } from "./arbitraries.ts";

const SHOP = "shop.example";
const TOLD_DAY = 50;

const toldOn = (day: number, company = SHOP): Telling => ({ company, at: `${dayNumber(day)}T15:00:00Z` });

/** The visits before end on the day before the telling, those after begin on the day after it. */
function around(before: readonly Value[], after: readonly Value[], company = SHOP): Feeling[] {
  const first = TOLD_DAY - before.length;
  return [
    ...before.map((value, index) => feeling(dayNumber(first + index), value, { company })),
    ...after.map((value, index) => feeling(dayNumber(TOLD_DAY + 1 + index), value, { company })),
  ];
}

const ask = (feelings: readonly Feeling[], tellings: readonly Telling[] = [toldOn(TOLD_DAY)]) =>
  didItGetBetter({ feelings, tellings, dayOf }, toldOn(TOLD_DAY));

const BAD: Value[] = [-1, -2, -1, -1, 0, -1, -2, -1];
const RUN: Value[] = [-2, -2, -2];
const GOOD: Value[] = [1, 1, 2, 1, 0, 1, 1, 1];
const steady = (company = "steady.example"): Feeling[] =>
  around([0, 1, 0, 1, 0, 1, 0, 1, 0], [1, 0, 1, 0, 1, 0], company);

describe("what is compared", () => {
  test("without the three visits before the telling and the visit of the telling", () => {
    const answer = ask([...around([...BAD, ...RUN], GOOD), feeling(dayNumber(TOLD_DAY), 2)]);
    expect(answer).toMatchObject({
      company: SHOP,
      told: dayNumber(TOLD_DAY),
      before: { visits: 11, good: 0 },
      after: { visits: 8, good: 7 },
      used: { before: { visits: 8, good: 0 }, after: { visits: 8, good: 7 } },
    });
    expect(answer.overlap).toMatchObject({ pairs: 64, better: 63, tied: 1, worse: 0 });
  });

  test("what happened in the bad run and on the day of the telling changes nothing", () => {
    const values = fc.array(fc.constantFrom(...VALUES), { minLength: 3, maxLength: 3 });
    const without = ask([...around([...BAD, ...RUN], GOOD), ...steady()]);
    holds(
      fc.property(values, fc.constantFrom(...VALUES), (run, onTheDay) => {
        const other = ask([...around([...BAD, ...run], GOOD), feeling(dayNumber(TOLD_DAY), onTheDay), ...steady()]);
        expect({ ...other, before: without.before }).toEqual(without);
      }),
    );
  });

  test("no more than twelve months on either side", () => {
    const old = feeling("2024-12-31", 2);
    const late = feeling("2027-12-31", -2);
    const near = around([...BAD, ...RUN], GOOD);
    expect(ask([old, ...near, late])).toEqual(ask(near));
    expect(ask(near).period).toEqual({ from: "2025-02-20", until: "2027-02-20" });
  });

  test("controls are companies that were told nothing, on the same dates, with enough visits", () => {
    const feelings = [
      ...around([...BAD, ...RUN], GOOD),
      ...steady(),
      ...steady("told.example"),
      ...around([1, 1, 1, 1, 1, 1, 1, 1], [1, 1, 1, 1], "rare.example"),
    ];
    const answer = ask(feelings, [toldOn(TOLD_DAY), toldOn(10, "told.example")]);
    // Of the nine visits before, three fell into the days that are set aside.
    expect(answer.controls).toBe(1);
    expect(answer.controlsMean).toBeCloseTo((3 * 3 + 0.5 * (3 * 3 + 3 * 3)) / 36, 12);
  });
});

describe("the verdict", () => {
  test("too early: fewer than five on either side, and what is said counts every visit", () => {
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

  test("better, when it is large, sure, and the others did not change like this", () => {
    const answer = ask([...around([...BAD, ...RUN], GOOD), ...steady()]);
    expect(answer).toMatchObject({ verdict: "better", doubt: null, controls: 1 });
    expect(answer.p).toBeLessThan(0.001);
  });

  test("maybe, with what is in doubt", () => {
    const clear = around([...BAD, ...RUN], GOOD);
    expect(ask(clear)).toMatchObject({ verdict: "maybe-better", doubt: "no-controls", controlsMean: null });
    const others = around([...BAD, ...RUN], GOOD, "other.example");
    expect(ask([...clear, ...others])).toMatchObject({ verdict: "maybe-better", doubt: "others-too" });
    const few = around([-1, 0, 1, -1, 0, ...RUN], [1, 0, 1, 0, 1]);
    expect(ask([...few, ...steady()])).toMatchObject({ verdict: "maybe-better", doubt: "chance" });
  });

  test("by the numbers of the rules", () => {
    const sure = { p: 0.05, controlsMean: 0.5 };
    expect(verdictOf({ nap: 0.7, ...sure }).verdict).toBe("better");
    expect(verdictOf({ nap: 0.699, ...sure }).verdict).toBe("no-clear-change");
    expect(verdictOf({ nap: 0.7, ...sure, p: 0.051 })).toEqual({ verdict: "maybe-better", doubt: "chance" });
    expect(verdictOf({ nap: 0.7, ...sure, controlsMean: 0.51 })).toEqual({
      verdict: "maybe-better",
      doubt: "others-too",
    });
    expect(verdictOf({ nap: 0.2, ...sure }).verdict).toBe("worse");
    expect(verdictOf({ nap: 0.2, ...sure, controlsMean: 0.3 })).toEqual({
      verdict: "maybe-worse",
      doubt: "others-too",
    });
    expect(verdictOf({ nap: 0.2, p: 0.04, controlsMean: null })).toEqual({
      verdict: "maybe-worse",
      doubt: "no-controls",
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
      fc.property(list, list, list, list, (before, after, otherBefore, otherAfter) => {
        const feelings = [...around(before, after), ...around(otherBefore, otherAfter, "other.example")];
        const one = ask(feelings);
        const other = ask(flip(feelings));
        expect(other.verdict).toBe(mirrored[one.verdict]);
        expect(other.doubt).toBe(one.doubt);
      }),
    );
  });

  test("never says more without controls than maybe, and the same data say the same twice", () => {
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

describe("several companies together", () => {
  const three = ["a.example", "b.example", "c.example"];
  const pooled = (feelings: readonly Feeling[], companies: readonly string[]) => {
    const diary: Diary = { feelings, tellings: companies.map((id) => toldOn(TOLD_DAY, id)), dayOf };
    return didTheyGetBetter(diary);
  };
  const few = (company: string): Feeling[] => around([-1, -1, -2, ...RUN], [1, 0, 1], company);

  test("say together what none can say alone", () => {
    const feelings = [...three.flatMap(few), ...steady()];
    const alone = didItGetBetter(
      { feelings, tellings: three.map((id) => toldOn(TOLD_DAY, id)), dayOf },
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

  test("two are not enough, nor are three of which one has nothing to compare", () => {
    const two = three.slice(0, 2);
    expect(pooled([...two.flatMap(few), ...steady()], two).verdict).toBe("not-enough");
    const silent = [...two.flatMap(few), ...around([0, 0, 0], [1, 1, 1, 1, 1], "c.example"), ...steady()];
    expect(pooled(silent, three)).toMatchObject({ verdict: "not-enough", companies: two });
  });

  test("never compare one company with another: a bad one before and a good one after is no change", () => {
    const level = (company: string, value: Value): Feeling[] =>
      around(new Array<Value>(8).fill(value), new Array<Value>(5).fill(value), company);
    const feelings = [...level("a.example", -2), ...level("b.example", 0), ...level("c.example", 2), ...steady()];
    expect(pooled(feelings, three)).toMatchObject({ verdict: "no-clear-change", overlap: { nap: 0.5 }, p: 1 });
  });

  test("the first telling of each counts", () => {
    const feelings = [...three.flatMap(few), ...steady()];
    const diary = { feelings, tellings: three.map((id) => toldOn(TOLD_DAY, id)), dayOf };
    const again = [...diary.tellings, ...three.map((id) => toldOn(TOLD_DAY + 2, id))];
    expect(didTheyGetBetter({ ...diary, tellings: again.toReversed() })).toEqual(didTheyGetBetter(diary));
  });
});
