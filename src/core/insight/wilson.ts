// The order of "most good" and "most bad": by a lower confidence bound, so that 2 of 2 does not beat 9 of 10.
import type { RangeTally } from "./months-text.ts";

/** The 90th percentile of the normal distribution: 80 % lies between it and its opposite. */
const Z = 1.2815515655446004;

/**
 * Lower bound of the 80 % score interval of a share, 0 to 1; 0 if n is 0. For ordering only, never shown. Wilson, E. B.
 * (1927). Probable inference, the law of succession, and statistical inference. Journal of the American Statistical
 * Association 22(158), 209–212. doi:10.1080/01621459.1927.10502953
 */
export function wilsonLower(hits: number, n: number): number {
  if (n === 0 || hits === 0) return 0;
  const share = hits / n;
  const square = Z * Z;
  const spread = Z * Math.sqrt((share * (1 - share)) / n + square / (4 * n * n));
  return Math.max(0, (share + square / (2 * n) - spread) / (1 + square / n));
}

export interface CompanyTally {
  company: string;
  n: number;
  good: number;
  bad: number;
}

/** A new list, highest bound first. Ties: more ratings first, then by name. */
export function mostFirst<T extends CompanyTally>(tallies: readonly T[], side: "good" | "bad"): T[] {
  const scored = tallies.map((tally) => ({ tally, bound: wilsonLower(tally[side], tally.n) }));
  scored.sort((a, b) => b.bound - a.bound || b.tally.n - a.tally.n || (a.tally.company < b.tally.company ? -1 : 1));
  return scored.map(({ tally }) => tally);
}

/**
 * Companies that could be among the first `most` of `mostFirst`, whatever the months at the edges contain. Leaves out
 * those with fewer than `least` ratings.
 */
export function mayLead<T extends RangeTally>(
  spans: readonly T[],
  side: "good" | "bad",
  { most, least }: { most: number; least: number },
): T[] {
  const bounds = spans.map((span) => {
    const [{ n, [side]: hits }, edges] = [span.whole, span.edges];
    // The best case counts only the hits of the edge months, the worst case only their misses.
    const worst = wilsonLower(hits, n + edges.n - edges[side]);
    return {
      span,
      best: n + edges.n < least ? 0 : wilsonLower(hits + edges[side], n + edges[side]),
      worst: n < least ? 0 : worst,
    };
  });
  const bar = bounds.map(({ worst }) => worst).sort((one, other) => other - one)[most - 1] ?? 0;
  return bounds.filter(({ best }) => best > 0 && best >= bar).map(({ span }) => span);
}
