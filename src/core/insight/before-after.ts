// "Did it get better after I told them?" Compares ratings before and after an intervention, and with untold companies.

import type { Stratum } from "../../signal/statistics/dealing.ts";
import { type Overlap, overlapOf, pooledOverlap } from "../../signal/statistics/overlap.ts";
import { chanceOf } from "../../signal/statistics/permutation.ts";
import { type DayRange, MONTHS, shiftMonths } from "./day-range.ts";
import { firstInterventions, type Intervention } from "./intervention.ts";
import { allowingFor, lastingOf, stricterThan } from "./lasting.ts";
import { isLeadRare, RARE } from "./lead.ts";
import { besideOf, type Comparand, otherMean, othersOf } from "./others.ts";
import { type DayOf, type NotedFeeling, type Rating, ratingsOf } from "./rating.ts";
import { type ChangeVerdict, type Doubt, verdictOf } from "./verdict.ts";

export interface Diary {
  feelings: readonly NotedFeeling[];
  /** The interventions of all companies: a company with one is no control. */
  interventions: readonly Intervention[];
  dayOf: DayOf;
}

export interface Side {
  visits: number;
  good: number;
}

/** The comparison in numbers: everything a sentence needs. */
export interface Comparison {
  verdict: ChangeVerdict;
  /** Set with maybe-better and maybe-worse. */
  doubt: Doubt | null;
  /** All ratings in range except those on the day of the intervention, for "too early to say more". */
  before: Side;
  after: Side;
  /** The ratings that the comparison used. */
  used: { before: Side; after: Side };
  overlap: Overlap;
  /** Larger if moods last; 1 if there were too few ratings to test. */
  p: number;
  /** Number of untold companies in the comparison, and their mean share. The mean is null if there are none. */
  controls: number;
  controlsMean: number | null;
}

export interface BeforeAfter extends Comparison {
  company: string;
  /** Local date of the intervention. */
  interventionDay: string;
  period: DayRange;
}

export interface PooledBeforeAfter extends Comparison {
  companies: readonly string[];
}

/**
 * Number of visits before the intervention that the comparison leaves out: people speak up after a bad run, and the
 * next visits are usually better anyway.
 */
export const SET_ASIDE = 3;
const ENOUGH = 5;
const COMPANIES = 3;

/** Compares twelve months on either side of the intervention. */
export function beforeAfterOf(diary: Diary, intervention: Intervention): BeforeAfter {
  const part = partOf(diaryByCompany(diary), intervention, diary.dayOf);
  const { company, interventionDay, period } = part;
  return { company, interventionDay, period, ...comparisonOf([part], isEnough([part])) };
}

/** The same over several companies, with the first intervention of each. Fewer than three companies are not enough. */
export function pooledBeforeAfterOf(
  diary: Diary,
  interventions: readonly Intervention[] = diary.interventions,
): PooledBeforeAfter {
  const known = diaryByCompany(diary);
  const parts = firstInterventions(interventions)
    .sort((one, other) => (one.company < other.company ? -1 : 1))
    .map((intervention) => partOf(known, intervention, diary.dayOf))
    .filter(({ before, after }) => before.length > 0 && after.length > 0);
  const companies = parts.map(({ company }) => company);
  return { companies, ...comparisonOf(parts, companies.length >= COMPANIES && isEnough(parts)) };
}

interface Known {
  byCompany: ReadonlyMap<string, readonly Rating<NotedFeeling>[]>;
  /** Sorted by company, so that the order of rows never matters. */
  controls: readonly (readonly Rating<NotedFeeling>[])[];
}

function diaryByCompany({ feelings, interventions, dayOf }: Diary): Known {
  const byCompany = new Map<string, Rating<NotedFeeling>[]>();
  for (const rating of ratingsOf(feelings, dayOf)) {
    const list = byCompany.get(rating.company);
    if (list === undefined) byCompany.set(rating.company, [rating]);
    else list.push(rating);
  }
  const intervened = new Set(interventions.map(({ company }) => company));
  const others = [...byCompany].filter(([id]) => !intervened.has(id)).sort(([one], [other]) => (one < other ? -1 : 1));
  return { byCompany, controls: others.map(([, ratings]) => ratings) };
}

interface Part extends Stratum {
  company: string;
  interventionDay: string;
  period: DayRange;
  /** Includes the visits that the comparison leaves out. */
  allBefore: readonly number[];
  beside: readonly Comparand[];
}

function partOf({ byCompany, controls }: Known, { company, at }: Intervention, dayOf: DayOf): Part {
  const interventionDay = dayOf(at);
  const period = { from: shiftMonths(interventionDay, -MONTHS), until: shiftMonths(interventionDay, MONTHS) };
  const ratings = byCompany.get(company) ?? [];
  const earlier = ratings.filter(({ day }) => day >= period.from && day < interventionDay);
  const dates = {
    from: period.from,
    run: earlier.at(-SET_ASIDE)?.day ?? period.from,
    interventionDay,
    until: period.until,
  };
  const { before, after } = besideOf(ratings, dates);
  const valuesOf = (list: readonly Rating<NotedFeeling>[]): number[] => list.map(({ value }) => value);
  return {
    company,
    interventionDay,
    period,
    before: valuesOf(ratings.slice(...before)),
    after: valuesOf(ratings.slice(...after)),
    allBefore: valuesOf(earlier),
    // Uses the same dates, so that a control loses the days of the bad run too.
    beside: controls
      .map((other) => besideOf(other, dates))
      .filter((one) => one.before[1] - one.before[0] >= ENOUGH && one.after[1] - one.after[0] >= ENOUGH),
  };
}

const isEnough = (strata: readonly Stratum[]): boolean =>
  (["before", "after"] as const).every((side) => strata.reduce((sum, one) => sum + one[side].length, 0) >= ENOUGH);

function comparisonOf(parts: readonly Part[], enough: boolean): Comparison {
  const after = sideOf(parts.flatMap((part) => part.after));
  const overlap = pooledOverlap(parts.map((part) => overlapOf(part.before, part.after)));
  const others = othersOf(parts.map(({ beside }) => beside));
  const mean = otherMean(others);
  const own = parts.flatMap((part) => [part.before, part.after]);
  const lasting = lastingOf([...own, ...others.map(({ values }) => values)]);
  const p = enough ? allowingFor(lasting, chanceOf(parts).p) : 1;
  // The direction of several companies' change is hardly ever in doubt, so their lead over the controls decides alone.
  const rare = parts.length > 1 ? stricterThan(2 * RARE, lasting) / 2 : RARE;
  const leads = (up: boolean): boolean => isLeadRare(parts, others, { up, rare });
  const beside = mean === null ? null : { count: others.length, mean, isLeadRare: leads };
  return {
    ...(enough ? verdictOf({ nap: overlap.nap, p, others: beside }) : { verdict: "not-enough", doubt: null }),
    before: sideOf(parts.flatMap(({ allBefore }) => allBefore)),
    after,
    used: { before: sideOf(parts.flatMap(({ before }) => before)), after },
    overlap,
    p,
    controls: others.length,
    controlsMean: mean,
  };
}

const sideOf = (values: readonly number[]): Side => ({
  visits: values.length,
  good: values.filter((value) => value > 0).length,
});
