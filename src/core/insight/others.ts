// Control companies: untold companies, on the dates of each intervention that is compared with them.

import { napOf } from "../../signal/statistics/overlap.ts";
import type { Other, Split, Stretch } from "./lead.ts";
import type { NotedFeeling, Rating } from "./rating.ts";

/** Local dates: start of the range, start of the run that is set aside, the intervention, and end of the range. */
export interface Dates {
  from: string;
  run: string;
  interventionDay: string;
  until: string;
}

/** All ratings of one company, oldest first, split into before and after. */
export interface Comparand {
  ratings: readonly Rating<NotedFeeling>[];
  before: Stretch;
  after: Stretch;
}

export function besideOf(
  ratings: readonly Rating<NotedFeeling>[],
  { from, run, interventionDay, until }: Dates,
): Comparand {
  const first = (holds: (day: string) => boolean): number => {
    const index = ratings.findIndex(({ day }) => holds(day));
    return index < 0 ? ratings.length : index;
  };
  const [start, end] = [first((day) => day >= from), first((day) => day > interventionDay)];
  const before = [
    start,
    Math.max(
      start,
      first((day) => day >= run),
    ),
  ] as const;
  return {
    ratings,
    before,
    after: [
      end,
      Math.max(
        end,
        first((day) => day > until),
      ),
    ],
  };
}

/** Lists each untold company once, with all interventions. Every intervention that has controls weighs the same. */
export function othersOf(interventions: readonly (readonly Comparand[])[]): Other[] {
  const compared = interventions.filter((beside) => beside.length > 0);
  const splits = new Map<readonly Rating<NotedFeeling>[], Split[]>();
  for (const beside of compared)
    for (const { ratings, before, after } of beside) {
      const split = { before, after, weight: 1 / (compared.length * beside.length) };
      splits.set(ratings, [...(splits.get(ratings) ?? []), split]);
    }
  return [...splits].map(([ratings, list]) => otherOf(ratings, list));
}

/** Covers the first compared visit to the last. */
function otherOf(ratings: readonly Rating<NotedFeeling>[], splits: readonly Split[]): Other {
  const from = Math.min(...splits.map(({ before }) => before[0]));
  const end = Math.max(...splits.map(({ after }) => after[1]));
  const moved = ([first, last]: Stretch): Stretch => [first - from, last - from];
  return {
    values: ratings.slice(from, end).map(({ value }) => value),
    splits: splits.map(({ before, after, weight }) => ({ before: moved(before), after: moved(after), weight })),
  };
}

/** Mean share of the controls; null if there are none. */
export function otherMean(others: readonly Other[]): number | null {
  if (others.length === 0) return null;
  const shares = others.flatMap(({ values, splits }) =>
    splits.map(({ before, after, weight }) => weight * napOf(values.slice(...before), values.slice(...after))),
  );
  return shares.reduce((sum, share) => sum + share, 0);
}
