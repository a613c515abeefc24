// Days on which rules have to be compared with a rule that is written or saved.
import { isInForce } from "../../signal/dates.ts";
import { dayAfter, firstDay } from "../time/calendar.ts";
import type { StoredRule } from "./preference.ts";

/** In place of the id of a rule that is not saved yet: it would be the newest. */
export const UNSAVED_ID = "~";

/**
 * Days to evaluate: today and each later day on which one of these rules starts or has ended, while `own` is in force.
 * Dates that no calendar has start and end nothing.
 */
export function daysToLookAt(rules: readonly StoredRule[], own: StoredRule, today: string): string[] {
  const days = rules.flatMap(({ from, until }) => [
    ...(from === undefined ? [] : [firstDay(from)]),
    ...(until === undefined ? [] : [dayAfter(until)]),
  ]);
  return [today, ...days].filter((day) => day >= today && isInForce(own, day));
}
