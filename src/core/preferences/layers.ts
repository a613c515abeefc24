// The layers that apply to a company: their order, their ids, and the fields that they merge to.
import { prune } from "../../signal/plain-objects.ts";
import type { Layer, LayerFields } from "./preference.ts";

/** From the most specific layer to the least. */
export const LAYER_ORDER = ["company", "sector", "base"] as const;
export type LayerName = (typeof LAYER_ORDER)[number];
export type Layers = Partial<Record<LayerName, Layer>>;

/** Ids of the layers that apply to a company, from the least specific to the most. */
export const layerIds = (company: string, sector: string | undefined): [LayerName, string][] => [
  ["base", "base"],
  ...(sector === undefined ? [] : [["sector", `sector:${sector}`] satisfies [LayerName, string]]),
  ["company", `company:${company}`],
];

/** The company of a company's own layer; null for every other layer. */
export const companyOfLayer = (layer: string): string | null =>
  layer.startsWith("company:") ? layer.slice("company:".length) : null;

/** The general rules and every layer's hold: holds also apply to companies with automatic grants. */
export const rulesForAll = (layers: Layers): Layers =>
  Object.fromEntries(
    LAYER_ORDER.flatMap((name) => {
      const layer = layers[name];
      return layer === undefined ? [] : [[name, name === "base" ? layer : { rules: [], hold: layer.hold }]];
    }),
  );

/** The same layers with no hold. */
export const withoutHolds = (layers: Layers): Layers =>
  Object.fromEntries(Object.entries(layers).map(([name, { hold: _hold, ...layer }]) => [name, layer]));

/** Quiet hours, treatment and terms, merged per field, most specific layer first. */
export function mergeFields(layers: Layers): LayerFields {
  const merged: LayerFields = {};
  for (const name of [...LAYER_ORDER].reverse()) {
    const layer = layers[name];
    if (layer === undefined) continue;
    if (layer.quiet !== undefined) merged.quiet = layer.quiet;
    if (layer.treatment !== undefined) merged.treatment = overlay(merged.treatment, layer.treatment);
    if (layer.terms !== undefined) {
      const { purposes = {}, ...terms } = layer.terms;
      const all = overlay(merged.terms?.purposes, purposes);
      merged.terms = overlay(merged.terms, Object.keys(all).length === 0 ? terms : { ...terms, purposes: all });
    }
  }
  return merged;
}

function overlay<T extends object>(under: T | undefined, over: T): T {
  const present = Object.entries(over).filter(([, value]) => value !== undefined);
  return prune({ ...(under ?? over), ...Object.fromEntries(present) });
}
