// Correlation between successive visits. Lasting moods make runs, and runs look like a change.

/** Correlation between a visit and the next one of the same series, and the number of visits it is based on. */
export interface Lasting {
  correlation: number;
  visits: number;
}

/** Pools all series, each around its own mean. Series of equal visits contribute nothing. */
export function lastingOf(series: readonly (readonly number[])[]): Lasting {
  let together = 0;
  let spread = 0;
  let visits = 0;
  for (const values of series) {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    values.forEach((value, index) => {
      spread += (value - mean) ** 2;
      if (index > 0) together += (value - mean) * ((values[index - 1] ?? mean) - mean);
    });
    visits += values.length;
  }
  return { correlation: spread === 0 ? 0 : together / spread, visits };
}

/** Weight of the prior: as many uncorrelated visits join the observed ones (decision 20). */
const ADDED = 450;

/**
 * Corrects a two-sided p, computed for independent visits, for lasting moods: the mean of a series with the correlation
 * r varies (1 + r) / (1 − r) times as much as the mean of independent visits (Bartlett 1946, doi:10.2307/2983611).
 */
export function allowingFor({ correlation, visits }: Lasting, p: number): number {
  const believed = (correlation * visits) / (visits + ADDED);
  return believed <= 0 ? p : twoSided(deviateOf(p) / stretch(believed));
}

/**
 * Limit of such a p that takes the full correlation into account. For many visits whose change is not in doubt
 * otherwise.
 */
export const stricterThan = (limit: number, { correlation }: Lasting): number =>
  correlation <= 0 ? limit : twoSided(deviateOf(limit) * stretch(correlation));

const MOST = 0.95;

function stretch(correlation: number): number {
  const r = Math.min(correlation, MOST);
  return Math.sqrt((1 + r) / (1 - r));
}

/**
 * Probability that a normal deviate lies at least this far from zero: erfc(z / √2) by Chebyshev fitting, with a
 * relative error below 1.2e-7 (Press et al., Numerical Recipes, section 6.2).
 */
export function twoSided(deviate: number): number {
  const x = deviate / Math.SQRT2;
  const t = 1 / (1 + x / 2);
  const fitted = FITTED.reduceRight((sum, coefficient) => sum * t + coefficient, 0);
  return Math.min(1, t * Math.exp(-x * x + fitted));
}

const FITTED = [
  -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223,
  0.17087277,
] as const;

/** Upper bound of a normal deviate: no diary has a p beyond it. */
const FARTHEST = 37;
const HALVINGS = 60;

/** The inverse: the deviate that this probability belongs to. */
export function deviateOf(p: number): number {
  let [low, high] = [0, FARTHEST];
  for (let halving = 0; halving < HALVINGS; halving++) {
    const middle = (low + high) / 2;
    if (twoSided(middle) > p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
