// Finds widenings: changes by which a company would see or may do more, today or on a later date that the record names.
// The user agrees to a rule that begins next month when they write it, since nobody asks on the day it begins.

import { KINDS, type Kind } from "../../signal/vocabulary.ts";
import { heldBy, withoutHolds } from "../preferences/resolution.ts";
import { dayAfter, lastDay } from "../time/calendar.ts";
import { WIDENINGS, type Widening, widenings } from "./disclosure-diff.ts";
import { nextChange, type View, type ViewInput, viewFor } from "./view.ts";

/** Dates beyond these are years away. */
const MOST_DATES = 60;

/** Today, and the dates on which one of the inputs changes, in order. */
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

/** Each widening once, in the order of WIDENINGS, with every kind that it is about on some date. */
function union(lists: readonly (readonly Widening[])[]): Widening[] {
  const all = lists.flat();
  return WIDENINGS.filter((what) => all.some((one) => one.what === what)).map((what) => {
    const kinds = all.flatMap((one) => (one.what === what ? (one.kinds ?? []) : []));
    return what === "contact" ? { what, kinds: KINDS.filter((kind) => kinds.includes(kind)) } : { what };
  });
}

/**
 * Compared date by date, and as if there were no hold: nothing is slipped in under one. Of a hold only an earlier end
 * widens.
 */
export function wideningsOverTime(before: ViewInput, after: ViewInput): Widening[] {
  const [was, is] = [unheld(before), unheld(after)];
  const rules = datesOf([was, is]).map((on) => widenings(viewOn(was, on), viewOn(is, on)));
  const lifted = liftedKinds(before, after);
  return union(lifted.length === 0 ? rules : [...rules, [{ what: "contact", kinds: lifted }]]);
}

const unheld = (input: ViewInput): ViewInput => ({ ...input, layers: withoutHolds(input.layers) });

/** Kinds whose hold ends earlier than before, and that a rule other than a no then covers. */
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

/** Widenings from one read or shown text; null if there was none. */
export const wideningsSince = (shown: View | null, after: ViewInput): Widening[] => widenings(shown, viewFor(after));
