// Permutation test: could chance produce the difference? Deals a company's visits anew to before and after.
import { type Deal, dealOf, dealsIn, dealtTotal, distanceOf, poolOf, type Stratum, seedOf } from "./dealing.ts";
import { numbersFrom } from "./seeded.ts";

export type { Stratum };

export interface Chance {
  /** Two-sided: the share of arrangements at least as far from one half as this one, greater than 0. */
  p: number;
  exact: boolean;
}

/** Up to this many arrangements, all are enumerated. Those that differ only by equal values are one. */
const EXACT = 20_000;
/** Above this number of values, the number of arrangements exceeds the range of a double. */
const EXACT_VALUES = 1000;

/**
 * Permutation test on the nonoverlap of all pairs: the sum of the later visits' scores is 2U − nm, so it is as far from
 * zero as the share of better pairs is from a half. Exact when possible. Otherwise it draws random arrangements and
 * includes the observed one, because p is never 0: Phipson, B. & Smyth, G. K. (2010). Permutation P-values should never
 * be zero. Statistical Applications in Genetics and Molecular Biology 9(1), 39. doi:10.2202/1544-6115.1585
 */
export function chanceOf(strata: readonly Stratum[]): Chance {
  const observed = Math.abs(strata.reduce((sum, stratum) => sum + distanceOf(stratum), 0));
  const deals = strata.map(dealOf);
  return mayEnumerate(deals)
    ? { p: exactShare(deals, observed), exact: true }
    : { p: drawnShare(deals, observed, seedOf(strata)), exact: false };
}

function mayEnumerate(deals: readonly Deal[]): boolean {
  const values = deals.reduce((sum, { before, after }) => sum + before + after, 0);
  return values <= EXACT_VALUES && deals.reduce((product, deal) => product * arrangements(deal), 1) <= EXACT;
}

/** Number of ways to take the later visits from the groups. */
function arrangements({ groups, after }: Deal): number {
  let ways = [1, ...new Array<number>(after).fill(0)];
  for (const { count } of groups) {
    ways = ways.map((_, taken) => ways.slice(Math.max(0, taken - count), taken + 1).reduce((a, b) => a + b, 0));
  }
  return ways[after] ?? 0;
}

/** Enumerates arrangements by the number taken from each group, weighted by the arrangements of single visits. */
function exactShare(deals: readonly Deal[], observed: number): number {
  let extreme = 0;
  let total = 0;
  // State of the current arrangement. Variables, not parameters, since the recursion runs hundreds of thousands of
  // times.
  let sum = 0;
  let weight = 1;
  const take = (stratum: number, group: number, left: number): void => {
    const deal = deals[stratum];
    if (deal === undefined) {
      total += weight;
      if (Math.abs(sum) >= observed) extreme += weight;
      return;
    }
    const { score, count } = deal.groups[group] ?? { score: 0, count: 0 };
    if (group >= deal.groups.length) {
      if (left === 0) take(stratum + 1, 0, deals[stratum + 1]?.after ?? 0);
      return;
    }
    const sumBefore = sum;
    const weightBefore = weight;
    let ways = 1;
    for (let taken = 0; taken <= count && taken <= left; taken++) {
      sum = sumBefore + score * taken;
      weight = weightBefore * ways;
      take(stratum, group + 1, left - taken);
      ways = (ways * (count - taken)) / (taken + 1);
    }
  };
  take(0, 0, deals[0]?.after ?? 0);
  return extreme / total;
}

function drawnShare(deals: readonly Deal[], observed: number, seed: number): number {
  const next = numbersFrom(seed);
  const pools = deals.map((deal) => poolOf(deal));
  const draws = dealsIn(pools.reduce((steps, pool) => steps + pool.draws, 0));
  let extreme = 0;
  for (let draw = 0; draw < draws; draw++) {
    if (Math.abs(dealtTotal(pools, next)) >= observed) extreme++;
  }
  return (1 + extreme) / (1 + draws);
}
