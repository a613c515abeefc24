// What a person should know about a rule while they write it: that it can never win, meets its opposite, or has no time
// left. Looks at one layer; what another layer says for one company or sector is no fault of a rule.
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

/** `id` is missing for a rule that is not saved yet: it would be the newest. */
export function adviceFor(layer: Layer, rule: ContactRule & { id?: string | undefined }, today: string): Advice[] {
  const own: StoredRule = { ...rule, id: rule.id ?? "~" };
  const others = layer.rules.filter(({ id }) => id !== own.id);
  if (own.from !== undefined && own.until !== undefined && `${own.until}~` < own.from) return [{ what: "backwards" }];
  if (own.until !== undefined && `${own.until}~` < today) return [{ what: "over" }];
  return [...rivals(others, own, today), ...quietAdvice(layer.quiet, own)];
}

function rivals(others: readonly StoredRule[], own: StoredRule, today: string): Advice[] {
  const layer = { rules: [...others, own] };
  let wins = false;
  let winner: StoredRule | null = null;
  for (const on of daysToLookAt(layer.rules, own, today)) {
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

/** The days on which something about these rules changes, as long as the own one counts. */
function daysToLookAt(rules: readonly StoredRule[], own: StoredRule, today: string): string[] {
  const days = rules.flatMap(({ from, until }) => [...starts(from), ...(until === undefined ? [] : ends(until))]);
  return [today, ...days].filter((day) => day >= today && isInForce(own, day));
}

const starts = (from: string | undefined): string[] =>
  from === undefined ? [] : [`${from}${"-01-01".slice(from.length - 4)}`];

/** The last day and the one after it; a reduced date is looked at at its greatest spelling. */
function ends(until: string): string[] {
  const last = `${until}${"-12-31".slice(until.length - 4)}`;
  const after = new Date(Date.parse(`${last.slice(0, 8)}01T00:00:00Z`) + 32 * 86_400_000).toISOString().slice(0, 10);
  return [last, after];
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
