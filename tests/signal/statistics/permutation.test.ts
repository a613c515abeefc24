import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { VALUES } from "../../../src/signal/feeling-vocabulary.ts";
import { napOf } from "../../../src/signal/statistics/overlap.ts";
import { chanceOf, type Stratum } from "../../../src/signal/statistics/permutation.ts";
import { fingerprint, numbersFrom } from "../../../src/signal/statistics/seeded.ts";
import { holds } from "../../support/data/arbitraries.ts";
import { chance } from "../../support/data/diaries.ts";
import { runs } from "../../support/runs.ts";

const side = (maxLength: number) => fc.array(fc.constantFrom(...VALUES), { minLength: 1, maxLength });
const stratum = (maxLength: number) => fc.record({ before: side(maxLength), after: side(maxLength) });

/** The definition: enumerates every subset as the later visits, by the distance of its share from one half. */
function byBruteForce({ before, after }: Stratum): number {
  const values = [...before, ...after];
  const distance = (later: readonly number[], earlier: readonly number[]): number =>
    Math.abs(napOf(earlier, later) - 0.5);
  const observed = distance(after, before);
  let extreme = 0;
  let total = 0;
  for (let subset = 0; subset < 2 ** values.length; subset++) {
    const later = values.filter((_, index) => (subset >> index) & 1);
    if (later.length !== after.length) continue;
    total++;
    const earlier = values.filter((_, index) => !((subset >> index) & 1));
    if (distance(later, earlier) >= observed - 1e-12) extreme++;
  }
  return extreme / total;
}

describe("exact p", () => {
  test("computed by hand: three below three are 2 of 20 arrangements, and all tied are all of them", () => {
    expect(chanceOf([{ before: [-2, -2, -2], after: [1, 1, 1] }])).toEqual({ p: 0.1, exact: true });
    expect(chanceOf([{ before: [1, 1], after: [1, 1, 1] }])).toEqual({ p: 1, exact: true });
    expect(chanceOf([{ before: [-2, -1, 0, 1], after: [2, 2, 2, 2] }]).p).toBeCloseTo(2 / 70, 12);
  });

  test("equals the definition", () => {
    holds(
      fc.property(stratum(5), (one) => {
        expect(chanceOf([one]).p).toBeCloseTo(byBruteForce(one), 10);
      }),
    );
  });

  test("of several companies covers the products of their arrangements", () => {
    const one = { before: [-1, -1], after: [1, 1] };
    // Each alone is 2 of 6; both at their extreme on the same side is 2 of 36.
    expect(chanceOf([one, one]).p).toBeCloseTo(2 / 36, 12);
    // One up and one down is no change: every arrangement is at least as extreme.
    expect(chanceOf([one, { before: one.after, after: one.before }]).p).toBe(1);
  });

  test("is the same in both directions", () => {
    const turned = ({ before, after }: Stratum): Stratum => ({ before: after, after: before });
    holds(
      fc.property(stratum(8), (one) => {
        expect(chanceOf([turned(one)]).p).toBeCloseTo(chanceOf([one]).p, 10);
      }),
    );
  });

  test("is possible for a diary of 45 ratings in five words", () => {
    const random = chance(7);
    const values = (count: number): number[] => Array.from({ length: count }, () => Math.floor(random() * 5) - 2);
    expect(chanceOf([{ before: values(25), after: values(20) }]).exact).toBe(true);
  });
});

describe("drawn p", () => {
  const random = chance(11);
  const many = (count: number, shift: number): number[] =>
    Array.from({ length: count }, () => Math.floor(random() * 50) + shift);

  test("is the same for the same data", () => {
    const one = { before: many(40, 0), after: many(35, 6) };
    const first = chanceOf([one]);
    expect(first.exact).toBe(false);
    expect(chanceOf([structuredClone(one)])).toEqual(first);
  });

  test("is never 0, and close to the exact p", () => {
    const apart = { before: many(30, 0), after: many(30, 100) };
    expect(chanceOf([apart])).toEqual({ p: 1 / 10_000, exact: false });
    // Together there are too many arrangements to enumerate. The first stratum alone decides: the second is all tied.
    const decided = { before: [-2, -2, -1, 0, 0], after: [0, 1, 1, 2, 0] };
    const tied = { before: new Array<number>(600).fill(1), after: new Array<number>(600).fill(1) };
    const drawn = chanceOf([decided, tied]);
    expect(drawn.exact).toBe(false);
    expect(Math.abs(drawn.p - chanceOf([decided]).p)).toBeLessThan(0.01);
  });

  test("draws the smaller side, with the sign of its side", () => {
    const zeros = (count: number): number[] => new Array<number>(count).fill(0);
    const tied = { before: zeros(600), after: zeros(500) };
    // The one high value is the only later visit here, and one of nine there: each alone is 1 of 10.
    const lopsided = [
      { before: zeros(9), after: [1] },
      { before: [0], after: [...zeros(8), 1] },
    ];
    expect(chanceOf(lopsided).p).toBeCloseTo(0.18, 12);
    const drawn = chanceOf([...lopsided, tied]);
    expect(drawn.exact).toBe(false);
    expect(Math.abs(drawn.p - 0.18)).toBeLessThan(0.02);
  });
});

test.each([
  ["exactly", 6, 6, 1000],
  ["by drawing", 14, 12, 150],
] as const)("when nothing changed, p %s is below x in x of the diaries", (_how, earlier, later, full) => {
  const random = chance(3);
  const diaries = runs(full);
  const wide = (count: number): number[] => Array.from({ length: count }, () => Math.floor(random() * 1000));
  const ps = Array.from({ length: diaries }, () => chanceOf([{ before: wide(earlier), after: wide(later) }]).p);
  for (const level of [0.05, 0.1, 0.25, 0.5, 0.75]) {
    const share = ps.filter((p) => p <= level).length / diaries;
    const error = 3.5 * Math.sqrt((level * (1 - level)) / diaries);
    expect(share).toBeLessThan(level + error);
    // Six and six visits have 924 arrangements, so p has steps of that size.
    expect(share).toBeGreaterThan(level - error - 0.05);
  }
});

describe("pseudo-random numbers", () => {
  test("FNV-1a matches the published values: the offset basis of no bytes, and the bytes of a", () => {
    expect(fingerprint([])).toBe(0x811c9dc5);
    // The four bytes 61 00 00 00, computed from the definition in integers.
    let hash = 0x811c9dc5n;
    for (const byte of [0x61n, 0n, 0n, 0n]) hash = ((hash ^ byte) * 0x01000193n) % 2n ** 32n;
    expect(fingerprint([0x61])).toBe(Number(hash));
    expect(fingerprint([1, 2])).not.toBe(fingerprint([2, 1]));
  });

  test("are uniform in every bit and position", () => {
    const next = numbersFrom(5);
    const places = new Array<number>(16).fill(0);
    const bits = new Array<number>(32).fill(0);
    for (let draw = 0; draw < 16_000; draw++) {
      const number = next();
      places[number >>> 28] = (places[number >>> 28] ?? 0) + 1;
      for (let bit = 0; bit < 32; bit++) bits[bit] = (bits[bit] ?? 0) + ((number >>> bit) & 1);
    }
    for (const count of places) expect(Math.abs(count - 1000)).toBeLessThan(150);
    for (const count of bits) expect(Math.abs(count - 8000)).toBeLessThan(320);
  });
});
