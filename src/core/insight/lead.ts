// Tests whether chance could produce the lead of one company's change over that of others. Permutes all visits, the
// company's own and the others'.
import { VALUES } from "../../signal/feeling-vocabulary.ts";
import {
  dealOf,
  dealsIn,
  dealtTotal,
  distanceOf,
  poolOf,
  type Stratum,
  seedOf,
  shuffleFront,
} from "../../signal/statistics/dealing.ts";
import { numbersFrom } from "../../signal/statistics/seeded.ts";

/** Index of the first visit, and the index after the last. */
export type Stretch = readonly [from: number, end: number];

/** One comparison with an untold company (others.ts). The weights of all comparisons add up to 1. */
export interface Split {
  before: Stretch;
  after: Stretch;
  weight: number;
}

/** An untold company: its visits in order, and the split that each intervention makes in them. */
export interface Other {
  values: readonly number[];
  splits: readonly Split[];
}

/** A lead is rare if at most this share of permutations reaches it. The company's own change has a test of its own. */
export const RARE = 0.07;
/** Tolerance for equal sums of fractions. */
const ROUNDING = 1e-9;

/**
 * True if such a lead of the own share over the others' mean share is rare among permutations that keep each company's
 * visits and change only their order. An upswing of all companies moves both shares and gives no lead. A company that
 * is the control of several interventions is permuted once for all of them, since its visits are the same.
 */
export function isLeadRare(
  own: readonly Stratum[],
  others: readonly Other[],
  { up, rare }: { up: boolean; rare: number },
): boolean {
  // A downward lead is the upward lead of the mirrored diary, permutation by permutation.
  const mirror = (values: readonly number[]): number[] => values.map((value) => (up ? value : 0 - value));
  const strata = own.map(({ before, after }) => ({ before: mirror(before), after: mirror(after) }));
  const courses = others.map(({ values, splits }) => ({ values: mirror(values), splits }));
  const pairs = strata.reduce((sum, { before, after }) => sum + before.length * after.length, 0);
  const weighed = [
    ...strata.map((stratum) => ({ stratum, weight: 1 / (2 * pairs) })),
    ...courses.filter(({ splits }) => splits.length === 1).flatMap(weighedStrata),
  ];
  const pools = weighed.map(({ stratum, weight }) => poolOf(dealOf(stratum), weight));
  const many = courses.filter(({ splits }) => splits.length > 1).map(courseOf);
  const lifts = (lift: (course: Course) => number): number => many.reduce((sum, course) => sum + lift(course), 0);
  const next = numbersFrom(seedOf([...strata, ...courses.map(({ values }) => ({ before: [], after: values }))]));
  const steps = pools.reduce((sum, { draws }) => sum + draws, 0) + lifts((course) => course.steps);
  return isRare(() => dealtTotal(pools, next) - lifts((course) => course.dealt(next)), {
    observed:
      weighed.reduce((sum, { stratum, weight }) => sum + weight * distanceOf(stratum), 0) -
      lifts((course) => course.lift()),
    deals: Math.min(MOST_DEALS, dealsIn(steps)),
    rare,
  });
}

/** Subtracted from the own strata. For a single intervention, visits outside the comparison need no permutation. */
const weighedStrata = ({ values, splits }: Other): { stratum: Stratum; weight: number }[] =>
  splits.map(({ before, after, weight }) => {
    const stratum = { before: values.slice(...before), after: values.slice(...after) };
    return { stratum, weight: -weight / (2 * stratum.before.length * stratum.after.length) };
  });

/** Keeps the standard error of the share of permutations below 0.004. */
const MOST_DEALS = 3_999;
/**
 * Number of permutations between two checks. The test stops once the share is enough standard errors away from the
 * limit.
 */
const LOOK = 200;
const FAR = 3;

function isRare(draw: () => number, limits: { observed: number; deals: number; rare: number }): boolean {
  const { observed, deals, rare } = limits;
  let reached = 0;
  for (let dealt = 1; dealt <= deals; dealt++) {
    if (draw() >= observed - ROUNDING) reached++;
    const beyond = reached - rare * dealt;
    if (dealt % LOOK === 0 && Math.abs(beyond) > FAR * Math.sqrt(rare * (1 - rare) * dealt)) return beyond < 0;
  }
  return (1 + reached) / (1 + deals) <= rare;
}

/** A control company of several interventions. */
interface Course {
  /** Weighted distance of its shares from one half: `lift` in the observed order, `dealt` in a random permutation. */
  lift(): number;
  dealt(next: () => number): number;
  /** Steps of one permutation. */
  steps: number;
}

function courseOf({ values, splits }: Other): Course {
  const list = Int32Array.from(values);
  const lift = (): number =>
    splits.reduce((sum, { before, after, weight }) => {
      const pairs = (before[1] - before[0]) * (after[1] - after[0]);
      return sum + (weight * distanceIn(list, before, after)) / (2 * pairs);
    }, 0);
  return {
    lift,
    dealt: (next) => {
      shuffleFront(list, list.length, next);
      return lift();
    },
    steps: splits.reduce((sum, { before, after }) => sum + before[1] - before[0] + after[1] - after[0], list.length),
  };
}

/** `distanceOf` for two lists of words, computed from the words' frequencies without visiting each pair. */
function distanceIn(list: Int32Array, before: Stretch, after: Stretch): number {
  const [earlier, later] = [countsIn(list, before), countsIn(list, after)];
  let distance = 0;
  let below = 0;
  let above = before[1] - before[0];
  for (let place = 0; place < VALUES.length; place++) {
    const count = earlier[place] ?? 0;
    above -= count;
    distance += (later[place] ?? 0) * (below - above);
    below += count;
  }
  return distance;
}

function countsIn(list: Int32Array, [from, end]: Stretch): Int32Array {
  const counts = new Int32Array(VALUES.length);
  for (let index = from; index < end; index++) {
    const place = (list[index] ?? 0) - VALUES[0];
    counts[place] = (counts[place] ?? 0) + 1;
  }
  return counts;
}
