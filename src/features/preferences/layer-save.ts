// Props of each part of a layer's form: the layer's own values, the general values that apply without them, and
// `onSave`.
import type { LayerEdit, LayerFields } from "../../core/preferences/preference.ts";
import { withoutUndefined } from "../../signal/plain-objects.ts";

export type Save = (fields: LayerEdit) => Promise<unknown>;

export interface FieldsProps {
  fields: LayerFields;
  /** Values of the less specific layers; undefined in the general preferences, the least specific layer. */
  general: LayerFields | undefined;
  onSave: Save;
}

export interface LayerFormProps extends Omit<FieldsProps, "onSave"> {
  layer: string;
  /** Local calendar date in the user's zone. */
  today: string;
}

/** A copy with these members changed; undefined removes a member, so that the general value applies. */
export function withMembers<T extends object>(said: T | undefined, changed: Partial<Record<keyof T, unknown>>): T;
export function withMembers(said: object | undefined, changed: object): object {
  return withoutUndefined({ ...said, ...changed });
}
