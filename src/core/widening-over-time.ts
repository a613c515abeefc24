// Whether a company would see or may do more, today or on a later date that is written down already: a rule that begins next
// month is agreed to when it is written, since nobody is asked on the day it begins.
import { dayAfter } from "./calendar.ts";
import { KINDS } from "./signal/vocabulary.ts";
import { nextChange, type View, type ViewInput, viewFor } from "./view.ts";
import { WIDER, type Widening, wideningsOf } from "./widening.ts";

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

/** Each widening once, in the order of WIDER, with every kind that it is about on some date. */
function union(lists: readonly (readonly Widening[])[]): Widening[] {
  const all = lists.flat();
  return WIDER.filter((what) => all.some((one) => one.what === what)).map((what) => {
    const kinds = all.flatMap((one) => (one.what === what ? (one.kinds ?? []) : []));
    return what === "contact" ? { what, kinds: KINDS.filter((kind) => kinds.includes(kind)) } : { what };
  });
}

/** Compared date by date. */
export const wideningsOverTime = (before: ViewInput, after: ViewInput): Widening[] =>
  union(datesOf([before, after]).map((on) => wideningsOf(viewOn(before, on), viewOn(after, on))));

/** Compared with one text that was read or shown; null where there was none. */
export const wideningsFrom = (shown: View | null, after: ViewInput): Widening[] => wideningsOf(shown, viewFor(after));
