// Claims that a diary supports, always with n and the range of days: never a mean, a percentage or an index.
import { TAGS, VALUES, type Value, WORDS, type Word } from "../../signal/feeling-vocabulary.ts";
import type { Feeling } from "../record/tables.ts";
import { type DayRange, isDayInRange } from "./day-range.ts";
import { type DayOf, type Rating, ratingsOf } from "./rating.ts";

export const LEVELS = ["nothing", "list", "counts", "bar", "dots"] as const;
export type Level = (typeof LEVELS)[number];

export type How = Feeling["how"];

export interface Count<Name extends string = string> {
  name: Name;
  count: number;
}

export interface ValueCount {
  value: Value;
  count: number;
}

export interface Dot {
  day: string;
  value: Value;
  /** The median of the five ratings around this one. Null for the first two and the last two. */
  middle: Value | null;
}

export interface Claim {
  period: DayRange;
  /** Number of ratings: one for each company and local day. */
  n: number;
  level: Level;
  /** Oldest first. */
  ratings: readonly Rating[];
  worst: Rating | null;
  latest: Rating | null;
  words: readonly Count<Word>[];
  about: readonly Count[];
  /** Ways in which the n ratings were collected. The four add up to n. */
  how: Readonly<Record<How, number>>;
  /** Null below three ratings. */
  good: number | null;
  bad: number | null;
  /** Null below five ratings. Worst value first. */
  counts: readonly ValueCount[] | null;
  /**
   * Null below five ratings. An even number has two middle values, which may differ, since no word lies between two
   * words.
   */
  median: { low: Value; high: Value } | null;
  /** Null below eight ratings. Oldest first. */
  dots: readonly Dot[] | null;
}

const WINDOW = 5;

export const levelOf = (n: number): Level =>
  n === 0 ? "nothing" : n < 3 ? "list" : n < 5 ? "counts" : n < 8 ? "bar" : "dots";

const allows = (n: number, level: Level): boolean => LEVELS.indexOf(levelOf(n)) >= LEVELS.indexOf(level);

/** The claims about one company, or about all, in a range of days. */
export function claimOf(feelings: readonly Feeling[], { period, dayOf }: { period: DayRange; dayOf: DayOf }): Claim {
  const ratings = ratingsOf(feelings, dayOf).filter(({ day }) => isDayInRange(day, period));
  const values = ratings.map(({ value }) => value);
  const n = ratings.length;
  const many = (test: (value: Value) => boolean): number => values.filter(test).length;
  return {
    period,
    n,
    level: levelOf(n),
    ratings,
    worst: worstOf(ratings),
    latest: ratings.at(-1) ?? null,
    words: wordCounts(ratings),
    about: tagCounts(ratings),
    how: howCounts(ratings),
    good: allows(n, "counts") ? many((value) => value > 0) : null,
    bad: allows(n, "counts") ? many((value) => value < 0) : null,
    counts: allows(n, "bar") ? VALUES.map((value) => ({ value, count: many((one) => one === value) })) : null,
    median: allows(n, "bar") ? medianOf(values) : null,
    dots: allows(n, "dots") ? dotsOf(ratings) : null,
  };
}

/** The lowest value; of equal ones the latest. */
const worstOf = (ratings: readonly Rating[]): Rating | null =>
  ratings.reduce<Rating | null>((worst, one) => (worst === null || one.value <= worst.value ? one : worst), null);

/** Null for an empty list. */
export function medianOf(values: readonly Value[]): { low: Value; high: Value } | null {
  const sorted = [...values].sort((one, other) => one - other);
  const low = sorted[Math.ceil(sorted.length / 2) - 1];
  const high = sorted[Math.floor(sorted.length / 2)];
  return low === undefined || high === undefined ? null : { low, high };
}

/** Running medians of five (Tukey, Exploratory Data Analysis, 1977), with no values made up at the ends. */
const dotsOf = (ratings: readonly Rating[]): Dot[] =>
  ratings.map(({ day, value }, index) => {
    const from = index - (WINDOW - 1) / 2;
    const around = from < 0 ? [] : ratings.slice(from, from + WINDOW).map((one) => one.value);
    return { day, value, middle: around.length === WINDOW ? (medianOf(around)?.low ?? null) : null };
  });

function wordCounts(ratings: readonly Rating[]): Count<Word>[] {
  const counts = countOf(ratings.map(({ feeling }) => feeling.words ?? []));
  return ranked(counts, (word) => WORDS.indexOf(word));
}

function tagCounts(ratings: readonly Rating[]): Count[] {
  const order: readonly string[] = TAGS;
  const place = (tag: string): number => (order.includes(tag) ? order.indexOf(tag) : order.length);
  return ranked(countOf(ratings.map(({ feeling }) => feeling.about ?? [])), place);
}

function howCounts(ratings: readonly Rating[]): Record<How, number> {
  const counts: Record<How, number> = { self: 0, nudge: 0, question: 0, import: 0 };
  for (const { feeling } of ratings) counts[feeling.how] += 1;
  return counts;
}

/** Number of ratings that contain each name. A repeated name counts once. */
function countOf<Name extends string>(lists: readonly (readonly Name[])[]): Map<Name, number> {
  const counts = new Map<Name, number>();
  for (const list of lists) for (const name of new Set(list)) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

/** Most frequent first. Ties have a fixed order, so that the list never moves without a reason. */
const ranked = <Name extends string>(counts: Map<Name, number>, place: (name: Name) => number): Count<Name>[] =>
  [...counts]
    .map(([name, count]) => ({ name, count }))
    .sort((a, b) => b.count - a.count || place(a.name) - place(b.name) || (a.name < b.name ? -1 : 1));
