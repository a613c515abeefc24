// Advice about a rule while its author writes it, and in the list of rules: it can never win, contradicts another rule,
// waits for the end of a hold, or has no time left. A more specific layer may override it for one company; that is no
// fault.
import { isInForce } from "../../signal/dates.ts";
import type { TimeWindow } from "../../signal/time-window.ts";
import { KINDS, type Kind } from "../../signal/vocabulary.ts";
import { lastDay } from "../time/calendar.ts";
import { type LayerName, type Layers, mergeFields, withoutHolds } from "./layers.ts";
import type { ContactRule, Layer, StoredRule } from "./preference.ts";
import { heldBy, resolveContact, sameSubject } from "./resolution.ts";
import { daysToLookAt, UNSAVED_ID } from "./rule-days.ts";
import { isApart, isWithin } from "./week.ts";

export type Advice =
  /** Its last day is past. */
  | { what: "over" }
  /** It ends before it begins. */
  | { what: "backwards" }
  /**
   * Another rule always takes precedence: one of the same layer or, for a `*` rule, a refusal in a less specific layer.
   */
  | { what: "never-wins"; by: StoredRule }
  /** A hold refuses all of its kinds. */
  | { what: "held"; until: string }
  /** Another rule answers the same question differently: the stricter one applies. */
  | { what: "contradicts"; by: StoredRule }
  /** All its hours are quiet hours, which take precedence. */
  | { what: "always-quiet" }
  | { what: "partly-quiet" };

export const ADVICE = [
  "over",
  "backwards",
  "never-wins",
  "held",
  "contradicts",
  "always-quiet",
  "partly-quiet",
] as const satisfies Advice["what"][];

const WITHOUT_EFFECT: readonly Advice["what"][] = ["over", "backwards", "never-wins", "held", "always-quiet"];

/** The reason why a rule has no effect; undefined if it has an effect. */
export const withoutEffect = (advice: readonly Advice[]): Advice | undefined =>
  advice.find(({ what }) => WITHOUT_EFFECT.includes(what));

/** The rule's layer, and the less specific layers that it overrides. */
export interface Place {
  name: LayerName;
  under: Layers;
}

/** The place of a general rule. */
export const GENERAL: Place = { name: "base", under: {} };

interface Today {
  /** Local date. */
  today: string;
}

/** A rule without an id is not saved yet. */
type Drafted = ContactRule & { id?: string | undefined };

export function adviceFor(layer: Layer, rule: Drafted, { today, name, under }: Today & Place): Advice[] {
  const own: StoredRule = { ...rule, id: rule.id ?? UNSAVED_ID };
  const others = layer.rules.filter(({ id }) => id !== own.id);
  const layers = { ...under, [name]: { ...layer, rules: [...others, own] } };
  if (own.from !== undefined && own.until !== undefined && `${own.until}~` < own.from) return [{ what: "backwards" }];
  if (own.until !== undefined && `${own.until}~` < today) return [{ what: "over" }];
  const rules = rivalAdvice(withoutHolds(layers), own, { others, today });
  return [...rules, ...holdAdvice(layers, own, today), ...quietAdvice(mergeFields(layers).quiet, own)];
}

/** The kinds that a rule names and allows although they are refused without it. */
export function alsoAllowed(layer: Layer, rule: Drafted, place: Today & Place) {
  if (rule.kinds === "*" || rule.want === "no") return [];
  const rules = layer.rules.filter(({ id }) => id !== rule.id);
  const without = withoutHolds({ ...place.under, [place.name]: { ...layer, rules } });
  return rule.kinds.filter(
    (kind) => resolveContact(without, { kind, about: rule.about, on: place.today })?.rule.want === "no",
  );
}

/** The rule waits until the first of its kinds is free again. A hold changes nothing for a refusal. */
function holdAdvice(layers: Layers, own: StoredRule, today: string): Advice[] {
  if (own.want === "no" || !isInForce(own, today)) return [];
  const ends = kindsOf(own).map((kind) => heldBy(layers, { kind, on: today })?.rule.until);
  const [first] = ends.flatMap((until) => until ?? []).sort((one, other) => (lastDay(one) < lastDay(other) ? -1 : 1));
  return first === undefined || ends.includes(undefined) ? [] : [{ what: "held", until: first }];
}

function rivalAdvice(
  layers: Layers,
  own: StoredRule,
  { others, today }: Today & { others: readonly StoredRule[] },
): Advice[] {
  const days = daysToLookAt(
    Object.values(layers).flatMap(({ rules }) => rules),
    own,
    today,
  );
  if (days.length === 0) return [{ what: "backwards" }];
  let wins = false;
  let winner: StoredRule | null = null;
  for (const on of days) {
    for (const kind of kindsOf(own)) {
      const won = resolveContact(layers, { kind, about: own.about, on })?.rule;
      if (won?.id === own.id) wins = true;
      else if (won !== undefined) winner = won;
    }
  }
  if (!wins && winner !== null) return [{ what: "never-wins", by: winner }];
  const opposite = others.find((other) => contradicts(other, own));
  return opposite === undefined ? [] : [{ what: "contradicts", by: opposite }];
}

const kindsOf = ({ kinds }: ContactRule): readonly Kind[] => (kinds === "*" ? KINDS : kinds);

function contradicts(one: StoredRule, other: StoredRule): boolean {
  if (one.want === other.want || (one.kinds === "*") !== (other.kinds === "*")) return false;
  if ((one.about === undefined) !== (other.about === undefined)) return false;
  if (one.about !== undefined && other.about !== undefined && !sameSubject(one.about, other.about)) return false;
  const apart = (first: StoredRule, second: StoredRule) =>
    first.until !== undefined && second.from !== undefined && `${first.until}~` < second.from;
  if (apart(one, other) || apart(other, one)) return false;
  return kindsOf(one).some((kind) => kindsOf(other).includes(kind));
}

function quietAdvice(quiet: readonly TimeWindow[] | undefined, { when = [], urgent, want }: StoredRule): Advice[] {
  if (want === "no" || urgent === true || when.length === 0 || quiet === undefined || quiet.length === 0) return [];
  if (isWithin(when, quiet)) return [{ what: "always-quiet" }];
  return isApart(when, quiet) ? [] : [{ what: "partly-quiet" }];
}
