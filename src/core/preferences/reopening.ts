// Consequences of an edit of one layer: refused kinds that its rules reopen, and values that it takes back.
import type { Product } from "../../signal/participation-schema.ts";
import { objectFrom } from "../../signal/plain-objects.ts";
import { KINDS, type Kind } from "../../signal/vocabulary.ts";
import { type LayerName, type Layers, withoutHolds } from "./layers.ts";
import type { LayerEdit, LayerFields } from "./preference.ts";
import { resolveContact } from "./resolution.ts";
import { daysToLookAt } from "./rule-days.ts";
import { questionAbout } from "./subjects.ts";

/** Kinds that rules of layer `name` open in `after`, though refused without those rules and refused in `before`. */
export function reopenedKinds(
  name: LayerName,
  [before, after]: readonly [Layers, Layers],
  { products, today }: { products: readonly Product[]; today: string },
): Kind[] {
  const [was, is] = [withoutHolds(before), withoutHolds(after)];
  const all = Object.values(is).flatMap((layer) => layer.rules);
  return KINDS.filter((kind) =>
    (is[name]?.rules ?? []).some((rule) =>
      daysToLookAt(all, rule, today).some((on) => {
        const asked = rule.about === undefined ? { on } : questionAbout(rule.about, { layers: is, products, on });
        const answer = (layers: Layers) => resolveContact(layers, { ...asked, kind });
        const own = is[name]?.rules.filter(({ id }) => id !== rule.id) ?? [];
        const without = { ...is, [name]: { ...is[name], rules: own } };
        const opened = answer(is)?.rule === rule && rule.want !== "no";
        return opened && answer(without)?.rule.want === "no" && answer(was)?.rule.want === "no";
      }),
    ),
  );
}

/**
 * True if an edit of a layer's fields (not its rules) removes a value, so that the less specific layer applies again.
 */
export function takesBack(stored: LayerFields, changed: LayerEdit): boolean {
  const gone = (was: object | undefined, is: object): boolean =>
    Object.keys(was ?? {}).some((member) => objectFrom(is)[member] === undefined);
  const { treatment, terms, ...whole } = changed;
  if (Object.entries(whole).some(([field, value]) => value === null && stored[field] !== undefined)) return true;
  if (treatment !== undefined && gone(stored.treatment, treatment)) return true;
  return terms !== undefined && (gone(stored.terms, terms) || gone(stored.terms?.purposes, terms.purposes ?? {}));
}
