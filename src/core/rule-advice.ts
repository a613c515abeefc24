// What a person should know about a rule while they write it: that it can never win, meets its opposite, or has no time
// left. Looks at one layer; what another layer says for one company or sector is no fault of a rule.
import { dayAfter, firstDay } from "./calendar.ts";
import type { ContactRule, Layer, StoredRule, Window } from "./preference.ts";
import { isInForce, resolveContact, sameSubject } from "./resolution.ts";
import { KINDS, type Kind } from "./signal/vocabulary.ts";
import { isApart, isWithin } from "./week.ts";

export type Advice =
  /** Its last day is over. */
  | { what: "over" }
  /** It ends before it begins. */
  | { what: "backwards" }
  /** Another rule of the layer always comes first. */
  | { what: "never-wins"; by: StoredRule }
  /** Another rule says something else about the same: the stricter counts. */
  | { what: "contradicts"; by: StoredRule }
  /** Its hours all lie in the quiet hours, which come first. */
  | { what: "always-quiet" }
  | { what: "partly-quiet" };

export const ADVICE = [
  "over",
  "backwards",
  "never-wins",
  "contradicts",
  "always-quiet",
  "partly-quiet",
] as const satisfies Advice["what"][];

/** In place of the id of a rule that is not saved yet: it would be the newest. */
export const UNSAVED_ID = "~";

/** `id` is missing for a rule that is not saved yet. */
export function adviceFor(layer: Layer, rule: ContactRule & { id?: string | undefined }, today: string): Advice[] {
  const own: StoredRule = { ...rule, id: rule.id ?? UNSAVED_ID };
  const others = layer.rules.filter(({ id }) => id !== own.id);
  if (own.from !== undefined && own.until !== undefined && `${own.until}~` < own.from) return [{ what: "backwards" }];
  if (own.until !== undefined && `${own.until}~` < today) return [{ what: "over" }];
  return [...rivals(others, own, today), ...quietAdvice(layer.quiet, own)];
}

function rivals(others: readonly StoredRule[], own: StoredRule, today: string): Advice[] {
  const layer = { rules: [...others, own] };
  const days = daysToLookAt(layer.rules, own, today);
  if (days.length === 0) return [{ what: "backwards" }];
  let wins = false;
  let winner: StoredRule | null = null;
  for (const on of days) {
    for (const kind of kindsOf(own)) {
      const won = resolveContact({ base: layer }, { kind, about: own.about, on })?.rule;
      if (won?.id === own.id) wins = true;
      else if (won !== undefined) winner = won;
    }
  }
  if (!wins && winner !== null) return [{ what: "never-wins", by: winner }];
  const opposite = others.find((other) => contradicts(other, own));
  return opposite === undefined ? [] : [{ what: "contradicts", by: opposite }];
}

const kindsOf = ({ kinds }: ContactRule): readonly Kind[] => (kinds === "*" ? KINDS : kinds);

/**
 * The first days of the spans in which nothing about these rules changes, as long as the own one counts. Days that no
 * calendar has begin and end nothing.
 */
export function daysToLookAt(rules: readonly StoredRule[], own: StoredRule, today: string): string[] {
  const days = rules.flatMap(({ from, until }) => [
    ...(from === undefined ? [] : [firstDay(from)]),
    ...(until === undefined ? [] : [dayAfter(until)]),
  ]);
  return [today, ...days].filter((day) => day >= today && isInForce(own, day));
}

function contradicts(one: StoredRule, other: StoredRule): boolean {
  if (one.want === other.want || (one.kinds === "*") !== (other.kinds === "*")) return false;
  if ((one.about === undefined) !== (other.about === undefined)) return false;
  if (one.about !== undefined && other.about !== undefined && !sameSubject(one.about, other.about)) return false;
  const apart = (first: StoredRule, second: StoredRule) =>
    first.until !== undefined && second.from !== undefined && `${first.until}~` < second.from;
  if (apart(one, other) || apart(other, one)) return false;
  return kindsOf(one).some((kind) => kindsOf(other).includes(kind));
}

function quietAdvice(quiet: readonly Window[] | undefined, { when = [], urgent, want }: StoredRule): Advice[] {
  if (want === "no" || urgent === true || when.length === 0 || quiet === undefined || quiet.length === 0) return [];
  if (isWithin(when, quiet)) return [{ what: "always-quiet" }];
  return isApart(when, quiet) ? [] : [{ what: "partly-quiet" }];
}
