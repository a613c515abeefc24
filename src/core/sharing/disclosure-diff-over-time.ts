// Widenings today and on every later date in the record. The user confirms a rule that starts next month while writing
// it, since no question follows on the day it starts.
import { KINDS, type Kind } from "../../signal/vocabulary.ts";
import { withoutHolds } from "../preferences/layers.ts";
import { heldBy } from "../preferences/resolution.ts";
import { dayAfter, lastDay } from "../time/calendar.ts";
import { WIDENINGS, type Widening, widenings } from "./disclosure-diff.ts";
import { type View, type ViewInput, viewFor } from "./view.ts";
import { nextChange } from "./view-change.ts";

/** A sufficient number: later dates are years away. */
const MOST_DATES = 60;

/** Today and each later date on which an input changes, in order. */
function datesOf(inputs: readonly ViewInput[]): string[] {
  const dates: string[] = [];
  const [first] = inputs;
  for (let on: string | undefined = first?.on; on !== undefined && dates.length < MOST_DATES; ) {
    dates.push(on);
    const date = on;
    [on] = inputs.flatMap(({ layers, plans }) => nextChange(layers, date, plans) ?? []).sort();
  }
  return dates;
}

const viewOn = (input: ViewInput, on: string): View =>
  viewFor({ ...input, on, plans: input.plans.filter(({ expires }) => dayAfter(expires) > on) });

/** Each widening once, in the order of WIDENINGS, with its kinds of all dates. */
function union(lists: readonly (readonly Widening[])[]): Widening[] {
  const all = lists.flat();
  return WIDENINGS.filter((what) => all.some((one) => one.what === what)).map((what) => {
    const kinds = all.flatMap((one) => (one.what === what ? (one.kinds ?? []) : []));
    return what === "contact" ? { what, kinds: KINDS.filter((kind) => kinds.includes(kind)) } : { what };
  });
}

/**
 * Compares two inputs date by date and without their holds, so that a hold hides no new rule. A hold widens only by
 * ending earlier.
 */
export function wideningsOverTime(before: ViewInput, after: ViewInput): Widening[] {
  const [was, is] = [unheld(before), unheld(after)];
  const rules = datesOf([was, is]).map((on) => widenings(viewOn(was, on), viewOn(is, on)));
  const lifted = liftedKinds(before, after);
  return union(lifted.length === 0 ? rules : [...rules, [{ what: "contact", kinds: lifted }]]);
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
  const rules = datesOf([free]).flatMap((on) => viewOn(free, on).contact?.rules ?? []);
  const open = rules.flatMap(({ want, kinds }) => (want === "no" ? [] : kinds));
  return freed.filter((kind) => open.includes(kind));
}

/** Widenings compared with a text that the company read or the user saw; null if there is no such text. */
export const wideningsSince = (shown: View | null, after: ViewInput): Widening[] => widenings(shown, viewFor(after));
