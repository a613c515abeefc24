// Vectors name a layer that many of them share instead of repeating it.

import { LAYER_ORDER, type Layers } from "../../src/core/preferences/layers.ts";
import type { Layer } from "../../src/core/preferences/preference.ts";

export function layersOf(named: object, shared: object): Layers {
  const written = named as Record<string, unknown>;
  const find = (layer: unknown) => (typeof layer === "string" ? (shared as Record<string, unknown>)[layer] : layer);
  const present = LAYER_ORDER.filter((name) => name in written).map((name) => [name, find(written[name]) as Layer]);
  return Object.fromEntries(present);
}
