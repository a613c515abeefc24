// Which rule the popup's editor is open on: window state, it dies with the popup.
import type { ContactRule } from "../../core/preference.ts";

export interface Editing {
  /** The stored rule of this company's own layer; missing for one that is made with the first change. */
  id?: string;
  rule: ContactRule;
}
