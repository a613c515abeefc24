// Could the difference be chance? The visits of a company are dealt anew to before and after, and compared with what was.
import { fingerprint, numbersFrom } from "./seeded.ts";

/** One company's values. Several are tested together without ever comparing one with another. */
export interface Stratum {
  before: readonly number[];
  after: readonly number[];
}

export interface Chance {
  /** Two-sided: the share of arrangements at least as far from a half as this one, greater than 0. */
  p: number;
  exact: boolean;
}

/** Up to so many arrangements are all looked at. Those that differ only by equal values are one. */
const EXACT = 20_000;
/** Beyond so many values the number of arrangements leaves the range of a double. */
const EXACT_VALUES = 1000;
const DRAWS = 9_999;

/** Equal values of one stratum; `score` is the doubled midrank less its expectation: a whole number, summing to zero. */
interface Group {
  score: number;
  count: number;
}

interface Deal {
  groups: readonly Group[];
  before: number;
  after: number;
}

/**
 * Permutation test on the nonoverlap of all pairs: the sum of the later visits' scores is 2U − nm, so it is as far from
 * zero as the share of better pairs is from a half. Exact when possible; otherwise random arrangements, counted with
 * the observed one, because p is never 0: Phipson, B. & Smyth, G. K. (2010). Permutation P-values should never be
 * zero. Statistical Applications in Genetics and Molecular Biology 9(1), 39. doi:10.2202/1544-6115.1585
 */
export function chanceOf(strata: readonly Stratum[]): Chance {
  const observed = Math.abs(strata.reduce((sum, stratum) => sum + distanceOf(stratum), 0));
  const deals = strata.map(dealOf);
  return mayEnumerate(deals)
    ? { p: exactShare(deals, observed), exact: true }
    : { p: drawnShare(deals, observed, fingerprint(dataOf(strata))), exact: false };
}

function distanceOf({ before, after }: Stratum): number {
  let distance = 0;
  for (const earlier of before) for (const later of after) distance += Math.sign(later - earlier);
  return distance;
}

function dealOf({ before, after }: Stratum): Deal {
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

function mayEnumerate(deals: readonly Deal[]): boolean {
  const values = deals.reduce((sum, { before, after }) => sum + before + after, 0);
  return values <= EXACT_VALUES && deals.reduce((product, deal) => product * arrangements(deal), 1) <= EXACT;
}

/** In how many ways the later visits can be taken from the groups. */
function arrangements({ groups, after }: Deal): number {
  let ways = [1, ...new Array<number>(after).fill(0)];
  for (const { count } of groups) {
    ways = ways.map((_, taken) => ways.slice(Math.max(0, taken - count), taken + 1).reduce((a, b) => a + b, 0));
  }
  return ways[after] ?? 0;
}

/** Every arrangement by what it takes from each group, weighted by how many arrangements of single visits that is. */
function exactShare(deals: readonly Deal[], observed: number): number {
  let extreme = 0;
  let total = 0;
  const take = (stratum: number, group: number, left: number, sum: number, weight: number): void => {
    const deal = deals[stratum];
    if (deal === undefined) {
      total += weight;
      if (Math.abs(sum) >= observed) extreme += weight;
      return;
    }
    const { score, count } = deal.groups[group] ?? { score: 0, count: 0 };
    if (group >= deal.groups.length) {
      if (left === 0) take(stratum + 1, 0, deals[stratum + 1]?.after ?? 0, sum, weight);
      return;
    }
    let ways = 1;
    for (let taken = 0; taken <= count && taken <= left; taken++) {
      take(stratum, group + 1, left - taken, sum + score * taken, weight * ways);
      ways = (ways * (count - taken)) / (taken + 1);
    }
  };
  take(0, 0, deals[0]?.after ?? 0, 0, 1);
  return extreme / total;
}

function drawnShare(deals: readonly Deal[], observed: number, seed: number): number {
  const next = numbersFrom(seed);
  const pools = deals.map(({ groups, before, after }) => ({
    scores: Int32Array.from(groups.flatMap(({ score, count }) => new Array<number>(count).fill(score))),
    // The scores sum to zero: drawing the smaller side says the sum of the other.
    draws: Math.min(before, after),
    sign: after <= before ? 1 : -1,
  }));
  let extreme = 0;
  for (let draw = 0; draw < DRAWS; draw++) {
    let sum = 0;
    for (const { scores, draws, sign } of pools) sum += sign * drawnSum(scores, draws, next);
    if (Math.abs(sum) >= observed) extreme++;
  }
  return (1 + extreme) / (1 + DRAWS);
}

/** Shuffles so many to the front and adds them up; the order left behind is as good as the first. */
function drawnSum(scores: Int32Array, draws: number, next: () => number): number {
  let sum = 0;
  for (let index = 0; index < draws; index++) {
    const other = index + Math.floor((next() / 0x1_0000_0000) * (scores.length - index));
    const picked = scores[other] ?? 0;
    scores[other] = scores[index] ?? 0;
    scores[index] = picked;
    sum += picked;
  }
  return sum;
}

function* dataOf(strata: readonly Stratum[]): Generator<number> {
  for (const { before, after } of strata) {
    yield before.length;
    yield* before;
    yield after.length;
    yield* after;
  }
}
