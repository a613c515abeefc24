// The verdict of a comparison: sure, perhaps, or no clear change. One table of limits for better and for worse.
export type ChangeVerdict = "not-enough" | "better" | "maybe-better" | "no-clear-change" | "maybe-worse" | "worse";

/** Reason why a change of this size is only a maybe. */
export type Doubt = "chance" | "no-controls" | "others-too";

const CHANGED = 0.7;
const CERTAIN = 0.05;

/** With fewer controls, chance cannot be estimated, and a fixed lead decides. */
export const ENOUGH_OTHERS = 3;
/** Minus the rounding error of binary fractions: 0.75 − 0.5 must count as 0.25. */
const FIXED_LEAD = 0.25 - 1e-9;

/** Number of untold companies, and their mean share. */
export interface Others {
  count: number;
  mean: number;
  /** Call it only with enough controls, and only if nothing else is in doubt. */
  isLeadRare(up: boolean): boolean;
}

/** Sure only if the share is large, chance is unlikely, and untold companies did not change as much. */
export function verdictOf({ nap, p, others }: { nap: number; p: number; others: Others | null }): {
  verdict: ChangeVerdict;
  doubt: Doubt | null;
} {
  const up = nap >= CHANGED;
  if (!up && nap > 1 - CHANGED) return { verdict: "no-clear-change", doubt: null };
  const doubt = p > CERTAIN ? "chance" : others === null ? "no-controls" : leads(nap, others, up) ? null : "others-too";
  if (doubt !== null) return { verdict: up ? "maybe-better" : "maybe-worse", doubt };
  return { verdict: up ? "better" : "worse", doubt };
}

function leads(nap: number, { count, mean, isLeadRare }: Others, up: boolean): boolean {
  if (count >= ENOUGH_OTHERS) return isLeadRare(up);
  return (up ? nap - mean : mean - nap) >= FIXED_LEAD;
}
