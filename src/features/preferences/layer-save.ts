// What each part of the form of a layer is given: what the layer says, and how to change it.
import type { LayerFields } from "../../core/preference.ts";

export type Save = (fields: LayerFields) => Promise<void>;

export interface FieldsProps {
  fields: LayerFields;
  onSave: Save;
}
