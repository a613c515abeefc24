// Random reassignment ("dealing") of visits to before and after: the dealt scores, and the number of deals within a
// page's time budget.
import { fingerprint } from "./seeded.ts";

/** One company's values. Tests of several companies never compare one company's values with another's. */
export interface Stratum {
  before: readonly number[];
  after: readonly number[];
}

/** Equal values of one stratum. `score` is the doubled midrank less its expectation: an integer; scores sum to zero. */
interface Group {
  score: number;
  count: number;
}

export interface Deal {
  groups: readonly Group[];
  before: number;
  after: number;
}

/** Number of pairs whose later value is higher, minus the number whose later value is lower. */
export function distanceOf({ before, after }: Stratum): number {
  let distance = 0;
  for (const earlier of before) for (const later of after) distance += Math.sign(later - earlier);
  return distance;
}

export function dealOf({ before, after }: Stratum): Deal {
  const counts = new Map<number, number>();
  for (const value of [...before, ...after]) counts.set(value, (counts.get(value) ?? 0) + 1);
  const all = before.length + after.length;
  let below = 0;
  const groups = [...counts]
    .sort(([one], [other]) => one - other)
    .map(([, count]) => {
      const score = 2 * below + count - all;
      below += count;
      return { score, count };
    });
  return { groups, before: before.length, after: after.length };
}

/** The scores of one stratum, for random dealing, and the weight of its distance in the total. */
export interface Pool {
  scores: Int32Array;
  draws: number;
  factor: number;
}

/** Scores sum to zero, so drawing the smaller side gives the sum of the larger one, which is the distance. */
export const poolOf = ({ groups, before, after }: Deal, weight = 1): Pool => ({
  scores: Int32Array.from(groups.flatMap(({ score, count }) => new Array<number>(count).fill(score))),
  draws: Math.min(before, after),
  factor: after <= before ? weight : -weight,
});

/** The weighted sum of the distances in a random deal. Shuffles in place: any order is an equally good start. */
export function dealtTotal(pools: readonly Pool[], next: () => number): number {
  let total = 0;
  for (const { scores, draws, factor } of pools) {
    total += factor * shuffleFront(scores, draws, next);
  }
  return total;
}

/** Shuffles `many` random values to the front, each equally likely. Returns their sum. */
export function shuffleFront(values: Int32Array, many: number, next: () => number): number {
  let sum = 0;
  for (let index = 0; index < many; index++) {
    const other = index + Math.floor((next() / 0x1_0000_0000) * (values.length - index));
    const picked = values[other] ?? 0;
    values[other] = values[index] ?? 0;
    values[index] = picked;
    sum += picked;
  }
  return sum;
}

const MOST_DEALS = 9_999;
const LEAST_DEALS = 499;
/** About 15 ms on a laptop. */
const MOST_STEPS = 2_000_000;

/** Number of random deals within the time budget, if each takes `steps` steps. Keeps a page from blocking for long. */
export const dealsIn = (steps: number): number =>
  Math.min(MOST_DEALS, Math.max(LEAST_DEALS, Math.floor(MOST_STEPS / Math.max(1, steps))));

/** Seed computed from the data, so that the same data always give the same deals. */
export const seedOf = (strata: readonly Stratum[]): number => fingerprint(dataOf(strata));

function* dataOf(strata: readonly Stratum[]): Generator<number> {
  for (const { before, after } of strata) {
    yield before.length;
    yield* before;
    yield after.length;
    yield* after;
  }
}
