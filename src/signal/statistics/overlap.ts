// Overlap of values before and after, pair by pair. Computes no mean, so the distance between two words never matters.
export interface Overlap {
  /** Pairs of one value before and one after: better + tied + worse. */
  pairs: number;
  better: number;
  tied: number;
  worse: number;
  /** Share of pairs with a higher later value, ties counting half: 0 to 1; 0.5 if there are no pairs. */
  nap: number;
}

/**
 * Nonoverlap of all pairs. Parker, R. I. & Vannest, K. (2009). An improved effect size for single-case research:
 * Nonoverlap of all pairs. Behavior Therapy 40(4), 357–367. doi:10.1016/j.beth.2008.10.006
 */
export function overlapOf(before: readonly number[], after: readonly number[]): Overlap {
  let better = 0;
  let worse = 0;
  for (const earlier of before) {
    for (const later of after) {
      if (later > earlier) better++;
      else if (later < earlier) worse++;
    }
  }
  return overlapFrom(better, worse, before.length * after.length);
}

/** Pools the pairs of several comparisons. No pair crosses from one comparison to another. */
export function pooledOverlap(overlaps: readonly Overlap[]): Overlap {
  const total = (member: "better" | "worse" | "pairs"): number => overlaps.reduce((sum, one) => sum + one[member], 0);
  return overlapFrom(total("better"), total("worse"), total("pairs"));
}

function overlapFrom(better: number, worse: number, pairs: number): Overlap {
  const tied = pairs - better - worse;
  return { pairs, better, tied, worse, nap: pairs === 0 ? 0.5 : (better + tied / 2) / pairs };
}

export const napOf = (before: readonly number[], after: readonly number[]): number => overlapOf(before, after).nap;
