import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mayLead, mostFirst, wilsonLower } from "../../../src/core/insight/wilson.ts";
import { napOf, overlapOf, pooledOverlap } from "../../../src/signal/statistics/overlap.ts";
import { holds } from "../../support/data/arbitraries.ts";

const list = fc.array(fc.integer({ min: -2, max: 2 }), { minLength: 1, maxLength: 15 });

describe("nonoverlap of all pairs", () => {
  test("matches the documented example of the R package SingleCaseES: 38.5 of 42 pairs", () => {
    const overlap = overlapOf([20, 20, 26, 25, 22, 23], [28, 25, 24, 27, 30, 30, 29]);
    expect(overlap).toMatchObject({ pairs: 42, better: 38, tied: 1, worse: 3 });
    expect(overlap.nap).toBeCloseTo(0.9166667, 7);
  });

  test("matches pairs counted by hand", () => {
    // −1 is worse, tied, worse; 0 is tied, better, worse; 1 is better, better, tied.
    expect(overlapOf([0, -1, 1], [-1, 0, 1])).toEqual({ pairs: 9, better: 3, tied: 3, worse: 3, nap: 0.5 });
    // 0 is better, better, tied; 1 is better thrice; −1 is better, tied, worse.
    expect(overlapOf([-2, -1, 0], [0, 1, -1])).toEqual({ pairs: 9, better: 6, tied: 2, worse: 1, nap: 7 / 9 });
  });

  test("in the other direction is one minus the share", () => {
    holds(
      fc.property(list, list, (one, other) => {
        expect(napOf(one, other)).toBeCloseTo(1 - napOf(other, one), 12);
      }),
    );
  });

  test("depends only on the order of the words, not on the distance between them", () => {
    const stretched = (values: readonly number[]): number[] => values.map((value) => value ** 3 + 10);
    holds(
      fc.property(list, list, (a, b) => {
        expect(overlapOf(stretched(a), stretched(b))).toEqual(overlapOf(a, b));
      }),
    );
  });

  test("is one half for equal values and for none", () => {
    holds(
      fc.property(list, (values) => {
        expect(napOf(values, values)).toBe(0.5);
      }),
    );
    expect(overlapOf([], [1, 2])).toMatchObject({ pairs: 0, nap: 0.5 });
  });

  test("pools pairs without crossing companies", () => {
    const pooled = pooledOverlap([overlapOf([-2], [-1]), overlapOf([2], [1, 2])]);
    expect(pooled).toEqual({ pairs: 3, better: 1, tied: 1, worse: 1, nap: 0.5 });
  });
});

describe("the order of most good", () => {
  test("matches the formula: 2 of 2 is 0.549, 9 of 10 is 0.718", () => {
    expect(wilsonLower(2, 2)).toBeCloseTo(0.54909, 5);
    expect(wilsonLower(9, 10)).toBeCloseTo(0.71756, 5);
    expect(wilsonLower(0, 7)).toBe(0);
    expect(wilsonLower(0, 0)).toBe(0);
  });

  test("solves the equation of the score test: (p − w)² = z² w (1 − w) / n", () => {
    holds(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.nat(), (n, number) => {
        const hits = number % (n + 1);
        const bound = wilsonLower(hits, n);
        const z = 1.2815515655446004;
        expect((hits / n - bound) ** 2).toBeCloseTo((z * z * bound * (1 - bound)) / n, 10);
        expect(bound).toBeLessThanOrEqual(hits / n);
        expect(bound).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test("rises with more ratings of the same share, and with one more good rating", () => {
    holds(
      fc.property(fc.integer({ min: 1, max: 100 }), fc.nat(), (n, number) => {
        const hits = 1 + (number % n);
        expect(wilsonLower(2 * hits, 2 * n)).toBeGreaterThan(wilsonLower(hits, n));
        expect(wilsonLower(hits + 1, n + 1)).toBeGreaterThan(wilsonLower(hits, n));
      }),
    );
  });

  test("ranks 9 of 10 above 2 of 2, and breaks ties by name", () => {
    const tallies = [
      { company: "two.example", n: 2, good: 2, bad: 0 },
      { company: "b.example", n: 10, good: 9, bad: 1 },
      { company: "a.example", n: 10, good: 9, bad: 1 },
      { company: "none.example", n: 0, good: 0, bad: 0 },
      { company: "bad.example", n: 3, good: 0, bad: 3 },
    ];
    const names = (side: "good" | "bad"): string[] => mostFirst(tallies, side).map(({ company }) => company);
    expect(names("good")).toEqual(["a.example", "b.example", "two.example", "bad.example", "none.example"]);
    expect(names("bad")[0]).toBe("bad.example");
  });

  test("selects all possible leaders before the edge months are read", () => {
    const tally = fc
      .record({ good: fc.nat(4), neither: fc.nat(2), bad: fc.nat(4) })
      .map(({ good, neither, bad }) => ({ n: good + neither + bad, good, bad }));
    const part = (number: number, share: number): number => Math.round(number * share);
    const company = fc.record({ whole: tally, edges: tally, share: fc.double({ min: 0, max: 1, noNaN: true }) });
    const size = { most: 3, least: 3 };
    holds(
      fc.property(fc.array(company, { maxLength: 12 }), fc.constantFrom("good", "bad"), (list, side) => {
        const spans = list.map((one, index) => ({ company: `c${index}.example`, edgeMonths: [], ...one }));
        const tallies = spans.map(({ company: id, whole, edges, share }) => {
          const [good, bad] = [part(edges.good, share), part(edges.bad, 1 - share)];
          return { company: id, n: whole.n + good + bad, good: whole.good + good, bad: whole.bad + bad };
        });
        const counting = tallies.filter((one) => one.n >= size.least && one[side] > 0);
        const first = mostFirst(counting, side).slice(0, size.most);
        const named = mayLead(spans, side, size).map((one) => one.company);
        expect(named).toEqual(expect.arrayContaining(first.map((one) => one.company)));
      }),
    );
  });
});
