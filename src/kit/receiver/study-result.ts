// The result of a study in numbers: a comparison of the feelings of two arms, with the statistics of the extension. No
// mean.
import { overlapOf } from "../../signal/statistics/overlap.ts";
import { chanceOf } from "../../signal/statistics/permutation.ts";

export interface StudyResult {
  customersPerArm: number;
  /**
   * Of all pairs of a customer of each arm, the share in which the one of the arm `honour` felt better, ties half. One
   * half means no difference. `low` and `high` are its 95 % interval.
   */
  share: number;
  low: number;
  high: number;
  /**
   * Two-sided, by a permutation test: the probability of a share at least as far from one half if the arm had no
   * effect.
   */
  p: number;
  verdict: "better" | "worse" | "no-clear-difference";
}

const CERTAIN = 0.05;

/** One value for each customer. */
export function resultOf(honour: readonly number[], usual: readonly number[]): StudyResult {
  const { nap: share } = overlapOf(usual, honour);
  const { p } = chanceOf([{ before: usual, after: honour }]);
  const verdict = p > CERTAIN || share === 0.5 ? "no-clear-difference" : share > 0.5 ? "better" : "worse";
  return { customersPerArm: honour.length, share, ...intervalOf(share, honour.length, usual.length), p, verdict };
}

/** The 97.5th percentile of the normal distribution. */
const Z = 1.959963984540054;
const HALVINGS = 50;

/**
 * 95 % interval of the share of pairs: the shares whose distance from the observed one is at most Z of their own
 * standard errors (method 5 of Newcombe 2006, Statistics in Medicine 25, 559–573, doi:10.1002/sim.2324). Ties make it
 * wider than necessary.
 */
export function intervalOf(share: number, some: number, others: number): { low: number; high: number } {
  const mean = (some + others) / 2 - 1;
  const error = (at: number): number =>
    Math.sqrt(((at * (1 - at)) / (some * others)) * (1 + mean * ((1 - at) / (2 - at) + at / (1 + at))));
  const isWithin = (at: number): boolean => Math.abs(share - at) <= Z * error(at);
  const bound = (outside: number): number => {
    if (isWithin(outside)) return outside;
    let [within, beyond] = [share, outside];
    for (let halving = 0; halving < HALVINGS; halving++) {
      const middle = (within + beyond) / 2;
      if (isWithin(middle)) within = middle;
      else beyond = middle;
    }
    return within;
  };
  return { low: bound(0), high: bound(1) };
}
