// The days on which a rule that is being written or saved has to be compared with other rules.
import { isInForce } from "../../signal/dates.ts";
import { dayAfter, firstDay } from "../time/calendar.ts";
import type { StoredRule } from "./preference.ts";

/** Stands for the id of an unsaved rule, which would be the newest. */
export const UNSAVED_ID = "~";

/**
 * The days to evaluate: today, and each later day on which one of these rules starts or has ended while `own` is in
 * force. Dates that no calendar has start and end nothing.
 */
export function daysToLookAt(rules: readonly StoredRule[], own: StoredRule, today: string): string[] {
  const days = rules.flatMap(({ from, until }) => [
    ...(from === undefined ? [] : [firstDay(from)]),
    ...(until === undefined ? [] : [dayAfter(until)]),
  ]);
  return [today, ...days].filter((day) => day >= today && isInForce(own, day));
}
