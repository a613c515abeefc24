// What each part of the form of a layer is given: what the layer says, what counts where it says nothing, and how to change it.
import type { LayerEdit, LayerFields } from "../../core/preference.ts";

export type Save = (fields: LayerEdit) => Promise<void>;

export interface FieldsProps {
  fields: LayerFields;
  /** Of the less specific layers; missing in the general preferences, under which there is none. */
  general: LayerFields | undefined;
  onSave: Save;
}

/** With these members changed; an undefined one is taken back, so that the general one counts. */
export function withMembers<T extends object>(said: T | undefined, changed: Partial<Record<keyof T, unknown>>): T {
  const members = Object.entries({ ...said, ...changed }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(members) as T;
}
