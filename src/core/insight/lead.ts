// Tests whether chance could produce the lead of a change over that of other companies. Deals all visits anew, the
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

/** From the first of these visits up to the second, which is excluded. */
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

/** A lead is rare if at most this share of deals reaches it. The company's own change has a test of its own. */
export const RARE = 0.07;
/** Tolerance for sums of fractions that are equal. */
const ROUNDING = 1e-9;

/**
 * True if a lead this large of the own share over the others' mean share is rare among deals that keep each company's
 * visits and randomise only their order: an upswing of all moves both shares and gives no lead. A company beside
 * several interventions is dealt once for all of them, since its visits are the same.
 */
export function isLeadRare(
  own: readonly Stratum[],
  others: readonly Other[],
  { up, rare }: { up: boolean; rare: number },
): boolean {
  // A downward lead is the upward lead of the mirrored diary, deal by deal.
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

/** Subtracted from the own strata. Beside a single intervention, visits outside the comparison need not be dealt. */
const weighedStrata = ({ values, splits }: Other): { stratum: Stratum; weight: number }[] =>
  splits.map(({ before, after, weight }) => {
    const stratum = { before: values.slice(...before), after: values.slice(...after) };
    return { stratum, weight: -weight / (2 * stratum.before.length * stratum.after.length) };
  });

/** Limits the standard error of the deals' share to 0.004. */
const MOST_DEALS = 3_999;
/** Number of deals between two checks. Dealing stops once the share lies enough standard errors from the limit. */
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

/** A company beside several interventions. */
interface Course {
  /** Weighted distance of its shares above one half: `lift` of the observed order, `dealt` of a random deal. */
  lift(): number;
  dealt(next: () => number): number;
  /** Steps of one deal. */
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

/** `distanceOf` for two stretches of words, computed from the words' frequencies without visiting each pair. */
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
