// "Did it get better after I told them?": before and after, beside companies that were told nothing, and how sure.
import { napOf, type Overlap, overlapOf, pooledOverlap } from "./nap.ts";
import { isWithin, MONTHS, type Period, shiftMonths } from "./period.ts";
import { chanceOf, type Stratum } from "./permutation.ts";
import { type DayOf, type Noted, type Rating, ratingsOf } from "./rating.ts";

export type Verdict = "not-enough" | "better" | "maybe-better" | "no-clear-change" | "maybe-worse" | "worse";

/** Why a change of this size is only a maybe. */
export type Doubt = "chance" | "no-controls" | "others-too";

export interface Telling {
  company: string;
  /** ISO instant in UTC. */
  at: string;
}

export interface Diary {
  feelings: readonly Noted[];
  /** Everything that any company was told: whoever is in here is no control. */
  tellings: readonly Telling[];
  dayOf: DayOf;
}

export interface Side {
  visits: number;
  good: number;
}

/** What was compared, in numbers: everything that a sentence needs. */
export interface Comparison {
  verdict: Verdict;
  /** With maybe-better and maybe-worse. */
  doubt: Doubt | null;
  /** All ratings of the period but those of the day of the telling: for "too early to say more". */
  before: Side;
  after: Side;
  /** Those that were compared. */
  used: { before: Side; after: Side };
  overlap: Overlap;
  /** 1 when there was too little to test. */
  p: number;
  /** How many companies that were told nothing stand beside it, and their mean share; null without any. */
  controls: number;
  controlsMean: number | null;
}

export interface Answer extends Comparison {
  company: string;
  /** Local date of the telling. */
  told: string;
  period: Period;
}

export interface PooledAnswer extends Comparison {
  companies: readonly string[];
}

/** People speak up after a bad run; what follows is usually better by itself. So the run is set aside. */
export const SET_ASIDE = 3;
const ENOUGH = 5;
const COMPANIES = 3;
const CHANGED = 0.7;
const CERTAIN = 0.05;
/** Less what binary fractions add: 0.7 − 0.5 is to be 0.2. */
const BEYOND_OTHERS = 0.2 - 1e-9;

/** Looks at twelve months on either side of the telling. */
export function didItGetBetter(diary: Diary, telling: Telling): Answer {
  const part = partOf(diaryByCompany(diary), telling, diary.dayOf);
  const { company, told, period } = part;
  return { company, told, period, ...comparisonOf([part], isEnough([part])) };
}

/** The same over several companies, the first telling of each; fewer than three companies are not enough. */
export function didTheyGetBetter(diary: Diary, tellings: readonly Telling[] = diary.tellings): PooledAnswer {
  const known = diaryByCompany(diary);
  const parts = firstTellings(tellings)
    .sort((one, other) => (one.company < other.company ? -1 : 1))
    .map((telling) => partOf(known, telling, diary.dayOf))
    .filter(({ before, after }) => before.length > 0 && after.length > 0);
  const companies = parts.map(({ company }) => company);
  return { companies, ...comparisonOf(parts, companies.length >= COMPANIES && isEnough(parts)) };
}

function firstTellings(tellings: readonly Telling[]): Telling[] {
  const first = new Map<string, Telling>();
  for (const telling of tellings) {
    const known = first.get(telling.company);
    if (known === undefined || telling.at < known.at) first.set(telling.company, telling);
  }
  return [...first.values()];
}

interface Known {
  byCompany: ReadonlyMap<string, readonly Rating<Noted>[]>;
  toldNothing: readonly (readonly Rating<Noted>[])[];
}

function diaryByCompany({ feelings, tellings, dayOf }: Diary): Known {
  const byCompany = new Map<string, Rating<Noted>[]>();
  for (const rating of ratingsOf(feelings, dayOf)) {
    const list = byCompany.get(rating.company);
    if (list === undefined) byCompany.set(rating.company, [rating]);
    else list.push(rating);
  }
  const told = new Set(tellings.map(({ company }) => company));
  return { byCompany, toldNothing: [...byCompany].filter(([id]) => !told.has(id)).map(([, ratings]) => ratings) };
}

interface Part extends Stratum {
  company: string;
  told: string;
  period: Period;
  /** With those that were set aside. */
  allBefore: readonly number[];
  /** One share for each control. */
  controls: readonly number[];
}

function partOf({ byCompany, toldNothing }: Known, { company, at }: Telling, dayOf: DayOf): Part {
  const told = dayOf(at);
  const period = { from: shiftMonths(told, -MONTHS), until: shiftMonths(told, MONTHS) };
  const ratings = (byCompany.get(company) ?? []).filter(({ day }) => isWithin(day, period));
  const earlier = ratings.filter(({ day }) => day < told);
  const until = earlier.at(-SET_ASIDE)?.day ?? period.from;
  const split = (list: readonly Rating<Noted>[]): Stratum => ({
    before: list.filter(({ day }) => day >= period.from && day < until).map(({ value }) => value),
    after: list.filter(({ day }) => day > told && day <= period.until).map(({ value }) => value),
  });
  // The same dates: a control loses the days of the bad run too.
  const controls = toldNothing.map(split).filter((control) => isEnough([control]));
  return {
    company,
    told,
    period,
    ...split(ratings),
    allBefore: earlier.map(({ value }) => value),
    controls: controls.map(({ before, after }) => napOf(before, after)),
  };
}

const isEnough = (strata: readonly Stratum[]): boolean =>
  (["before", "after"] as const).every((side) => strata.reduce((sum, one) => sum + one[side].length, 0) >= ENOUGH);

function comparisonOf(parts: readonly Part[], enough: boolean): Comparison {
  const after = sideOf(parts.flatMap((part) => part.after));
  const overlap = pooledOverlap(parts.map((part) => overlapOf(part.before, part.after)));
  const p = enough ? chanceOf(parts).p : 1;
  const compared = parts.filter(({ controls }) => controls.length > 0);
  const controlsMean = compared.length === 0 ? null : meanOf(compared.map(({ controls }) => meanOf(controls)));
  return {
    ...(enough ? verdictOf({ nap: overlap.nap, p, controlsMean }) : { verdict: "not-enough", doubt: null }),
    before: sideOf(parts.flatMap(({ allBefore }) => allBefore)),
    after,
    used: { before: sideOf(parts.flatMap(({ before }) => before)), after },
    overlap,
    p,
    controls: parts.reduce((sum, { controls }) => sum + controls.length, 0),
    controlsMean,
  };
}

const sideOf = (values: readonly number[]): Side => ({
  visits: values.length,
  good: values.filter((value) => value > 0).length,
});

const meanOf = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;

/** Sure only if the share is large, chance would hardly do it, and companies that were told nothing did not do it too. */
export function verdictOf({ nap, p, controlsMean }: { nap: number; p: number; controlsMean: number | null }): {
  verdict: Verdict;
  doubt: Doubt | null;
} {
  const up = nap >= CHANGED;
  if (!up && nap > 1 - CHANGED) return { verdict: "no-clear-change", doubt: null };
  const lead = controlsMean === null ? null : up ? nap - controlsMean : controlsMean - nap;
  const doubt = p > CERTAIN ? "chance" : lead === null ? "no-controls" : lead < BEYOND_OTHERS ? "others-too" : null;
  if (doubt !== null) return { verdict: up ? "maybe-better" : "maybe-worse", doubt };
  return { verdict: up ? "better" : "worse", doubt };
}
