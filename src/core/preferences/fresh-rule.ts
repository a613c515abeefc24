// A new rule, before its author changes it.
import { KINDS, type Kind } from "../../signal/vocabulary.ts";
import { type Layers, withoutHolds } from "./layers.ts";
import type { ContactRule } from "./preference.ts";
import { resolveContact } from "./resolution.ts";

/** Kinds refused without a subject, ignoring holds. */
export const refusedKinds = (layers: Layers, on: string): Kind[] =>
  KINDS.filter((kind) => resolveContact(withoutHolds(layers), { kind, on })?.rule.want === "no");

/** A new rule for the kinds that are not refused; if all are refused, for the least harmful ones. */
export function freshRule(layers: Layers, on: string, about?: ContactRule["about"]): ContactRule {
  const refused = refusedKinds(layers, on);
  const open = KINDS.filter((kind) => !refused.includes(kind));
  return { kinds: open.length === 0 ? ["security"] : open, want: "yes", ...(about === undefined ? {} : { about }) };
}
