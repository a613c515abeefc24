// What counts of a diary: one rating a company and local day, the last. Everything that counts or compares starts here.

import type { Value } from "../feelings/feeling.ts";
import type { Feeling } from "../record/tables.ts";

/** The local date (YYYY-MM-DD) of an instant; where the user lives is not known here. */
export type DayOf = (instant: string) => string;

/** What of a feeling makes it a rating; counters remember no more. */
export type NotedFeeling = Pick<Feeling, "id" | "at" | "company" | "value">;

export interface Rating<F extends NotedFeeling = Feeling> {
  company: string;
  day: string;
  value: Value;
  feeling: F;
}

/** Orders ratings by instant: as text, a fraction or an offset would sort elsewhere. Ids break ties. */
export function earlierFirst(one: { at: string; id: string }, other: { at: string; id: string }): number {
  const apart = one.at === other.at ? 0 : Date.parse(one.at) - Date.parse(other.at);
  if (apart !== 0 && !Number.isNaN(apart)) return Math.sign(apart);
  return one.id < other.id ? -1 : one.id > other.id ? 1 : 0;
}

/** The ratings that count, oldest first. A feeling with no readable instant (an import may hold one) has no day. */
export function ratingsOf<F extends NotedFeeling>(feelings: readonly F[], dayOf: DayOf): Rating<F>[] {
  const last = new Map<string, Rating<F>>();
  for (const feeling of feelings) {
    if (Number.isNaN(Date.parse(feeling.at))) continue;
    const { company, value } = feeling;
    const day = dayOf(feeling.at);
    const key = `${day} ${company}`;
    const known = last.get(key);
    if (known === undefined || earlierFirst(known.feeling, feeling) < 0)
      last.set(key, { company, day, value, feeling });
  }
  return [...last.values()].sort((one, other) => earlierFirst(one.feeling, other.feeling));
}
