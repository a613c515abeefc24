// Leads over other companies, by hand and against every possible deal; lasting moods; and the time a page waits for
// both.
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { beforeAfterOf } from "../../../src/core/insight/before-after.ts";
import { allowingFor, deviateOf, lastingOf, stricterThan, twoSided } from "../../../src/core/insight/lasting.ts";
import { isLeadRare, type Other, RARE } from "../../../src/core/insight/lead.ts";
import { VALUES, type Value } from "../../../src/signal/feeling-vocabulary.ts";
import { dealsIn } from "../../../src/signal/statistics/dealing.ts";
import { napOf } from "../../../src/signal/statistics/overlap.ts";
import { chanceOf } from "../../../src/signal/statistics/permutation.ts";
import { holds } from "../../support/data/arbitraries.ts";
import { dayNumber, dayOf, feeling } from "../../support/data/diaries.ts";
import { chanceOfSeed } from "../../support/data/made-up-people.ts";

interface Sides {
  before: readonly number[];
  after: readonly number[];
}

const word = fc.constantFrom(...VALUES);
const sides = (least: number, most: number): fc.Arbitrary<Sides> => {
  const side = fc.array(word, { minLength: least, maxLength: most });
  return fc.record({ before: side, after: side });
};

const otherOf = ({ before, after }: Sides, weight: number): Other => ({
  values: [...before, ...after],
  splits: [{ before: [0, before.length], after: [before.length, before.length + after.length], weight }],
});
const beside = (others: readonly Sides[]): Other[] => others.map((one) => otherOf(one, 1 / others.length));

/** The lead of every possible choice of the later visits. */
function shares({ before, after }: Sides): number[] {
  const values = [...before, ...after];
  const all: number[] = [];
  for (let subset = 0; subset < 2 ** values.length; subset++) {
    const later = values.filter((_, index) => (subset >> index) & 1);
    if (later.length !== after.length) continue;
    all.push(
      napOf(
        values.filter((_, index) => !((subset >> index) & 1)),
        later,
      ),
    );
  }
  return all;
}

/**
 * The definition: the share of all joint permutations of own and other visits whose lead is at least the observed one.
 */
function byBruteForce(own: Sides, others: readonly Sides[]): number {
  const observed =
    napOf(own.before, own.after) -
    others.reduce((sum, { before, after }) => sum + napOf(before, after) / others.length, 0);
  let leads = shares(own);
  for (const other of others) {
    const theirs = shares(other);
    leads = leads.flatMap((lead) => theirs.map((share) => lead - share / others.length));
  }
  return leads.filter((lead) => lead >= observed - 1e-9).length / leads.length;
}

const up = { up: true, rare: RARE };

describe("a lead over the others", () => {
  test("is rare by the definition, up to a few thousandths", () => {
    holds(
      fc.property(sides(3, 4), fc.array(sides(2, 3), { minLength: 1, maxLength: 2 }), (own, others) => {
        const p = byBruteForce(own, others);
        if (Math.abs(p - RARE) < 0.02) return;
        expect(isLeadRare([own], beside(others), up)).toBe(p < RARE);
      }),
    );
  });

  test("downwards is the lead of the mirrored diary", () => {
    const mirrored = ({ before, after }: Sides): Sides => ({
      before: before.map((one) => -one),
      after: after.map((one) => -one),
    });
    holds(
      fc.property(sides(5, 9), fc.array(sides(5, 9), { minLength: 3, maxLength: 4 }), (own, others) => {
        const down = { ...up, up: false };
        expect(isLeadRare([mirrored(own)], beside(others.map(mirrored)), down)).toBe(
          isLeadRare([own], beside(others), up),
        );
      }),
    );
  });

  test("is never rare if all visits are equal", () => {
    const flat = { before: [1, 1, 1, 1, 1], after: [1, 1, 1, 1, 1] };
    expect(isLeadRare([flat], beside([flat, flat, flat]), up)).toBe(false);
  });

  test("deals a control of two interventions once for both", () => {
    // Both halves of its weight move together, so its share is as uncertain as beside one intervention, not less.
    const own = { before: [-1, -1, 0, -1, 0, 0], after: [0, 1, 0, 1, 1, 0] };
    const other = { before: [0, -1, 1, 0, -1, 0], after: [1, 0, 0, 1, -1, 1] };
    const [one] = beside([other]);
    const [split] = one?.splits ?? [];
    const halves =
      split === undefined
        ? []
        : [
            { ...split, weight: 0.5 },
            { ...split, weight: 0.5 },
          ];
    for (const rare of [0.01, 0.03, 0.06, 0.1, 0.2, 0.4]) {
      const twice = isLeadRare([own], [{ values: one?.values ?? [], splits: halves }], { up: true, rare });
      expect(twice).toBe(isLeadRare([own], beside([other]), { up: true, rare }));
    }
  });
});

