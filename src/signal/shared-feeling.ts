// The text of a shared feeling: docs/SIGNAL.md, "A shared feeling".
import type { Effort, Pattern, Success, Value, Word } from "./feeling-vocabulary.ts";
import { SIGNAL_VERSION } from "./vocabulary.ts";

/** The members that the customer ticked. */
export interface SharedFeeling {
  /** Local day of the customer. */
  date?: string | undefined;
  value?: Value | undefined;
  words?: readonly Word[] | undefined;
  /** Words of `TAGS`, then the customer's own. */
  about?: readonly string[] | undefined;
  patterns?: readonly Pattern[] | undefined;
  success?: Success | undefined;
  effort?: Effort | undefined;
  wanted?: string | undefined;
  note?: string | undefined;
}

/** JSON without spaces, members in the protocol's order. `replaces` is the key of an earlier version that arrived. */
export function encodeSharedFeeling(shared: SharedFeeling, replaces?: string): string {
  const { date, value, words, about, patterns, success, effort, wanted, note } = shared;
  const feeling = { date, value, words, about, patterns, success, effort, wanted, note };
  return JSON.stringify({ cmr: SIGNAL_VERSION, feeling, replaces });
}
