// Ratings of a diary: the last feeling of each company and local day. All counts and comparisons start here.
import type { Value } from "../../signal/feeling-vocabulary.ts";
import type { Feeling } from "../record/tables.ts";

/** Returns the local date (YYYY-MM-DD) of an instant. Callers know the user's time zone. */
export type DayOf = (instant: string) => string;

/** Members of a feeling that make it a rating; tallies store no others. */
export type NotedFeeling = Pick<Feeling, "id" | "at" | "company" | "value">;

export interface Rating<F extends NotedFeeling = Feeling> {
  company: string;
  day: string;
  value: Value;
  feeling: F;
}

/** Orders by instant: as text, a fraction of a second or an offset would sort elsewhere. Ids break ties. */
export function earlierFirst(one: { at: string; id: string }, other: { at: string; id: string }): number {
  const apart = one.at === other.at ? 0 : Date.parse(one.at) - Date.parse(other.at);
  if (apart !== 0 && !Number.isNaN(apart)) return Math.sign(apart);
  return idFirst(one, other);
}

const idFirst = (one: { id: string }, other: { id: string }): number =>
  one.id < other.id ? -1 : one.id > other.id ? 1 : 0;

/** The ratings, oldest first. Skips a feeling without a readable instant, which an import may hold. */
export function ratingsOf<F extends NotedFeeling>(feelings: readonly F[], dayOf: DayOf): Rating<F>[] {
  const last = new Map<string, Timed<F>>();
  for (const feeling of feelings) {
    const time = Date.parse(feeling.at);
    if (Number.isNaN(time)) continue;
    const { company, value } = feeling;
    const day = dayOf(feeling.at);
    const key = `${day} ${company}`;
    const timed = { time, rating: { company, day, value, feeling } };
    const known = last.get(key);
    if (known === undefined || timedFirst(known, timed) < 0) last.set(key, timed);
  }
  return [...last.values()].sort(timedFirst).map(({ rating }) => rating);
}

/** A rating with its parsed instant: to parse both instants in each comparison is most of the time of a sort. */
interface Timed<F extends NotedFeeling> {
  time: number;
  rating: Rating<F>;
}

const timedFirst = <F extends NotedFeeling>(one: Timed<F>, other: Timed<F>): number =>
  one.time - other.time || idFirst(one.rating.feeling, other.rating.feeling);
