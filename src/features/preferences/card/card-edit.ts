// The layer that a card edits.
import type { ContactRule, Layer, LayerFields } from "../../../core/preferences/preference.ts";
import type { Place } from "../../../core/preferences/rule-advice.ts";

export interface CardEdit {
  /** Id of the layer. */
  layer: string;
  stored: Layer;
  place: Place;
  /** Local calendar date. */
  today: string;
  /** The fields that apply without the layer's own; undefined in the general preferences. */
  general: LayerFields | undefined;
  /** Opens the rule editor. Without an id the rule is a draft, which its first change saves. */
  onMore: (rule: ContactRule, id?: string) => void;
}
