// The days on which a company's view may change without an edit, and its view on each.
import type { Plan } from "../plans/plan.ts";
import { LAYER_ORDER, type Layers } from "../preferences/layers.ts";
import { canonical } from "../record/change.ts";
import { dayAfter, firstDay } from "../time/calendar.ts";
import { type View, type ViewInput, viewFor } from "./view.ts";

/** Next local date on which a rule, hold or plan starts or has ended; null if there is none. */
export function nextChange(layers: Layers, on: string, plans: readonly Plan[] = []): string | null {
  const holds = LAYER_ORDER.flatMap((name) => layers[name]?.hold ?? []).map(({ until }) => dayAfter(until));
  const rules = LAYER_ORDER.flatMap((name) => layers[name]?.rules ?? []).flatMap((rule) => [
    ...(rule.from === undefined ? [] : [firstDay(rule.from)]),
    ...(rule.until === undefined ? [] : [dayAfter(rule.until)]),
  ]);
  const dates = [...rules, ...holds, ...plans.map(({ expires }) => dayAfter(expires))];
  return dates.filter((date) => date > on).sort()[0] ?? null;
}

/** A limit, since each date costs a view. Nobody's rules have nearly as many. */
const MOST_DATES = 200;

/** Today and each later date on which an input changes, in order. `isCut`: there are more than MOST_DATES. */
export function datesOf(inputs: readonly ViewInput[]): { dates: string[]; isCut: boolean } {
  const dates: string[] = [];
  let on = inputs[0]?.on;
  while (on !== undefined && dates.length < MOST_DATES) {
    const date = on;
    dates.push(date);
    [on] = inputs.flatMap(({ layers, plans }) => nextChange(layers, date, plans) ?? []).sort();
  }
  return { dates, isCut: on !== undefined };
}

/** The view of a later day, if nobody edits anything until then. */
export const viewOn = (input: ViewInput, on: string): View =>
  viewFor({ ...input, on, plans: input.plans.filter(({ expires }) => dayAfter(expires) > on) });

/**
 * Next local date on which the company's view changes; null if there is none. Skips the dates of rules outside the view:
 * such a date would reveal the rule.
 */
export function nextViewChange(input: ViewInput): string | null {
  const first = nextOf(input);
  if (first === null) return null;
  const seen = canonical(viewFor(input));
  for (let date: string | null = first; date !== null; date = nextOf({ ...input, on: date })) {
    if (canonical(viewOn(input, date)) !== seen) return date;
  }
  return null;
}

const nextOf = ({ layers, on, plans }: ViewInput): string | null => nextChange(layers, on, plans);
