// Widenings today and on every later date in the record. The user confirms a rule that starts next month while writing
// it, since no question follows on the day it starts.
import { KINDS, type Kind } from "../../signal/vocabulary.ts";
import { withoutHolds } from "../preferences/layers.ts";
import { heldBy } from "../preferences/resolution.ts";
import { canonical } from "../record/change.ts";
import { lastDay } from "../time/calendar.ts";
import { WIDENINGS, type Widening, widenings } from "./disclosure-diff.ts";
import { type LaterRule, laterRules } from "./later-rules.ts";
import type { View, ViewInput } from "./view.ts";
import { datesOf, viewOn } from "./view-change.ts";

/** Each widening once, in the order of WIDENINGS, with its kinds of all dates. */
function union(lists: readonly (readonly Widening[])[]): Widening[] {
  const all = lists.flat();
  return WIDENINGS.filter((what) => all.some((one) => one.what === what)).map((what) => {
    const kinds = all.flatMap((one) => (one.what === what ? (one.kinds ?? []) : []));
    return what === "contact" ? { what, kinds: KINDS.filter((kind) => kinds.includes(kind)) } : { what };
  });
}

/** Stands for the dates after the last compared one, which count as wider. */
const BEYOND: readonly Widening[] = [{ what: "contact", kinds: [...KINDS] }];

/**
 * Compares two inputs date by date and without their holds, so that a hold hides no new rule. A hold widens only by
 * ending earlier.
 */
export function wideningsOverTime(before: ViewInput, after: ViewInput): Widening[] {
  const [was, is] = [unheld(before), unheld(after)];
  const { dates, isCut } = datesOf([was, is]);
  const rules = dates.map((on) => widenings(viewOn(was, on), viewOn(is, on)));
  const lifted = liftedKinds(before, after);
  return union([
    ...rules,
    ...(isCut && canonical(was.layers) !== canonical(is.layers) ? [BEYOND] : []),
    ...(lifted.length === 0 ? [] : [[{ what: "contact" as const, kinds: lifted }]]),
  ]);
}

const unheld = (input: ViewInput): ViewInput => ({ ...input, layers: withoutHolds(input.layers) });

/** Kinds whose hold now ends earlier, and that a yes or ask then covers. */
function liftedKinds(before: ViewInput, after: ViewInput): Kind[] {
  const end = ({ layers, on }: ViewInput, kind: Kind): string => {
    const until = heldBy(layers, { kind, on })?.rule.until;
    return until === undefined ? "" : lastDay(until);
  };
  const freed = KINDS.filter((kind) => end(after, kind) < end(before, kind));
  if (freed.length === 0) return [];
  const free = unheld(after);
  const rules = datesOf([free]).dates.flatMap((on) => viewOn(free, on).contact?.rules ?? []);
  const open = rules.flatMap(({ want, kinds }) => (want === "no" ? [] : kinds));
  return freed.filter((kind) => open.includes(kind));
}

/**
 * Widenings compared with `shown`, a text that the company read or the user saw; null if there is none. Looks at later
 * days too, unless the user saw their rules (`later`) beside the text and these are still the same.
 */
export function wideningsSince(shown: View | null, after: ViewInput, later: readonly LaterRule[] = []): Widening[] {
  const { dates, isCut } = datesOf([after]);
  const isSeen = !isCut && canonical(later) === canonical(laterRules(after));
  const wider = (isSeen ? [after.on] : dates).map((on) => widenings(shown, viewOn(after, on)));
  return union(isCut ? [...wider, BEYOND] : wider);
}