describe("lasting moods", () => {
  test("computed by hand: 1, −1, 1, −1 correlates negatively, 1, 1, −1, −1 positively", () => {
    expect(lastingOf([[1, -1, 1, -1]])).toEqual({ correlation: -0.75, visits: 4 });
    expect(lastingOf([[1, 1, -1, -1]])).toEqual({ correlation: 0.25, visits: 4 });
    // −3 of 4 and 1 of 4.
    expect(
      lastingOf([
        [1, -1, 1, -1],
        [1, 1, -1, -1],
      ]),
    ).toEqual({ correlation: -0.25, visits: 8 });
  });

  test("do not show in an empty series, in one visit, or in equal visits", () => {
    expect(lastingOf([])).toEqual({ correlation: 0, visits: 0 });
    expect(lastingOf([[2, 2, 2], [], [1]])).toEqual({ correlation: 0, visits: 4 });
  });

  test("do not include a change between the sides: each side has its own mean", () => {
    const [low, high] = [
      [-2, -1, -2, -1],
      [1, 2, 1, 2],
    ];
    expect(lastingOf([low, high]).correlation).toBeLessThan(0);
    expect(lastingOf([[...low, ...high]]).correlation).toBeGreaterThan(0.5);
  });

  test("the tails of the normal distribution and their inverse match the tables", () => {
    for (const [deviate, tail] of [
      [0, 1],
      [1, 0.317310508],
      [1.959963985, 0.05],
      [3, 0.002699796],
      [6, 1.973175e-9],
    ] as const) {
      expect(twoSided(deviate) / tail).toBeCloseTo(1, 6);
      expect(deviateOf(tail)).toBeCloseTo(deviate, 5);
    }
  });

  test("never make a verdict surer, and change nothing unless the correlation is positive", () => {
    const p = fc.double({ min: 1e-12, max: 1, noNaN: true });
    const lasting = fc.record({ correlation: fc.double({ min: -1, max: 1, noNaN: true }), visits: fc.nat(5000) });
    holds(
      fc.property(p, lasting, (one, shown) => {
        const [allowed, stricter] = [allowingFor(shown, one), stricterThan(one, shown)];
        expect(allowed).toBeGreaterThanOrEqual(one * (1 - 1e-6));
        expect(allowed).toBeLessThanOrEqual(1);
        expect(stricter).toBeLessThanOrEqual(one * (1 + 1e-6));
        if (shown.correlation <= 0) expect([allowed, stricter]).toEqual([one, one]);
      }),
    );
  });

  test("computed by hand: 450 visits keep half of a correlation of .6, 20 visits nearly nothing", () => {
    // 1.96 by the square root of 1.3 / 0.7 is 1.438.
    expect(allowingFor({ correlation: 0.6, visits: 450 }, 0.05)).toBeCloseTo(0.15037, 4);
    expect(allowingFor({ correlation: 0.6, visits: 20 }, 0.05)).toBeLessThan(0.057);
    // 1.96 by the square root of 1.6 / 0.4 is 3.92.
    expect(stricterThan(0.05, { correlation: 0.6, visits: 20 })).toBeCloseTo(0.0000886, 6);
  });
});

describe("the number of deals", () => {
  const random = chanceOfSeed(8);
  const values = (visits: number): Value[] =>
    Array.from({ length: visits }, () => VALUES[Math.floor(random() * 5)] ?? 0);

  test("falls with the cost of a deal, but not below 499", () => {
    expect(dealsIn(1)).toBe(9_999);
    holds(
      fc.property(fc.nat(1_000_000), (steps) => {
        const deals = dealsIn(steps);
        expect(deals).toBeGreaterThanOrEqual(499);
        if (deals > 499) expect(deals * steps).toBeLessThanOrEqual(2_000_000);
      }),
    );
  });

  test("keeps forty visits to each of twenty-one companies as cheap as 800 exact tests of 8 + 8 visits", () => {
    const company = (name: string, list: readonly Value[]) =>
      list.map((value, visit) => feeling(dayNumber(visit), value, { company: name }));
    // A clear gain, so that everything is computed.
    const gain = values(40).map((value, visit) => (visit < 20 ? Math.min(value, 0) : Math.max(value, 0)) as Value);
    const others = Array.from({ length: 20 }, (_, index) => company(`other${index}.example`, values(40)));
    const intervention = { company: "shop.example", at: `${dayNumber(20)}T18:00:00Z` };
    const diary = {
      feelings: [...company("shop.example", gain), ...others.flat()],
      interventions: [intervention],
      dayOf,
    };
    expect(beforeAfterOf(diary, intervention).verdict).toBe("better");
    const tests = Array.from({ length: 100 }, () => ({ before: values(8), after: values(8) }));
    // The fastest of several runs: other processes may use the machine too.
    let [answer, measure] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    for (let turn = 0; turn < 12; turn++) {
      measure = Math.min(
        measure,
        timed(() => tests.map((one) => chanceOf([one]))),
      );
      answer = Math.min(
        answer,
        timed(() => beforeAfterOf(diary, intervention)),
      );
    }
    expect(answer / measure).toBeLessThan(8);
  });

  function timed(work: () => unknown): number {
    const start = performance.now();
    work();
    return performance.now() - start;
  }
});
